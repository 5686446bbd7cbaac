// R411 spent-before-signing: the recipient spent before the agreement was signed.
#include <libhibah/checks/rules/before_signing.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  check_before_signing(view, out, EntryKind::realisation,
                       {"belanja {amount} bertanggal {entry_day}, sebelum perjanjian ditandatangani {signed}",
                        "{amount} was spent on {entry_day}, before the agreement was signed on {signed}"});
}

}  // namespace

Rule r411_spent_before_signing() {
  return {.info = {.code = "R411",
                   .name = "spent-before-signing",
                   .title = {"Belanja sebelum penandatanganan", "Spent before signing"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::realisation}},
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
