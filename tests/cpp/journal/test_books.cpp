#include <doctest/doctest.h>

#include <libhibah/journal/books.hpp>

#include "by_hand.hpp"

using namespace hibah;
using namespace hibah::by_hand;

namespace {

constexpr EntryKind reversal = EntryKind::reversal;

Books books(const Journal& journal, std::string_view as_of = "2024-12-31", std::uint32_t grant = 0) {
  return books_on(journal, grant, day(as_of));
}

/// The faults of the reversals, in canonical order.
std::vector<ReversalFault> faults(const Books& books) {
  std::vector<ReversalFault> found;
  for (const ReversalVerdict& verdict : books.reversals) found.push_back(verdict.fault);
  return found;
}

using Entries = std::vector<EntryIndex>;
using Faults = std::vector<ReversalFault>;

PlannedTranche planned(int number, std::int64_t whole) {
  PlannedTranche tranche;
  tranche.number = number;
  tranche.planned = rupiah(whole);
  return tranche;
}

Entries entries(const std::vector<BookRow>& rows) {
  return {rows.begin(), rows.end()};
}

/// Three tranches of Rp40, Rp50 and Rp10.
Terms three_tranches() {
  Terms terms;
  terms.amount = rupiah(100);
  terms.tranches = {planned(1, 40), planned(2, 50), planned(3, 10)};
  return terms;
}

}  // namespace

TEST_CASE("an entry stands from its own day on") {
  const Journal journal = journal_of({{.date = "2024-06-02"}, {.date = "2024-06-01"}});
  CHECK(books(journal, "2024-05-31").certain.empty());
  CHECK(entries(books(journal, "2024-06-01").certain) == Entries{1});
  CHECK(entries(books(journal, "2024-06-02").certain) == Entries{1, 0});
  CHECK(books(journal, "2024-06-02").possible.empty());
}

TEST_CASE("whether an entry of a month stands is open while the month runs") {
  const Journal journal = journal_of({{.date = "2024-06"}});
  CHECK(books(journal, "2024-05-31").possible.empty());
  CHECK(entries(books(journal, "2024-06-01").possible) == Entries{0});
  CHECK(entries(books(journal, "2024-06-29").possible) == Entries{0});
  CHECK(books(journal, "2024-06-29").certain.empty());
  CHECK(entries(books(journal, "2024-06-30").certain) == Entries{0});
  CHECK(books(journal, "2024-06-30").possible.empty());
}

TEST_CASE("the books of a grant hold nothing of another") {
  const Journal journal = journal_of({{.grant = 1}, {}}, 2);
  CHECK(entries(books(journal).certain) == Entries{1});
  CHECK(entries(books(journal, "2024-12-31", 1).certain) == Entries{0});
}

TEST_CASE("an entry and its reversal go out together from the reversal's day on") {
  const Journal journal =
      journal_of({{.id = "D1", .date = "2024-06-01"}, {.date = "2024-06-20", .kind = reversal, .reverses = "D1"}, {.date = "2024-06-25"}});
  CHECK(entries(books(journal, "2024-06-19").certain) == Entries{0});
  CHECK(books(journal, "2024-06-19").reversals.empty());
  CHECK(books(journal, "2024-06-20").certain.empty());
  CHECK(entries(books(journal, "2024-06-25").certain) == Entries{2});
  REQUIRE(books(journal).reversals.size() == 1);
  CHECK(books(journal).reversals[0].reversal == 1);
  CHECK(books(journal).reversals[0].target == 0);
  CHECK(books(journal).reversals[0].fault == ReversalFault::none);
}

TEST_CASE("a reversal on the day of its entry is as good as a later one, a day before it is a fault") {
  const auto on = [](const std::string& date) {
    return books(journal_of({{.id = "D1", .date = "2024-06-02"}, {.date = date, .kind = reversal, .reverses = "D1"}}));
  };
  CHECK(on("2024-06-02").certain.empty());
  CHECK(entries(on("2024-06-01").certain) == Entries{0});
  CHECK(faults(on("2024-06-01")) == Faults{ReversalFault::dated_before});
}

TEST_CASE("a faulty reversal takes nothing back, and each fault has its name") {
  const Journal journal = journal_of({{.id = "D1"},
                                      {.id = "D2", .grant = 1},
                                      {.id = "D3"},
                                      {.id = "X1", .date = "2024-06-02", .kind = reversal, .reverses = "nobody"},
                                      {.id = "X2", .date = "2024-06-03", .kind = reversal},
                                      {.id = "X3", .date = "2024-06-04", .kind = reversal, .reverses = "D2"},
                                      {.id = "X4", .date = "2024-06-05", .kind = reversal, .whole = 99, .reverses = "D1"},
                                      {.id = "X5", .date = "2024-06-06", .kind = reversal, .reverses = "X4"},
                                      {.id = "X6", .date = "2024-06-07", .kind = reversal, .reverses = "X6"}},
                                     2);
  CHECK(entries(books(journal).certain) == Entries{0, 2});
  CHECK(entries(books(journal, "2024-12-31", 1).certain) == Entries{1});
  CHECK(books(journal, "2024-12-31", 1).reversals.empty());
  CHECK(faults(books(journal)) == Faults{ReversalFault::names_no_entry, ReversalFault::names_no_entry, ReversalFault::other_grant,
                                         ReversalFault::other_amount, ReversalFault::names_a_reversal, ReversalFault::names_a_reversal});
}

