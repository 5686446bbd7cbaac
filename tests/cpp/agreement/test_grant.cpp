#include <doctest/doctest.h>

#include <set>
#include <string>

#include <libhibah/agreement/grant.hpp>

using namespace hibah;

namespace {

Date day(std::string_view text) {
  return parse_date(text);
}

Rupiah rupiah(std::int64_t whole) {
  return Rupiah::from_rupiah(whole);
}

Tranche by_share(int number, std::string_view share) {
  Tranche tranche;
  tranche.number = number;
  tranche.share = parse_share(share);
  tranche.due = parse_deadline("signed + 14 working days");
  return tranche;
}

Tranche by_amount(int number, Rupiah amount) {
  Tranche tranche;
  tranche.number = number;
  tranche.amount = amount;
  tranche.due = parse_deadline("voting - 5 months");
  tranche.fiscal_year = 2024;
  return tranche;
}

Addendum addendum(std::string number, std::string_view signed_on, std::optional<Rupiah> amount = {}, std::vector<Tranche> tranches = {}) {
  Addendum out;
  out.number = std::move(number);
  out.signed_on = parse_date_span(signed_on);
  out.amount = amount;
  out.tranches = std::move(tranches);
  return out;
}

/// Rp1.000.000.001, signed on 10 November 2023, paid 40 % and 60 %.
Grant two_tranches() {
  Grant grant;
  grant.id = "kpu";
  grant.signed_on = day("2023-11-10");
  grant.amount = rupiah(1'000'000'001);
  grant.where = {0, 7, 100};
  grant.tranches = {by_share(1, "40%"), by_share(2, "60%")};
  return grant;
}

std::vector<Rupiah> planned_of(const Terms& terms) {
  std::vector<Rupiah> amounts;
  for (const PlannedTranche& tranche : terms.tranches) amounts.push_back(tranche.planned);
  return amounts;
}

}  // namespace

TEST_CASE("a kind of entry is found by its English and by its Indonesian name, in any case") {
  std::set<std::string_view> names;
  for (int i = 0; i < entry_kind_count; ++i) {
    const auto kind = static_cast<EntryKind>(i);
    CHECK(entry_kind_of(name_of(kind)) == kind);
    CHECK(entry_kind_of(indonesian_name_of(kind)) == kind);
    names.insert(name_of(kind));
    names.insert(indonesian_name_of(kind));
  }
  CHECK(names.size() == 2 * entry_kind_count);
  CHECK(entry_kind_of("Pencairan") == EntryKind::disbursement);
  CHECK(entry_kind_of("JASA_GIRO") == EntryKind::interest);
  CHECK(entry_kind_of("return") == EntryKind::return_);
  CHECK_FALSE(entry_kind_of("return_"));
  CHECK_FALSE(entry_kind_of("jasa giro"));
  CHECK_FALSE(entry_kind_of("belanj"));
  CHECK_FALSE(entry_kind_of(""));
}

TEST_CASE("a grant without a list records every kind, one with a list only those") {
  Grant grant = two_tranches();
  CHECK(grant.records(EntryKind::disbursement));
  CHECK(grant.records(EntryKind::return_));
  grant.recorded = {EntryKind::disbursement, EntryKind::interest};
  CHECK(grant.records(EntryKind::disbursement));
  CHECK(grant.records(EntryKind::interest));
  CHECK_FALSE(grant.records(EntryKind::realisation));
}

TEST_CASE("shares become whole rupiah that add up to an agreement of whole rupiah") {
  const Terms terms = two_tranches().first_terms();
  CHECK(terms.amount == rupiah(1'000'000'001));
  CHECK(terms.addendum == 0);
  CHECK(terms.amount_where == SourceRef{0, 7, 100});
  CHECK(planned_of(terms) == std::vector{rupiah(400'000'000), rupiah(600'000'001)});
  CHECK(terms.tranches[0].share == parse_share("40%"));
  CHECK(terms.tranches[1].number == 2);
  CHECK(terms.tranches[1].signed_on == day("2023-11-10"));
}

TEST_CASE("shares of an agreement with sen are split to the sen") {
  Grant grant = two_tranches();
  grant.amount = Rupiah::from_sen(1001);
  CHECK(planned_of(grant.first_terms()) == std::vector{Rupiah::from_sen(400), Rupiah::from_sen(601)});
}

TEST_CASE("shares that are not 100 % together are not stretched to the whole") {
  Grant grant = two_tranches();
  grant.amount = rupiah(1'000'000'000);
  grant.tranches[1].share = parse_share("50%");
  CHECK(planned_of(grant.first_terms()) == std::vector{rupiah(400'000'000), rupiah(500'000'000)});
}

TEST_CASE("an amount stands as written beside shares of the whole") {
  Grant grant = two_tranches();
  grant.amount = rupiah(1'000'000'000);
  grant.tranches[1] = by_amount(2, rupiah(600'000'005));
  const Terms terms = grant.first_terms();
  CHECK(planned_of(terms) == std::vector{rupiah(400'000'000), rupiah(600'000'005)});
  CHECK_FALSE(terms.tranches[1].share);
  CHECK(terms.tranches[1].fiscal_year == 2024);
}

TEST_CASE("a grant that states no tranches has none in force") {
  Grant grant = two_tranches();
  grant.tranches.clear();
  CHECK(grant.first_terms().tranches.empty());
  CHECK(grant.last_tranche_number() == 0);
}

TEST_CASE("an addendum is in force from the day of its signing") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2025-03-19", rupiah(1'500'000'000), {by_share(1, "40%"), by_share(2, "60%")})};
  grant.addenda[0].where = {0, 30, 400};
  CHECK(grant.terms_on(day("2025-03-18"))->amount == rupiah(1'000'000'001));
  const auto terms = grant.terms_on(day("2025-03-19"));
  REQUIRE(terms);
  CHECK(terms->amount == rupiah(1'500'000'000));
  CHECK(terms->addendum == 1);
  CHECK(terms->amount_where == SourceRef{0, 30, 400});
  CHECK(planned_of(*terms) == std::vector{rupiah(600'000'000), rupiah(900'000'000)});
  CHECK(grant.first_terms().amount == rupiah(1'000'000'001));
}

TEST_CASE("an addendum without a tranche list keeps the earlier amounts, not the earlier shares") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2025-03-19", rupiah(2'000'000'000))};
  const auto terms = grant.terms_on(day("2025-03-19"));
  CHECK(terms->amount == rupiah(2'000'000'000));
  CHECK(planned_of(*terms) == std::vector{rupiah(400'000'000), rupiah(600'000'001)});
}

TEST_CASE("an addendum without an amount changes the list only") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2025-03-19", {}, {by_share(1, "100%")})};
  const auto terms = grant.terms_on(day("2025-03-19"));
  CHECK(terms->amount_where == grant.where);
  CHECK(planned_of(*terms) == std::vector{rupiah(1'000'000'001)});
  CHECK(grant.last_tranche_number() == 2);
}

TEST_CASE("a restated tranche keeps its signing day and a new one has the addendum's") {
  Grant grant = two_tranches();
  const std::vector<Tranche> three{by_share(1, "40%"), by_share(2, "50%"), by_share(3, "10%")};
  grant.addenda = {addendum("1", "2024-08-01", {}, three), addendum("2", "2025-03-19", {}, three)};
  grant.addenda[1].tranches.push_back(by_amount(4, rupiah(5)));
  const auto terms = grant.terms_on(day("2025-03-19"));
  REQUIRE(terms->tranches.size() == 4);
  CHECK(terms->tranches[0].signed_on == day("2023-11-10"));
  CHECK(terms->tranches[1].signed_on == day("2023-11-10"));
  CHECK(terms->tranches[2].signed_on == day("2024-08-01"));
  CHECK(terms->tranches[3].signed_on == day("2025-03-19"));
  CHECK(grant.last_tranche_number() == 4);
}

TEST_CASE("the first list of a grant, where an addendum brings it, has the addendum's signing day") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2024-08-01", {}, grant.tranches)};
  grant.tranches.clear();
  CHECK(grant.terms_on(day("2024-07-31"))->tranches.empty());
  CHECK(grant.terms_on(day("2024-08-01"))->tranches[0].signed_on == day("2024-08-01"));
}

TEST_CASE("addenda apply by day, and two of one day as they stand in the file") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("3", "2025-03-19", rupiah(3)), addendum("1", "2024-08-01", rupiah(1)), addendum("2", "2025-03-19", rupiah(2))};
  CHECK(grant.terms_on(day("2024-07-31"))->addendum == 0);
  CHECK(grant.terms_on(day("2024-08-01"))->amount == rupiah(1));
  const auto terms = grant.terms_on(day("2025-03-19"));
  CHECK(terms->amount == rupiah(2));
  CHECK(terms->addendum == 3);
  const auto in_force = grant.addenda_on(day("2025-03-19"));
  REQUIRE(in_force);
  CHECK(*in_force == std::vector<const Addendum*>{&grant.addenda[1], &grant.addenda[0], &grant.addenda[2]});
}

TEST_CASE("what is in force is unknown while the month of an addendum runs, and known from its last day") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2025-03", rupiah(2))};
  REQUIRE(grant.terms_on(day("2025-02-28")));
  CHECK(grant.terms_on(day("2025-02-28"))->amount == rupiah(1'000'000'001));
  CHECK_FALSE(grant.terms_on(day("2025-03-01")));
  CHECK_FALSE(grant.addenda_on(day("2025-03-30")));
  REQUIRE(grant.terms_on(day("2025-03-31")));
  CHECK(grant.terms_on(day("2025-03-31"))->amount == rupiah(2));
}

TEST_CASE("an addendum of a month that changes neither amount nor list leaves what is in force known") {
  Grant grant = two_tranches();
  grant.addenda = {addendum("1", "2025-03")};
  REQUIRE(grant.terms_on(day("2025-03-15")));
  CHECK(grant.terms_on(day("2025-03-15"))->amount == rupiah(1'000'000'001));
  CHECK(grant.terms_on(day("2025-12-31"))->addendum == 0);
  CHECK_FALSE(grant.addenda_on(day("2025-03-15")));
}

TEST_CASE("where the order of two addenda is unknown, so is what is in force") {
  Grant grant = two_tranches();
  const auto amount_after = [&](std::string_view first, std::string_view second) -> std::optional<Rupiah> {
    grant.addenda = {addendum("1", first, rupiah(1)), addendum("2", second, rupiah(2))};
    const auto terms = grant.terms_on(day("2025-12-31"));
    return terms ? std::optional(terms->amount) : std::nullopt;
  };
  CHECK_FALSE(amount_after("2025-03-15", "2025-03"));
  CHECK_FALSE(amount_after("2025-03", "2025-03-15"));
  CHECK_FALSE(amount_after("2025-03", "2025-03"));
  CHECK_FALSE(amount_after("2025-03", "2025"));
  CHECK(amount_after("2025-03", "2025-03-31") == rupiah(2));  // the same day at the latest, and then the later in the file
  CHECK_FALSE(amount_after("2025-03", "2025-03-30"));
  CHECK(amount_after("2025-03-01", "2025-03") == rupiah(2));
  CHECK(amount_after("2025-04-01", "2025-03") == rupiah(1));
  CHECK_FALSE(amount_after("2025-03-31", "2025-03"));  // perhaps the same day, and then the second
  CHECK(amount_after("2025-03", "2025-04") == rupiah(2));
}
