#include <libhibah/base/error.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <type_traits>

#include <doctest/doctest.h>

#include <libhibah/base/limits.hpp>
#include <libhibah/base/source.hpp>

using namespace hibah;

TEST_CASE("the example of error.hpp holds") {
  Problem problem{ErrorCode::amount_ambiguous, "journal.csv", 12, "jumlah", "1.250", "1250 / 1,25"};
  CHECK(problem.line(Language::id) ==
        "journal.csv, baris 12, kolom jumlah: \"1.250\" — diharapkan jumlah yang hanya dapat dibaca dengan satu cara (1250 / 1,25)");
  CHECK(problem.line(Language::en) ==
        "journal.csv, row 12, column jumlah: \"1.250\" — expected an amount that reads only one way (1250 / 1,25)");
}

TEST_CASE("the examples of limits.hpp and source.hpp hold") {
  CHECK(limits::last_year == 2099);
  CHECK(limits::max_columns == 256);
  CHECK(SourceRef{}.file == SourceRef::no_file);
  CHECK(sizeof(SourceRef) == 16);
}

TEST_CASE("every code has a name and a wording of its own in both languages") {
  std::set<std::string_view> names;
  std::set<std::string_view> id;
  std::set<std::string_view> en;
  const auto count = static_cast<unsigned>(ErrorCode::count_);
  for (unsigned i = 0; i < count; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    CAPTURE(error_name(code));
    CHECK(names.insert(error_name(code)).second);
    CHECK(id.insert(error_text(code).id).second);
    CHECK(en.insert(error_text(code).en).second);
    CHECK_FALSE(error_text(code).en.empty());
    CHECK_FALSE(error_text(code).en.ends_with('.'));
    CHECK_FALSE(error_text(code).id.ends_with('.'));
  }
  CHECK(error_name(ErrorCode::count_).empty());
  CHECK(error_text(ErrorCode::count_).id.empty());
}

TEST_CASE("a line leaves out what is absent") {
  Problem problem;
  problem.code = ErrorCode::number_not_understood;
  CHECK(problem.line(Language::en) == "expected a whole number");
  problem.text = "x";
  CHECK(problem.line(Language::en) == "\"x\" — expected a whole number");
  problem.row = 3;
  CHECK(problem.line(Language::id) == "baris 3: \"x\" — diharapkan bilangan bulat");
  problem.file = "budget.csv";
  problem.text.clear();
  CHECK(problem.line(Language::en) == "budget.csv, row 3: expected a whole number");
  problem.row.reset();
  problem.column = "pagu";
  CHECK(problem.line(Language::en) == "budget.csv, column pagu: expected a whole number");
}

TEST_CASE("the hint is merged, and introduced where it is the nearest known word") {
  Problem problem;
  problem.code = ErrorCode::key_unknown;
  problem.hint = "amount";
  CHECK(problem.expected() == Message{"kunci yang dikenal (terdekat: amount)", "a known key (nearest: amount)"});
  problem.code = ErrorCode::value_not_allowed;
  problem.hint = "plain, id, auto";
  CHECK(problem.expected().en == "an allowed value (plain, id, auto)");
  problem.hint.clear();
  CHECK(problem.expected().id == "nilai yang diperbolehkan");
}

TEST_CASE("words from outside cannot steer a terminal or flood a message") {
  Problem problem{ErrorCode::key_unknown, "a\x1B.csv", 1, std::string(5'000, 'k'), "\x1B[2J" + std::string(1'000'000, 'x'), ""};
  const std::string line = problem.line(Language::en);
  CHECK(line.find('\x1B') == std::string::npos);
  CHECK(line.size() < 500);
}

TEST_CASE("a broken contract says what was handed in and what was expected") {
  const AmountOverflow overflow("Rp1 + Rp2");
  CHECK(overflow.code() == ErrorCode::amount_out_of_range);
  CHECK(std::string(overflow.what()) ==
        "Rp1 + Rp2 — expected an amount between -Rp92.233.720.368.547.758,08 and Rp92.233.720.368.547.758,07");
  CHECK(std::string(UsageError(ErrorCode::invalid_argument, "no weights").what()) == "no weights");
  CHECK(std::string(UsageError(ErrorCode::unknown_rule, "").what()) == "expected the code of a known rule");
  CHECK(HorizonError("2031-01-01").code() == ErrorCode::outside_calendar);
  CHECK(std::is_base_of_v<UsageError, HorizonError>);
  CHECK_FALSE(std::is_base_of_v<UsageError, InputError>);
}

TEST_CASE("bad input carries every problem and shows the first twenty") {
  std::vector<Problem> problems(3);
  for (auto& problem : problems) problem = {ErrorCode::cell_empty, "journal.csv", 7, "date", "", ""};
  const InputError three(problems);
  CHECK(three.total() == 3);
  CHECK(std::string(three.what()).starts_with("3 problems in the input:\n  journal.csv, row 7, column date: expected a value"));

  const InputError many(std::vector<Problem>(25, problems[0]), 1'000'000);
  const std::string what = many.what();
  CHECK(many.problems().size() == 25);
  CHECK(many.total() == 1'000'000);
  CHECK(what.starts_with("1000000 problems"));
  CHECK(what.ends_with("\n  and 999980 more"));
  CHECK(std::count(what.begin(), what.end(), '\n') == 21);

  CHECK(std::string(InputError({problems[0]}).what()) == problems[0].line(Language::en));
  CHECK(InputError({}).total() == 0);
}

TEST_CASE("a value that cannot be read is one problem with its place in the text") {
  const ParseError error(ErrorCode::share_not_understood, "40", 2, "40%");
  CHECK(error.code() == ErrorCode::share_not_understood);
  CHECK(error.offset() == 2);
  CHECK(error.total() == 1);
  CHECK(std::string(error.what()) == "\"40\" — expected a share such as 40% or 33.75% (40%)");
  CHECK(ParseError(ErrorCode::share_not_understood, std::string(1'000, 'x')).problems()[0].text.size() < 100);
}
