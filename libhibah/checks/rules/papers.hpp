// libhibah: papers — what the rules on dated papers have in common.
#pragma once

#include <vector>

#include <libhibah/checks/rules/support.hpp>

namespace hibah::rules {

/// The grant's papers of a kind that exist on the day of the question, or perhaps do, in the file's order.
[[nodiscard]] std::vector<const Document*> papers_of(const GrantView& view, DocumentKind kind);
/// Whether a paper that perhaps exists surely does.
[[nodiscard]] bool surely_exists(const Document& paper, Date as_of) noexcept;
/// Whether the grant has a paper of a kind on the day of the question.
[[nodiscard]] Truth has_paper(const GrantView& view, DocumentKind kind);

}  // namespace hibah::rules
