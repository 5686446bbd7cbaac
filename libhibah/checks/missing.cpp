#include <libhibah/checks/missing.hpp>

namespace hibah {

namespace {

Message no_file(std::string_view file) {
  return fill({"berkas {file} tidak ada", "file {file} is not there"}, {{"file", same(std::string(file))}});
}

Message no_column(JournalColumn column) {
  return fill({"jurnal tidak memiliki kolom {column}", "the journal has no column {column}"},
              {{"column", same(std::string(name_of(column)))}});
}

}  // namespace

std::optional<Message> what_is_missing(const Portfolio& portfolio, const Grant& grant, const Needs& needs,
                                       const std::function<const std::vector<ReversalVerdict>&()>& reversals) {
  if (needs.journal && !portfolio.journal) return no_file("journal.csv");
  if (needs.budget && !portfolio.budget) return no_file("budget.csv");
  if (needs.documents && !portfolio.documents) return no_file("documents.csv");
  if (needs.bank && !portfolio.bank) return no_file("bank.csv");
  for (const EntryKind kind : needs.kinds) {
    if (grant.records(kind)) continue;
    return fill({"jurnal tidak memuat {kind} hibah ini secara lengkap (recorded)",
                 "the journal does not hold this grant's {kind} in full (recorded)"},
                {{"kind", Message{std::string(indonesian_name_of(kind)), std::string(name_of(kind))}}});
  }
  for (const JournalColumn column : needs.columns) {
    if (portfolio.journal->has(column)) continue;
    return no_column(column);
  }
  // Reversals go out first: without the column that names what they take back, what stands is unknown.
  if (needs.journal && !knows_what_stands(*portfolio.journal, reversals())) {
    return no_column(JournalColumn::reverses);
  }
  return std::nullopt;
}

Message signing_uncertain(const Grant& grant, Date as_of) {
  return fill({"hari penandatanganan hanya diketahui {signed}: tidak pasti apakah perjanjian sudah ada pada {day}",
               "the signing is known only as {signed}: whether the agreement exists on {day} is uncertain"},
              {{"signed", to_long(grant.signed_on)}, {"day", to_long(as_of)}});
}

}  // namespace hibah
