#include <libhibah/checks/rules/papers.hpp>

#include <algorithm>

namespace hibah::rules {

std::vector<const Document*> papers_of(const GrantView& view, DocumentKind kind) {
  std::vector<const Document*> papers;
  for (const Document* paper : view.papers()) {
    if (paper->kind == kind && paper->date.first <= view.as_of()) papers.push_back(paper);
  }
  return papers;
}

bool surely_exists(const Document& paper, Date as_of) noexcept {
  return paper.date.last <= as_of;
}

Truth has_paper(const GrantView& view, DocumentKind kind) {
  const std::vector<const Document*> papers = papers_of(view, kind);
  if (papers.empty()) return Truth::no;
  const bool is_sure =
      std::any_of(papers.begin(), papers.end(), [&](const Document* paper) { return surely_exists(*paper, view.as_of()); });
  return is_sure ? Truth::yes : Truth::unknown;
}

}  // namespace hibah::rules
