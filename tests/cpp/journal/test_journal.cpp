#include <doctest/doctest.h>

#include <algorithm>

#include "by_hand.hpp"

using namespace hibah;
using namespace hibah::by_hand;

TEST_CASE("a journal gives back what was added, column by column") {
  Entry entry;
  entry.id = "K-1";
  entry.date = day("2024-06-03");
  entry.kind = EntryKind::realisation;
  entry.grant = 1;
  entry.tranche = 2;
  entry.stage = 3;
  entry.account = 4;
  entry.amount = Rupiah::from_sen(12'345);
  entry.payee = 5;
  entry.voucher = "KW-6";
  entry.destination = 7;
  entry.description = "Honor";
  entry.where = {1, 9, 1234};
  JournalBuilder builder;
  builder.add(entry);
  CHECK(builder.size() == 1);
  const Journal journal = builder.finish(2, files());
  REQUIRE(journal.size() == 1);
  CHECK(journal.own_id(0) == "K-1");
  CHECK(journal.date(0) == day("2024-06-03"));
  CHECK(journal.first_day(0) == day("2024-06-03"));
  CHECK(journal.kind(0) == EntryKind::realisation);
  CHECK(journal.grant(0) == 1);
  CHECK(journal.tranche(0) == 2);
  CHECK(journal.stage(0) == 3);
  CHECK(journal.account(0) == 4);
  CHECK(journal.amount(0) == Rupiah::from_sen(12'345));
  CHECK(journal.payee(0) == 5);
  CHECK(journal.voucher(0) == voucher_key("kw-6"));
  CHECK(journal.text(0, JournalColumn::voucher) == "KW-6");
  CHECK(journal.destination(0) == 7);
  CHECK(journal.text(0, JournalColumn::description) == "Honor");
  CHECK(journal.where(0) == SourceRef{1, 9, 1234});
  REQUIRE(journal.chunk_count() == 1);
  CHECK(journal.chunk_at(0)->amount[0] == 12'345);
  CHECK(journal.chunk_at(0)->day[0] == day("2024-06-03").days_since_1970());
  CHECK(builder.size() == 0);
}

TEST_CASE("a date keeps how much of it is known") {
  const Journal journal = journal_of({{.date = "2024-02"}, {.date = "2024"}, {.date = "2024-01-01"}, {.date = "2024-12-31"}});
  CHECK(journal.date(0) == DateSpan::month(2024, 2));
  CHECK(journal.date(1) == DateSpan::year(2024));
  CHECK(journal.date(2) == day("2024-01-01"));
  CHECK(journal.date(3) == day("2024-12-31"));
}

TEST_CASE("a span that is no day, month or year is refused, so that no date is widened in silence") {
  JournalBuilder builder;
  Entry entry = entry_of({}, 2);
  entry.date = {day("2024-03-04"), day("2024-04-02")};
  CHECK_THROWS_AS(builder.add(entry), UsageError);
  entry.date = {day("2024-03-01"), day("2024-03-30")};
  CHECK_THROWS_AS(builder.add(entry), UsageError);
  entry.date = {day("2024-03-01"), day("2024-03-31")};
  CHECK_NOTHROW(builder.add(entry));
  entry.date = {day("2024-01-01"), day("2024-12-31")};
  CHECK_NOTHROW(builder.add(entry));
  CHECK(builder.size() == 2);
}

TEST_CASE("an amount below zero is refused and zero is taken") {
  JournalBuilder builder;
  Entry entry = entry_of({}, 2);
  entry.amount = Rupiah::from_sen(-1);
  CHECK_THROWS_AS(builder.add(entry), UsageError);
  CHECK(builder.size() == 0);
  entry.amount = Rupiah{};
  CHECK_NOTHROW(builder.add(entry));
}

TEST_CASE("grant and stage numbers go up to 65,535, tranche numbers to 250") {
  JournalBuilder builder;
  Entry entry = entry_of({}, 2);
  entry.grant = 65'535;
  entry.stage = 65'535;
  entry.tranche = 250;
  CHECK_NOTHROW(builder.add(entry));
  for (const auto spoil : {+[](Entry& e) { e.grant = 65'536; }, +[](Entry& e) { e.stage = 65'536; }, +[](Entry& e) { e.tranche = 251; },
                           +[](Entry& e) { e.tranche = -1; }}) {
    Entry bad = entry;
    spoil(bad);
    CHECK_THROWS_AS(builder.add(bad), UsageError);
  }
  CHECK(builder.size() == 1);
}

TEST_CASE("the entries of a grant stand by day, receipts before payments, then as in the input") {
  const Journal journal = journal_of({{.date = "2024-06-02", .kind = EntryKind::realisation},
                                      {.date = "2024-06-02", .kind = EntryKind::return_},
                                      {.date = "2024-06-02", .kind = EntryKind::disbursement, .grant = 1},
                                      {.date = "2024-06-02", .kind = EntryKind::refund},
                                      {.date = "2024-06-02", .kind = EntryKind::interest},
                                      {.date = "2024-06-01", .kind = EntryKind::reversal},
                                      {.date = "2024-06-02", .kind = EntryKind::disbursement},
                                      {.date = "2024-06", .kind = EntryKind::realisation}},
                                     3);
  CHECK(list(journal.of_grant(0)) == std::vector<EntryIndex>{5, 7, 3, 4, 6, 0, 1});
  CHECK(list(journal.of_grant(1)) == std::vector<EntryIndex>{2});
  CHECK(journal.of_grant(2).empty());
  CHECK(journal.of_grant(3).empty());
}

TEST_CASE("a journal without entries has none for any grant") {
  const Journal journal = journal_of({}, 2);
  CHECK(journal.size() == 0);
  CHECK(journal.of_grant(0).empty());
  CHECK(journal.of_grant(1).empty());
}

TEST_CASE("a column that no input has is told apart from one with empty cells") {
  JournalBuilder builder = builder_of({{}});
  builder.lacks(JournalColumn::voucher);
  const Journal journal = builder.finish(1, files());
  CHECK_FALSE(journal.has(JournalColumn::voucher));
  CHECK(journal.has(JournalColumn::payee));
  CHECK(journal.voucher(0) == 0);
  CHECK(name_of(JournalColumn::voucher) == "voucher");
  CHECK(name_of(JournalColumn::description) == "description");
}

TEST_CASE("an entry without an id of its own is shown by file and row") {
  JournalBuilder builder = builder_of({{.id = "A"}, {}});
  Entry in_memory = entry_of({}, 0);
  in_memory.where = {};
  builder.add(in_memory);
  const Journal journal = builder.finish(1, files());
  CHECK(shown_id(journal, 0, files()) == "A");
  CHECK(shown_id(journal, 1, files()) == "journal.csv:3");
  CHECK(shown_id(journal, 2, files()) == "journal:3");
  CHECK(journal.own_id(1).empty());
  CHECK(journal.where(2) == SourceRef{SourceRef::no_file, 0, 0});
}

TEST_CASE("ids that occur twice are found, also across own ids and file and row") {
  const auto pairs = [](const std::vector<Row>& rows) {
    std::vector<std::pair<EntryIndex, EntryIndex>> found;
    for (const DuplicateId& twice : builder_of(rows).duplicates(files())) found.emplace_back(twice.first, twice.second);
    return found;
  };
  using Pairs = std::vector<std::pair<EntryIndex, EntryIndex>>;
  CHECK(pairs({{.id = "A"}, {.id = "B"}, {}, {}}) == Pairs{});
  CHECK(pairs({{.id = "A"}, {.id = "B"}, {.id = "A"}, {.id = "A"}}) == Pairs{{0, 2}, {0, 3}});
  CHECK(pairs({{.id = "A"}, {.id = "a"}}) == Pairs{});
  CHECK(pairs({{}, {.id = "journal.csv:2"}}) == Pairs{{0, 1}});
  CHECK(pairs({{.id = "journal.csv:2"}, {.id = "journal.csv:9"}}) == Pairs{});
}

TEST_CASE("a reversal finds the entry that it names, before or after it in the input") {
  const Journal journal = journal_of({{.id = "X1", .kind = EntryKind::reversal, .reverses = "D1"},
                                      {.id = "D1"},
                                      {.id = "X2", .kind = EntryKind::reversal, .reverses = "D9"},
                                      {.id = "X3", .kind = EntryKind::reversal},
                                      {.id = "D2", .reverses = "D1"}});
  CHECK(journal.reverses(0) == 1);
  CHECK(journal.reverses_text(0) == "D1");
  CHECK(journal.reverses(2) == no_entry);
  CHECK(journal.reverses_text(2) == "D9");
  CHECK(journal.reverses(3) == no_entry);
  CHECK(journal.reverses_text(3).empty());
  CHECK(journal.reverses(1) == no_entry);  // no reversal
  CHECK(journal.reverses(4) == no_entry);  // a disbursement reverses nothing, whatever its cell says
}

TEST_CASE("a reversal may name an entry without an id by file and row") {
  const auto target = [](const std::string& named) {
    return journal_of({{.id = "A"}, {}, {.id = "X", .kind = EntryKind::reversal, .reverses = named}}).reverses(2);
  };
  CHECK(target("journal.csv:3") == 1);
  CHECK(target("journal.csv:2") == no_entry);  // that row has an id of its own
  CHECK(target("journal.csv:5") == no_entry);
  CHECK(target("journal.csv:03") == no_entry);
  CHECK(target("journal.csv:") == no_entry);
  CHECK(target("journal.csv:3x") == no_entry);
  CHECK(target("other.csv:3") == no_entry);
  CHECK(target("A") == 0);
}
