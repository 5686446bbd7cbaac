// T205 disbursed-before-signing: money left the treasury before the agreement was signed.
#include <libhibah/checks/rules/before_signing.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

void check(const GrantView& view, Verdicts& out) {
  check_before_signing(view, out, EntryKind::disbursement,
                       {"{amount} cair pada {entry_day}, sebelum perjanjian ditandatangani {signed}",
                        "{amount} was disbursed on {entry_day}, before the agreement was signed on {signed}"});
}

}  // namespace

Rule t205_disbursed_before_signing() {
  return {.info = {.code = "T205",
                   .name = "disbursed-before-signing",
                   .title = {"Pencairan sebelum penandatanganan", "Disbursed before signing"},
                   .subject = "entry",
                   .severity = Severity::error,
                   .needs = {.journal = true, .kinds = {EntryKind::disbursement}},
                   .basis = {basis("NPHD")}},
          .check_grant = check};
}

}  // namespace hibah::rules
