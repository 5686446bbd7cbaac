#include <libhibah/journal/portfolio.hpp>

#include <algorithm>
#include <array>

#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

struct DocumentName {
  DocumentKind kind;
  std::string_view english;
  std::string_view indonesian;
};

constexpr std::array<DocumentName, 7> document_names{{
    {DocumentKind::payment_minutes, "payment_minutes", "berita_acara_pembayaran"},
    {DocumentKind::grant_register, "grant_register", "register_hibah"},
    {DocumentKind::sp2hl, "sp2hl", "sp2hl"},
    {DocumentKind::use_report, "use_report", "laporan_penggunaan"},
    {DocumentKind::return_slip, "return_slip", "sts"},
    {DocumentKind::inspection, "inspection", "reviu_inspektorat"},
    {DocumentKind::other, "other", "lainnya"},
}};

}  // namespace

std::string_view name_of(DocumentKind kind) noexcept {
  return document_names[static_cast<std::size_t>(kind)].english;
}

std::optional<DocumentKind> document_kind_of(std::string_view name) noexcept {
  const std::string word = ascii_lower(name);
  for (const DocumentName& row : document_names) {
    if (word == row.english || word == row.indonesian) return row.kind;
  }
  return std::nullopt;
}

const Event* Portfolio::event(std::string_view kind) const noexcept {
  const auto found = std::find_if(events.begin(), events.end(), [&](const Event& row) { return row.kind == kind; });
  return found == events.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> Portfolio::find_grant(std::string_view id) const noexcept {
  const auto found = std::find_if(grants.begin(), grants.end(), [&](const Grant& grant) { return grant.id == id; });
  if (found == grants.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - grants.begin());
}

std::vector<std::string> Portfolio::file_names() const {
  std::vector<std::string> names;
  for (const InputFile& input : inputs) names.push_back(input.name);
  return names;
}

}  // namespace hibah