TEST_CASE("of two reversals of one entry the first counts: by day, then as in the input") {
  const Journal by_day = journal_of({{.id = "D1"},
                                     {.id = "X1", .date = "2024-06-05", .kind = reversal, .reverses = "D1"},
                                     {.id = "X2", .date = "2024-06-03", .kind = reversal, .reverses = "D1"}});
  const Books late = books(by_day);
  CHECK(late.certain.empty());
  CHECK(late.reversals[0].reversal == 2);
  CHECK(faults(late) == Faults{ReversalFault::none, ReversalFault::already_reversed});
  CHECK(faults(books(by_day, "2024-06-04")) == Faults{ReversalFault::none});

  const Books one_day = books(journal_of({{.id = "D1"}, {.kind = reversal, .reverses = "D1"}, {.kind = reversal, .reverses = "D1"}}));
  CHECK(one_day.reversals[0].reversal == 1);
  CHECK(faults(one_day) == Faults{ReversalFault::none, ReversalFault::already_reversed});
}

TEST_CASE("a faulty first reversal does not spoil the second") {
  const Books found = books(journal_of({{.id = "D1"},
                                        {.date = "2024-06-02", .kind = reversal, .whole = 99, .reverses = "D1"},
                                        {.date = "2024-06-03", .kind = reversal, .reverses = "D1"}}));
  CHECK(found.certain.empty());
  CHECK(faults(found) == Faults{ReversalFault::other_amount, ReversalFault::none});
}

TEST_CASE("where the order of entry and reversal is unknown, so is whether the entry stands") {
  const Books found = books(journal_of({{.id = "D1", .date = "2024-06"}, {.date = "2024-06-15", .kind = reversal, .reverses = "D1"}}));
  CHECK(found.certain.empty());
  CHECK(entries(found.possible) == Entries{0});
  CHECK(faults(found) == Faults{ReversalFault::unknown_order});
}

TEST_CASE("a reversal that perhaps does not exist yet leaves its entry open") {
  const Journal journal = journal_of({{.id = "D1"}, {.date = "2024-08", .kind = reversal, .reverses = "D1"}});
  CHECK(entries(books(journal, "2024-07-31").certain) == Entries{0});
  const Books open = books(journal, "2024-08-30");
  CHECK(open.certain.empty());
  CHECK(entries(open.possible) == Entries{0});
  CHECK(open.reversals[0].exists == Truth::unknown);
  CHECK(books(journal, "2024-08-31").possible.empty());
  CHECK(books(journal, "2024-08-31").certain.empty());
}

TEST_CASE("the balance is what came in less what went out") {
  const Journal journal = journal_of({{.whole = 1000},
                                      {.kind = EntryKind::realisation, .whole = 700},
                                      {.kind = EntryKind::refund, .whole = 50},
                                      {.kind = EntryKind::interest, .whole = 3},
                                      {.kind = EntryKind::return_, .whole = 400},
                                      {.whole = 20}});
  const Totals totals = totals_of(books(journal).certain);
  CHECK(totals.disbursed == rupiah(1020));
  CHECK(totals.realised == rupiah(700));
  CHECK(totals.refunded == rupiah(50));
  CHECK(totals.interest == rupiah(3));
  CHECK(totals.returned == rupiah(400));
  CHECK(totals.balance() == rupiah(-27));
  CHECK(totals_of({}).balance() == Rupiah{});
}

TEST_CASE("a total past the range is an error; one that only passes it on the way is not") {
  Totals totals;
  totals.disbursed = Rupiah::max();
  totals.interest = Rupiah::max();
  CHECK_THROWS_AS((void)totals.balance(), AmountOverflow);
  totals.realised = Rupiah::max();
  CHECK(totals.balance() == Rupiah::max());
}

TEST_CASE("disbursement, interest and refund come in, realisation and return go out") {
  CHECK(is_receipt(EntryKind::disbursement));
  CHECK(is_receipt(EntryKind::interest));
  CHECK(is_receipt(EntryKind::refund));
  CHECK_FALSE(is_receipt(EntryKind::realisation));
  CHECK_FALSE(is_receipt(EntryKind::return_));
  CHECK_FALSE(is_receipt(EntryKind::reversal));
}

