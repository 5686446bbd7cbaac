#include <doctest/doctest.h>

#include <libhibah/reports/table.hpp>

using namespace hibah;

TEST_CASE("a control total is the exact sum, and null where one cell is null") {
  Column realised{"realised", {"Realisasi", "Realised"}, ColumnType::amount, "IDR", {Rupiah::from_sen(50), Rupiah::from_sen(25)}};
  CHECK(std::get<Rupiah>(control_total(realised)) == Rupiah::from_sen(75));
  realised.cells.push_back(Cell{});
  CHECK(std::holds_alternative<std::monostate>(control_total(realised)));
}

TEST_CASE("a control total of no rows is zero") {
  const Column none{"realised", {}, ColumnType::amount, "IDR", {}};
  CHECK(std::get<Rupiah>(control_total(none)).is_zero());
}

TEST_CASE("a control total that does not fit in 64 bits is an error, while larger partial sums are not") {
  const Rupiah most = Rupiah::from_sen(INT64_MAX);
  Column column{"realised", {}, ColumnType::amount, "IDR", {most, Rupiah::from_sen(1)}};
  CHECK_THROWS_AS((void)control_total(column), AmountOverflow);
  column.cells.push_back(Rupiah::from_sen(-1));
  CHECK(std::get<Rupiah>(control_total(column)) == most);
}

TEST_CASE("a control total of a column without amounts is a broken contract") {
  const Column text{"grant", {}, ColumnType::text, "", {std::string("kpu")}};
  CHECK_THROWS_AS((void)control_total(text), UsageError);
}

TEST_CASE("a column is found by name") {
  Table table;
  table.columns = {{"grant", {}, ColumnType::text, "", {}}, {"share", {}, ColumnType::text, "", {}}};
  CHECK(table.column("share") == &table.columns[1]);
  CHECK(table.column("Share") == nullptr);
}

TEST_CASE("column types have stable names") {
  CHECK(name_of(ColumnType::text) == "text");
  CHECK(name_of(ColumnType::amount) == "amount");
  CHECK(name_of(ColumnType::date) == "date");
  CHECK(name_of(ColumnType::number) == "number");
}
