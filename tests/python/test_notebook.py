"""The notebooks of examples/ run, and print what they were saved with. `python tests/python/test_notebook.py` saves them anew."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

pytestmark = [pytest.mark.slow, pytest.mark.subprocess]


def text(cell) -> list[str]:
    """What a cell shows as text. Pictures, and HTML that frame libraries lay out anew with each version, are left out."""
    shown = []
    for output in cell.get("outputs", []):
        assert output.output_type != "error", output
        shown.append(output.text if output.output_type == "stream" else output.data.get("text/plain", ""))
    return [re.sub(r"0x[0-9a-f]+", "0x", part) for part in shown]


def run(notebook) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()


def test_there_is_a_notebook():
    assert [path.name for path in NOTEBOOKS] == ["kantor-keuangan.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the kernel's own libraries
def test_a_fresh_run_shows_what_was_saved(path):
    saved = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    run(fresh)
    for before, after in zip(saved.cells, fresh.cells):
        if before.cell_type == "code":
            assert text(after) == text(before), before.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_saved_with_its_outputs_and_nothing_of_the_machine(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(bool(cell.outputs) for cell in code) >= len(code) - 1
    assert any("image/png" in output.get("data", {}) for cell in code for output in cell.outputs)
    raw = path.read_text(encoding="utf-8")
    assert not re.search(r'"/(home|root|usr|var)/', raw) and '"stderr"' not in raw


if __name__ == "__main__":
    for saved in NOTEBOOKS:
        renewed = nbformat.read(saved, as_version=4)
        run(renewed)
        for one in renewed.cells:
            one.metadata.pop("execution", None)  # times of the run
        nbformat.write(renewed, saved)