TEST_CASE("a tranche is complete on the first day on which its payments reach its plan") {
  const Journal journal = journal_of({{.date = "2024-03-01", .whole = 39, .tranche = 1},
                                      {.date = "2024-03-05", .whole = 1, .tranche = 1},
                                      {.date = "2024-03-09", .whole = 5, .tranche = 1},
                                      {.date = "2024-06-01", .whole = 44, .tranche = 2}});
  const Terms terms = three_tranches();
  const TrancheStates states = tranche_states(journal, books(journal), terms);
  REQUIRE(states.tranches.size() == 3);
  CHECK(states.culprit == no_entry);
  CHECK(states.tranches[0].plan == &terms.tranches[0]);
  CHECK(states.tranches[0].complete == Truth::yes);
  CHECK(states.tranches[0].completed_on == day("2024-03-05"));
  CHECK(states.tranches[0].disbursed == rupiah(45));
  CHECK(states.tranches[0].entries == Entries{0, 1, 2});
  CHECK(states.tranches[1].carried == rupiah(5));
  CHECK(states.tranches[1].complete == Truth::no);  // Rp44 and Rp5 carried: Rp1 short
  CHECK(states.tranches[2].carried == Rupiah{});
  CHECK(states.tranches[2].complete == Truth::no);
}

TEST_CASE("what earlier tranches got above their plan completes later ones, never the other way round") {
  const Terms terms = three_tranches();
  const Journal forward = journal_of({{.date = "2024-03-01", .whole = 45, .tranche = 1},
                                      {.date = "2024-06-01", .whole = 45, .tranche = 2},
                                      {.date = "2024-07-01", .whole = 10, .tranche = 1}});
  const TrancheStates states = tranche_states(forward, books(forward), terms);
  CHECK(states.tranches[1].completed_on == day("2024-06-01"));
  CHECK(states.tranches[2].completed_on == day("2024-07-01"));
  CHECK(states.tranches[1].carried == rupiah(15));
  CHECK(states.tranches[2].carried == rupiah(10));
  CHECK(states.tranches[2].entries.empty());

  const Journal backward = journal_of({{.whole = 39, .tranche = 1}, {.whole = 100, .tranche = 2}});
  CHECK(tranche_states(backward, books(backward), terms).tranches[0].complete == Truth::no);
  CHECK(tranche_states(backward, books(backward), terms).tranches[2].complete == Truth::yes);
}

TEST_CASE("completion by a payment of a month is a span, and by one that perhaps does not stand is open") {
  const Terms terms = three_tranches();
  const Journal journal = journal_of({{.date = "2024-03", .whole = 40, .tranche = 1}, {.date = "2024-06", .whole = 50, .tranche = 2}});
  const TrancheStates states = tranche_states(journal, books(journal, "2024-06-15"), terms);
  CHECK(states.tranches[0].completed_on == DateSpan::month(2024, 3));
  CHECK(states.tranches[0].earliest_completion == day("2024-03-01"));
  CHECK(states.tranches[1].complete == Truth::unknown);
  CHECK(states.tranches[1].earliest_completion == day("2024-06-01"));
  CHECK(states.tranches[1].disbursed == Rupiah{});
  CHECK(states.tranches[1].disbursed_possible == rupiah(50));
  CHECK(states.tranches[1].entries.empty());
  CHECK_FALSE(states.tranches[1].completed_on);
}

TEST_CASE("a payment without a number belongs to an only tranche, and else to none that is known") {
  Terms one;
  one.tranches = {planned(1, 100)};
  const Terms three = three_tranches();
  const Journal journal = journal_of({{.whole = 60, .tranche = 1}, {.whole = 40}, {.kind = EntryKind::realisation}, {.whole = 7}});
  CHECK(tranche_of(journal, 1, one) == 1);
  CHECK(tranche_of(journal, 1, three) == 0);
  CHECK(tranche_of(journal, 0, three) == 1);
  CHECK(tranche_states(journal, books(journal), one).tranches[0].complete == Truth::yes);
  CHECK(tranche_states(journal, books(journal), one).culprit == no_entry);
  CHECK(tranche_states(journal, books(journal), three).culprit == 1);
}

TEST_CASE("a tranche that was cut to nothing is complete from its signing, without a payment") {
  Terms terms = three_tranches();
  terms.tranches[1].planned = Rupiah{};
  terms.tranches[1].signed_on = DateSpan::month(2024, 3);
  const Journal journal = journal_of({{.date = "2024-07-01", .whole = 40, .tranche = 1}});
  const TrancheStates states = tranche_states(journal, books(journal), terms);
  CHECK(states.tranches[0].completed_on == day("2024-07-01"));
  CHECK(states.tranches[1].complete == Truth::yes);
  CHECK(states.tranches[1].completed_on == day("2024-03-01"));
  CHECK(states.tranches[2].complete == Truth::no);
}

TEST_CASE("other kinds of entries, and tranches of a list not in force, complete nothing") {
  const Terms terms = three_tranches();
  const Journal journal = journal_of({{.kind = EntryKind::interest, .whole = 40, .tranche = 1}, {.whole = 40, .tranche = 4}});
  const TrancheStates states = tranche_states(journal, books(journal), terms);
  for (const TrancheState& state : states.tranches) {
    CHECK(state.complete == Truth::no);
    CHECK(state.carried == Rupiah{});
  }
}
