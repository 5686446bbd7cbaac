// R402 cash-below-zero: a realisation left less than nothing in the grant account.
#include <algorithm>

#include <libhibah/checks/rules/rules.hpp>
#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

namespace {

/// How unknown days are taken: all in the account's favour, or all against it.
enum class World { best, worst };

struct Movement {
  Date day;
  EntryIndex entry;
  bool is_receipt;
};

/// The movements of a world, by day, receipts before payments, then input order.
std::vector<Movement> movements(const GrantView& view, World world) {
  const Journal& journal = view.journal();
  std::vector<Movement> all;
  const auto take = [&](EntryIndex entry, bool is_certain) {
    const bool receipt = is_receipt(journal.kind(entry));
    const bool early = receipt == (world == World::best);  // receipts first help, payments first hurt
    if (!is_certain && !early) return;                     // what perhaps stands counts only where it pulls this world's way
    const DateSpan date = journal.date(entry);
    all.push_back({early ? date.first : date.last, entry, receipt});
  };
  for (const EntryIndex entry : view.books().certain) take(entry, true);
  for (const EntryIndex entry : view.books().possible) take(entry, false);
  std::stable_sort(all.begin(), all.end(), [](const Movement& a, const Movement& b) {
    if (a.day != b.day) return a.day < b.day;
    if (a.is_receipt != b.is_receipt) return a.is_receipt;
    return a.entry < b.entry;
  });
  return all;
}

struct Overdraft {
  EntryIndex first = no_entry;
  Rupiah lowest;
  std::vector<EntryIndex> entries;  // realisations after which the balance was below zero
};

Overdraft overdraft(const GrantView& view, World world) {
  const Journal& journal = view.journal();
  Overdraft found;
  Rupiah balance;
  for (const Movement& movement : movements(view, world)) {
    const Rupiah amount = journal.amount(movement.entry);
    if (movement.is_receipt) {
      balance += amount;
    } else {
      balance -= amount;
    }
    if (journal.kind(movement.entry) != EntryKind::realisation || balance >= Rupiah{}) continue;
    if (found.entries.empty()) found.first = movement.entry;
    found.entries.push_back(movement.entry);
    found.lowest = std::min(found.lowest, balance);
  }
  return found;
}

void check(const GrantView& view, Verdicts& out) {
  const Overdraft sure = overdraft(view, World::best);
  if (sure.entries.empty()) {
    const Overdraft perhaps = overdraft(view, World::worst);
    if (perhaps.entries.empty()) {
      out.pass();
      return;
    }
    Finding& finding = out.not_evaluable({"tanggal entri tidak lengkap: tidak pasti apakah saldo pernah di bawah nol",
                                          "an entry's date is not complete: whether the balance was ever below zero is uncertain"});
    identify(finding, view.portfolio(), {.grant = view.index()}, "grant");
    finding.evidence.push_back(evidence_of(view.journal(), perhaps.first, "amount"));
    return;
  }
  Finding& finding = out.fail();
  identify(finding, view.portfolio(), {.grant = view.index()});
  measure(finding, Rupiah{}, sure.lowest);
  for (const EntryIndex entry : sure.entries) finding.evidence.push_back(evidence_of(view.journal(), entry, "amount"));
  say(finding,
      {"saldo di bawah nol sejak {day}, terendah {lowest}, setelah {count} belanja", "the balance was below zero from {day}, at lowest {lowest}, after {count} realisations"},
      {{"day", to_long(view.journal().date(sure.first))}, {"lowest", rp(sure.lowest)}, {"count", count(sure.entries.size())}});
}

}  // namespace

Rule r402_cash_below_zero() {
  return {.info = {.code = "R402",
                   .name = "cash-below-zero",
                   .title = {"Saldo di bawah nol", "Cash below zero"},
                   .subject = "grant",
                   .severity = Severity::error,
                   .needs = {.journal = true,
                             .kinds = {EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::interest, EntryKind::return_}},
                   .basis = {basis("cash management")}},
          .check_grant = check};
}

}  // namespace hibah::rules
