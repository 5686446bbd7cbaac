// libhibah: wording — parts of a report that text and HTML put in the same words.
#pragma once

// Private to io. Words from outside are not yet made visible or escaped here: who writes them does that.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/base/text.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/checks/finding.hpp>
#include <libhibah/reports/table.hpp>

namespace hibah::detail {

/// What the report as a whole says; never that all is well while something could not be judged.
[[nodiscard]] Message verdict(const Report& report);
/// How many findings are new, changed, unchanged and gone since the report that was held against; nothing where none was.
[[nodiscard]] std::optional<Message> since_then(const Report& report);
/// Who has accepted a finding, until when and why.
[[nodiscard]] Message waiver_text(const Waiver& waiver);
/// "Permendagri 41/2020 Pasal 16 ayat (4) (dikutip pers, naskah belum dibaca)".
[[nodiscard]] std::string basis_text(const Basis& basis, Language language);
/// "kpu · tahap 2 · CAMPAIGN · 5.2.1".
[[nodiscard]] std::string place_text(const Finding& finding, Language language);
/// A measured value with its unit; empty where nothing was measured.
[[nodiscard]] std::string measure_text(const Measure& measure, Unit unit, Language language);
/// `journal.csv:12 amount "97.00" (J-0012)`.
[[nodiscard]] std::string evidence_text(const Evidence& evidence, std::size_t raw_characters);

/// One reason why something could not be judged, with all that it stopped.
struct Reason {
  std::string text;
  std::uint64_t subjects = 0;
  std::vector<std::string_view> grants;  ///< each once, in the report's order; an empty word for the portfolio itself

  /// "tanggal ... (3: kpu, bawaslu)".
  [[nodiscard]] std::string line(Language language) const;
};
/// The distinct reasons, in order of first appearance. The result points into `findings`.
[[nodiscard]] std::vector<Reason> reasons_of(const std::vector<const Finding*>& findings, Language language);

/// How the cells of a table are put into words.
struct CellStyle {
  Language language = Language::id;
  bool has_rp = true;
  bool has_sen = true;  ///< false only where every amount of the table is whole rupiah
};

/// A cell for people; null is "–".
[[nodiscard]] std::string cell_text(const Column& column, const Cell& cell, const CellStyle& style);
/// True where any amount of the table is not whole rupiah.
[[nodiscard]] bool has_sen(const Table& table) noexcept;
/// True for what is aligned at the right: amounts, numbers, shares.
[[nodiscard]] bool is_figure(const Column& column) noexcept;

}  // namespace hibah::detail
