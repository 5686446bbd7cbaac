#include <doctest/doctest.h>

#include <libhibah/io/render.hpp>

#include "sample_report.hpp"

using namespace hibah;

TEST_CASE("the CSV of a table is RFC 4180 with plain amounts, and guards words that look like formulas") {
  CHECK(to_csv(sample::small_table()) ==
        "grant,tranche,planned,due,days_late,share\n"
        "kpu,2,-3.00,2024-06-27,3,-5.00%\n"
        "'=1+1,,1250000.00,,,\"a \"\"b\"\", <c>\"\n");
}

TEST_CASE("every sign that begins a formula is guarded, and only at the beginning") {
  Table table = sample::small_table();
  const auto first_cell = [&](std::string text) {
    table.columns[0].cells[0] = std::move(text);
    const std::string csv = to_csv(table);
    const std::size_t begin = csv.find('\n') + 1;
    return csv.substr(begin, csv.find(",2,-3.00") - begin);
  };
  CHECK(first_cell("=1") == "'=1");
  CHECK(first_cell("+1") == "'+1");
  CHECK(first_cell("-1") == "'-1");
  CHECK(first_cell("@sum") == "'@sum");
  CHECK(first_cell("\tx") == "'\tx");
  CHECK(first_cell("a=1") == "a=1");
  CHECK(first_cell("-%") == "-%");
  CHECK(first_cell("=5%") == "'=5%");
  CHECK(first_cell("-5%+cmd%") == "'-5%+cmd%");
  CHECK(first_cell("two\nlines") == "\"two\nlines\"");
  CHECK(first_cell("") == "");
}

TEST_CASE("the CSV of a report has one row a finding, with its first evidence and their number") {
  const Report report = sample::report({sample::unpaid_tranche(), sample::unknown_day("kpu")});
  CHECK(to_csv(report, Language::en) ==
        "rule,severity,state,grant,tranche,stage,account,expected,actual,difference,unit,message,reason,basis,file,row,column,raw,entry,"
        "evidence_count,fingerprint,subjects,waived_until,approved_by,justification,baseline\n"
        "T202,error,fail,kpu,2,,,100.00,97.00,-3.00,IDR,\"tranche 2 is not complete: Rp3,00 are missing\",,"
        "Permendagri 41/2020 Pasal 16 ayat (4) [press]; NPHD,journal.csv,12,amount,\"'=97,00\",J-0012,2,f00d,1,,,,\n"
        "T201,error,not_evaluable,kpu,,,,,,,,Tranche late: not evaluable,the signing is known only as October 2023,,,,,,,0,beef,1,,,,\n");
}
