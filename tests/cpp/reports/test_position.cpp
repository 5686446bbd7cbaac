#include <doctest/doctest.h>

#include <libhibah/reports/position.hpp>

#include "sample_portfolio.hpp"

using namespace hibah;
using namespace hibah::sample;

namespace {

Line moved(std::string_view date, EntryKind kind, std::int64_t rupiah, std::uint32_t grant = 0) {
  return {.date = date, .kind = kind, .rupiah = rupiah, .grant = grant};
}

Portfolio settled() {
  Portfolio p = portfolio({grant("kpu", "2024-01-02", 120), grant("bawaslu", "2024-02-01", 50)});
  set_journal(p, {moved("2024-01-10", EntryKind::disbursement, 100), moved("2024-02-01", EntryKind::realisation, 90),
                  moved("2024-02-02", EntryKind::refund, 2), moved("2024-03-01", EntryKind::interest, 1),
                  moved("2024-04-01", EntryKind::return_, 13), moved("2024-03-01", EntryKind::disbursement, 50, 1)});
  return p;
}

}  // namespace

TEST_CASE("a position adds up: disbursed, interest and refunds less realised and returned") {
  const Table table = position(settled(), day("2024-12-31"));
  CHECK(rows_of(table) == std::vector<std::string>{"kpu|Penerima kpu|120|100|88|1|13|0", "bawaslu|Penerima bawaslu|50|50|0|0|0|50"});
  CHECK(totals_of_table(table) == std::vector<std::string>{"null", "null", "170", "150", "88", "1", "13", "50"});
  CHECK(table.notes.empty());
}

TEST_CASE("a position knows only what was there on the day") {
  CHECK(rows_of(position(settled(), day("2024-01-31"))) == std::vector<std::string>{"kpu|Penerima kpu|120|100|0|0|0|100"});
  CHECK(position(settled(), day("2024-01-01")).rows() == 0);
}

TEST_CASE("a kind that is not recorded is null, and so are the balance and the totals") {
  Portfolio p = settled();
  p.grants[0].recorded = {EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::return_};
  const Table table = position(p, day("2024-12-31"));
  CHECK(rows_of(table).front() == "kpu|Penerima kpu|120|100|88|null|13|null");
  CHECK(totals_of_table(table) == std::vector<std::string>{"null", "null", "170", "150", "88", "null", "13", "null"});
}

TEST_CASE("without a journal only the agreements are known") {
  Portfolio p = settled();
  p.journal.reset();
  CHECK(rows_of(position(p, day("2024-12-31"))).front() == "kpu|Penerima kpu|120|null|null|null|null|null");
}

TEST_CASE("the agreement is the one in force, and null where a partial date leaves that open") {
  Portfolio p = settled();
  Addendum addendum;
  addendum.number = "1";
  addendum.signed_on = parse_date_span("2024-06");
  addendum.amount = Rupiah::from_rupiah(150);
  p.grants[0].addenda.push_back(addendum);
  const auto agreement = [&](std::string_view as_of) { return text_of(position(p, day(as_of)).column("agreement")->cells[0]); };
  CHECK(agreement("2024-05-31") == "120");
  CHECK(agreement("2024-06-01") == "null");
  CHECK(agreement("2024-06-30") == "150");
  p.grants[0].signed_on = parse_date_span("2024-01");
  CHECK(agreement("2024-01-30") == "null");
}

TEST_CASE("entries that perhaps exist are left out and counted in a note") {
  Portfolio p = settled();
  set_journal(p, {moved("2024-03", EntryKind::disbursement, 100), moved("2024-03", EntryKind::interest, 1)});
  const Table table = position(p, day("2024-03-15"));
  CHECK(rows_of(table).front() == "kpu|Penerima kpu|120|0|0|0|0|0");
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes.front().id.find(": 2.") != std::string::npos);
}
