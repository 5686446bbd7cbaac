"""Compares the source tree with the walls that the architecture draws.

Usage: python check_walls.py WALL [ROOT]      one of the walls below, over the project in ROOT
       python check_walls.py selftest [ROOT]  plants a breach of every wall in a copy and wants each one found

floors        a file of libhibah includes only its own floor and lower ones, and so do the bindings
doors         each third-party header is included behind its one door
lists         what CMake lists is what stands on disk
names         no file is named like a standard header
top_level     the project's folder shows what is agreed and nothing else
money         no floating point in libhibah
surroundings  nothing below io knows a file, a stream, a clock, a locale or the environment
umbrella      the headers that are installed are those that hibah.hpp reaches
package       the version stands once, and the package needs nothing at run time
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

FLOORS = {
    "base": 0, "money": 1, "calendar": 1, "law": 2, "agreement": 3, "journal": 4, "checks": 5, "reports": 6, "io": 7,
}  # fmt: skip

# Third-party headers and the files behind whose door they may stand.
DOORS = {
    r"boost/": r"libhibah/money/([a-z_]+\.cpp|detail/[a-z_]+\.hpp)|tests/cpp/money/.*",
    r"date/": r"libhibah/calendar/([a-z_]+\.cpp|detail/[a-z_]+\.(hpp|cpp))",
    r"toml\+\+/|toml\.hpp": r"libhibah/io/toml_reader\.cpp",
    r"nlohmann/": r"libhibah/io/(json|sarif|report_reader)\.cpp|libhibah/io/detail/json_writer\.hpp",
    r"pybind11/": r"python/bindings/pybind\.hpp",
    r"Python\.h": r"python/bindings/pybind\.hpp",
    r"doctest/": r"tests/cpp/.*",
    r"benchmark/": r"tests/bench/micro\.cpp",
    r"openssl/": r"libhibah/base/sha256\.cpp",
    r"zlib\.h|zstd\.h": r"libhibah/io/input_bytes\.cpp",
    r"immintrin\.h": r"libhibah/io/csv_scan\.cpp",
}

# fmt: off
STANDARD_HEADERS = """
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale cmath codecvt compare
complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque
exception execution expected filesystem format forward_list fstream functional future generator initializer_list iomanip ios iosfwd iostream istream
iterator latch limits list locale map mdspan memory memory_resource mutex new numbers numeric optional ostream print queue random ranges ratio regex
scoped_allocator semaphore set shared_mutex source_location span spanstream sstream stack stacktrace stdexcept stdfloat stop_token streambuf string
string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector
version assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio
stdlib stdnoreturn string tgmath threads time uchar wchar wctype
""".split()
# fmt: on

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "examples", "libhibah", "pyproject.toml", "python", "tests",
}  # fmt: skip
MADE = {"build", "dist"}  # ignored by git

# What only io may know. <thread> and <atomic> are not here: the engine has threads.
SURROUNDINGS = r"filesystem|fstream|iostream|istream|ostream|sstream|iomanip|chrono|locale|clocale|ctime|cstdio|regex|random"
# A wait that ends by itself needs a length of time; what time it is, it does not tell.
WAITS = "libhibah/base/parallel.cpp"
CALLS = r"\b(getenv|setlocale|localtime|gmtime|printf|fprintf|puts|abort|exit|rand)\s*\("

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def code_of(text: str) -> str:
    """The text without comments and literals, line by line, so that words in them are not taken for code."""
    pattern = r'R"(?P<mark>[^(\s]*)\((?:.|\n)*?\)(?P=mark)"' + r'|"(?:\\.|[^"\\\n])*"' + r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*(?:.|\n)*?\*/"
    return re.sub(pattern, lambda match: " " + "\n" * match[0].count("\n"), text)


def sources(root: Path, *folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (root / folder).rglob("*") if p.suffix in {".hpp", ".cpp", ".h", ".cc"})


def includes(path: Path) -> list[str]:
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def lists_of(text: str) -> dict[str, list[str]]:
    """Every set(<name> <word>...) of a CMake file."""
    text = re.sub(r"#[^\n]*", "", text)
    found = re.findall(r"\bset\(\s*(\w+)([^()]*)\)", text)
    return {name: words.split() for name, words in found}


def floors(root: Path) -> list[str]:
    breaches = []
    for path in sources(root, "libhibah"):
        here = path.relative_to(root).parts
        if len(here) == 2 and here[1] == "hibah.hpp":
            continue
        if here[1] not in FLOORS:
            breaches.append(f"{'/'.join(here)}: no floor of the house")
            continue
        for name in includes(path):
            if name.startswith(("libhibah/", "tests/", "python/")):
                there = name.split("/")[1]
                if name.startswith("libhibah/") and (there == here[1] or FLOORS.get(there, 99) < FLOORS[here[1]]):
                    continue
                breaches.append(f"{'/'.join(here)}: floor {here[1]} may not include {name}")
            elif not re.match(r"[a-z_0-9+]+(/|\.h|$)", name) or name.startswith("."):
                breaches.append(f"{'/'.join(here)}: includes are written <libhibah/...>, not {name}")
            elif name.endswith(".hpp") and "/" not in name:
                breaches.append(f"{'/'.join(here)}: includes are written <libhibah/...>, not {name}")
    return breaches


def doors(root: Path) -> list[str]:
    breaches = []
    for path in sources(root, "libhibah", "python", "tests", "examples"):
        here = path.relative_to(root).as_posix()
        for name in includes(path):
            for header, door in DOORS.items():
                if re.match(header, name) and not re.fullmatch(door, here):
                    breaches.append(f"{here}: {name} belongs behind {door}")
    return breaches


def lists(root: Path) -> list[str]:
    breaches = []

    def compare(what: str, listed: list[str], on_disk: list[str]) -> None:
        breaches.extend(f"{what}: {name} stands on disk and is not listed" for name in sorted(set(on_disk) - set(listed)))
        breaches.extend(f"{what}: {name} is listed and does not stand on disk" for name in sorted(set(listed) - set(on_disk)))
        breaches.extend(f"{what}: {name} is listed twice" for name in sorted({n for n in listed if listed.count(n) > 1}))

    def below(folder: str, pattern: str) -> list[str]:
        return [p.relative_to(root / folder).as_posix() for p in (root / folder).rglob(pattern)]

    library = (root / "libhibah/CMakeLists.txt").read_text(encoding="utf-8")
    names = lists_of(library)
    compare("libhibah headers", names["hibah_headers"] + names["hibah_private_headers"], below("libhibah", "*.hpp"))
    compare("libhibah sources", names["hibah_sources"], below("libhibah", "*.cpp"))
    compare("libhibah data", names["hibah_data"], [f"law/data/{name}" for name in below("libhibah/law/data", "*.toml")] + [f"io/data/{name}" for name in below("libhibah/io/data", "*.json")])

    bindings = (root / "python/CMakeLists.txt").read_text(encoding="utf-8")
    compare("bindings", lists_of(bindings)["hibah_bindings"], below("python/bindings", "*.cpp"))

    refusals = lists_of((root / "tests/compile_fail/CMakeLists.txt").read_text(encoding="utf-8"))["refusals"]
    compare("tests/compile_fail", [f"{name}.cpp" for name in refusals], below("tests/compile_fail", "*.cpp"))

    harnesses = lists_of((root / "tests/fuzz/CMakeLists.txt").read_text(encoding="utf-8"))["harnesses"]
    compare("tests/fuzz", [f"fuzz_{name}.cpp" for name in harnesses], below("tests/fuzz", "*.cpp"))

    calls = re.findall(r"^\s*hibah_add_test\(([^)]*)\)", (root / "tests/CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
    tests = [f"{floor}/{name}.cpp" for floor, *files in (call.split() for call in calls) for name in files]
    compare("tests/cpp", ["main.cpp", *tests], below("tests/cpp", "*.cpp"))

    for path in root.rglob("CMakeLists.txt"):
        if path.relative_to(root).parts[0] not in MADE and re.search(r"\bGLOB(_RECURSE)?\b", path.read_text(encoding="utf-8")):
            breaches.append(f"{path.relative_to(root)}: sources are listed, never globbed")
    return breaches


def names(root: Path) -> list[str]:
    breaches = []
    for path in sources(root, "libhibah", "python", "tests", "examples"):
        here = path.relative_to(root).as_posix()
        # <libhibah/base/limits.hpp> cannot be taken for <limits>, but a file without an ending, or ending as C's headers do, can.
        if path.suffix == ".h" and path.stem in STANDARD_HEADERS:
            breaches.append(f"{here}: is named like a standard header")
    for folder in ("libhibah", "python", "tests", "examples"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix == "" and path.name.lower() in STANDARD_HEADERS:
                breaches.append(f"{path.relative_to(root).as_posix()}: is named like a standard header")
    for path in root.iterdir():
        if path.name.lower() in STANDARD_HEADERS:
            breaches.append(f"{path.name}: the project's folder is an include folder, and this is named like a standard header")
    return breaches


def top_level(root: Path) -> list[str]:
    visible = {path.name for path in root.iterdir() if not path.name.startswith(".")} - MADE
    return [f"{name}: does not belong at the top" for name in sorted(visible - TOP_LEVEL)] + [
        f"{name}: is missing at the top" for name in sorted(TOP_LEVEL - visible)
    ]


def money(root: Path) -> list[str]:
    breaches = []
    for path in sources(root, "libhibah"):
        for number, line in enumerate(code_of(path.read_text(encoding="utf-8")).splitlines(), 1):
            if re.search(r"\b(double|float|long double|strtod|stod|stof|from_chars_double|cpp_dec_float\w*)\b", line):
                breaches.append(f"{path.relative_to(root).as_posix()}:{number}: floating point: {line.strip()}")
    return breaches


def surroundings(root: Path) -> list[str]:
    breaches = []
    for path in sources(root, "libhibah"):
        here = path.relative_to(root)
        below_io = here.parts[1] != "io"
        for name in includes(path):
            if name == "chrono" and here.as_posix() == WAITS:
                continue
            if re.fullmatch(SURROUNDINGS, name) and (below_io or name in {"iostream", "chrono", "locale", "clocale", "ctime", "random"}):
                breaches.append(f"{here.as_posix()}: may not include <{name}>")
        for number, line in enumerate(code_of(path.read_text(encoding="utf-8")).splitlines(), 1):
            found = re.search(CALLS, line)
            if found:
                breaches.append(f"{here.as_posix()}:{number}: may not call {found[1]}")
    return breaches


def umbrella(root: Path) -> list[str]:
    listed = lists_of((root / "libhibah/CMakeLists.txt").read_text(encoding="utf-8"))["hibah_headers"]
    reached, todo = set(), ["libhibah/hibah.hpp"]
    while todo:
        name = todo.pop()
        if name not in reached and (root / name).exists():
            reached.add(name)
            todo += [included for included in includes(root / name) if included.startswith("libhibah/")]
    wanted = {f"libhibah/{name}" for name in listed}
    return [f"{name}: is installed, and hibah.hpp does not reach it" for name in sorted(wanted - reached)] + [
        f"{name}: hibah.hpp reaches it, and it is not installed" for name in sorted(reached - wanted)
    ]


def package(root: Path) -> list[str]:
    breaches = []
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r"^project\(libhibah VERSION (\d+\.\d+\.\d+) ", (root / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE)
    if not version:
        return ["CMakeLists.txt: project(libhibah VERSION x.y.z ...) is not there"]
    if re.search(r"^version\s*=", project, re.MULTILINE):
        breaches.append("pyproject.toml: the version stands in CMakeLists.txt alone")
    if re.search(r"^dependencies\s*=\s*\[\s*[^\]\s]", project, re.MULTILINE):
        breaches.append("pyproject.toml: the package needs nothing at run time")
    for path in [*sources(root, "libhibah"), *sorted((root / "python/hibah").rglob("*.py"))]:
        if re.search(rf'["\']{re.escape(version[1])}["\']', path.read_text(encoding="utf-8")):
            if path.name != "version.hpp":  # its example is compared with the version by tests/cpp/base
                breaches.append(f"{path.relative_to(root).as_posix()}: writes the version a second time")
    return breaches


WALLS = {wall.__name__: wall for wall in (floors, doors, lists, names, top_level, money, surroundings, umbrella, package)}


def selftest(root: Path) -> list[str]:
    """Every wall must stand in a copy of the project, and must not once a breach is planted."""

    def append(path: str, text: str):
        return path, lambda old: old + text

    def replace(path: str, old_text: str, new_text: str):
        return path, lambda old: old.replace(old_text, new_text, 1)

    plants = [
        ("floors", append("libhibah/money/rupiah.hpp", "#include <libhibah/calendar/date.hpp>\n")),
        ("floors", append("libhibah/base/text.cpp", '#include "error.hpp"\n')),
        ("floors", append("libhibah/law/timetable.cpp", "#include <libhibah/io/json.hpp>\n")),
        ("doors", append("libhibah/journal/journal.cpp", "#include <boost/multiprecision/cpp_int.hpp>\n")),
        ("doors", append("libhibah/money/rupiah.hpp", "#include <boost/multiprecision/cpp_int.hpp>\n")),
        ("doors", append("libhibah/law/timetable.cpp", "#  include <date/date.h>\n")),
        ("lists", append("libhibah/base/stray.cpp", "")),
        ("lists", append("libhibah/law/data/calendar-stray.toml", "")),
        ("lists", append("tests/cpp/base/test_stray.cpp", "")),
        ("lists", append("tests/compile_fail/stray.cpp", "")),
        ("lists", replace("libhibah/CMakeLists.txt", "base/error.hpp", "base/error.hpp base/gone.hpp")),
        ("lists", append("python/CMakeLists.txt", "file(GLOB stray *.cpp)\n")),
        ("names", append("libhibah/time.h", "")),
        ("names", append("version", "")),
        ("top_level", append("notes.txt", "")),
        ("money", append("libhibah/journal/journal.cpp", "inline double share = 0;\n")),
        ("surroundings", append("libhibah/checks/engine.cpp", "#include <chrono>\n")),
        ("surroundings", append("libhibah/io/render.cpp", "#include <iostream>\n")),
        ("surroundings", append("libhibah/base/text.cpp", 'inline auto home() { return getenv("HOME"); }\n')),
        ("umbrella", replace("libhibah/hibah.hpp", "#include <libhibah/money/terbilang.hpp>\n", "")),
        ("umbrella", append("libhibah/money/rupiah.hpp", "#include <libhibah/money/detail/wide.hpp>\n")),
        ("package", replace("pyproject.toml", "dependencies = []", 'dependencies = ["pandas"]')),
        ("package", append("python/hibah/__init__.py", "\n__version__ = '0.0.0'\n")),
    ]
    version = re.search(r"VERSION (\d+\.\d+\.\d+) ", (root / "CMakeLists.txt").read_text(encoding="utf-8"))
    breaches = []
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "copy"
        copy.mkdir()
        for name in TOP_LEVEL:
            if name == "examples":  # large, and of no concern here but by its name and its C++
                shutil.copytree(root / "examples/cpp", copy / "examples/cpp")
            elif (root / name).is_dir():
                shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(root / name, copy / name)
        for wall, check in WALLS.items():
            breaches += [f"selftest: {wall} does not stand before anything is planted: {breach}" for breach in check(copy)]
        for wall, (path, change) in plants:
            file = copy / path
            before = file.read_text(encoding="utf-8") if file.exists() else None
            planted = change(before or "").replace("0.0.0", version[1] if version else "")
            if planted == before:
                breaches.append(f"selftest: nothing could be planted in {path} for {wall}")
            file.write_text(planted, encoding="utf-8")
            if not WALLS[wall](copy):
                breaches.append(f"selftest: {wall} does not see what was planted in {path}")
            if before is None:
                file.unlink()
            else:
                file.write_text(before, encoding="utf-8")
    return breaches


def main(arguments: list[str]) -> int:
    checks = {**WALLS, "selftest": selftest}
    if not 1 <= len(arguments) <= 2 or arguments[0] not in checks:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).resolve().parents[2]
    breaches = checks[arguments[0]](root)
    print("\n".join(breaches) if breaches else f"{arguments[0]}: stands")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
