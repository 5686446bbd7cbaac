// libhibah: Finding — what a rule found, as data that can be acted on.
#pragma once

// A finding is never an exception and never a line of a log. It says what was expected, what stood there and by how much they differ,
// points at the evidence, and rests on a basis with its mark. Its fingerprint is made of the rule's code and the natural keys, never of a
// row number, so that two reports can be compared.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <libhibah/base/source.hpp>
#include <libhibah/base/text.hpp>
#include <libhibah/calendar/date_span.hpp>
#include <libhibah/journal/journal.hpp>
#include <libhibah/journal/waiver.hpp>
#include <libhibah/law/basis.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

enum class State : std::uint8_t { pass, fail, not_applicable, not_evaluable };
enum class Severity : std::uint8_t { error, warning, info };
enum class Unit : std::uint8_t { none, idr, day, share, count };  // count: rows, entries

[[nodiscard]] std::string_view name_of(State state) noexcept;        ///< pass, fail, not_applicable, not_evaluable
[[nodiscard]] std::string_view name_of(Severity severity) noexcept;  ///< error, warning, info
[[nodiscard]] std::string_view name_of(Unit unit) noexcept;          ///< "", IDR, day, share, count

/// A measured value. Dates are spans where only the month or year is known.
using Measure = std::variant<std::monostate, Rupiah, Ratio, DateSpan, std::int64_t>;
/// The text of the JSON report: "97.00", "40%", "2024-03-26", "14"; nothing for monostate.
[[nodiscard]] std::optional<std::string> to_text(const Measure& measure);
/// The text for people: "Rp97,00", "40%", "26 Maret 2024", "14".
[[nodiscard]] Message to_message(const Measure& measure);

/// What a rule looked at.
struct Subject {
  std::optional<std::uint32_t> grant = {};  ///< index in Portfolio::grants
  std::optional<int> tranche = {};
  std::optional<WordId> stage = {};
  std::optional<WordId> account = {};
};

/// A cell that bears a finding out.
struct Evidence {
  SourceRef where;
  std::string column;              ///< the format's name of the column or key that matters; empty for the row as a whole
  EntryIndex entry = no_entry;     ///< the journal entry, where it is one
  std::string file;                ///< filled by the engine
  std::string entry_id;            ///< filled by the engine: the entry's own id, or file:row
  std::optional<std::string> raw;  ///< what stood there; filled by io, which reads the row again
  std::vector<std::pair<std::string, std::string>> extra;  ///< the row's cells in columns that the format does not know; filled by io
};

/// What a finding rests on. Copies share the list: thousands of findings rest on the same.
class Bases {
 public:
  Bases() = default;
  explicit Bases(std::vector<Basis> list) : list_(std::make_shared<const std::vector<Basis>>(std::move(list))) {}
  [[nodiscard]] const std::vector<Basis>& list() const noexcept;
  [[nodiscard]] auto begin() const noexcept { return list().begin(); }
  [[nodiscard]] auto end() const noexcept { return list().end(); }
  [[nodiscard]] std::size_t size() const noexcept { return list().size(); }
  [[nodiscard]] bool empty() const noexcept { return list().empty(); }
  [[nodiscard]] const Basis& operator[](std::size_t i) const noexcept { return list()[i]; }
  [[nodiscard]] const Basis& front() const noexcept { return list().front(); }
  /// Adds to a list of its own.
  void push_back(Basis basis);
  friend bool operator==(const Bases& a, const Bases& b) { return a.list_ == b.list_ || a.list() == b.list(); }

 private:
  std::shared_ptr<const std::vector<Basis>> list_;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::error;
  State state = State::fail;  ///< fail or not_evaluable
  Subject subject;
  std::string grant;  ///< ids and codes as text, filled by the engine; empty where none
  std::string stage;
  std::string account;
  Measure expected;
  Measure actual;
  Measure difference;
  Unit unit = Unit::none;
  Message message;
  Bases basis;
  std::vector<Evidence> evidence;
  std::string fingerprint;
  Message reason;                        ///< of not_evaluable: what was unknown
  std::shared_ptr<const Waiver> waiver;  ///< of a fail that somebody has accepted; findings that one waiver covers share it
  std::uint64_t subjects = 1;  ///< of not_evaluable: as many entries of the grant cannot be judged for this reason; the first is named
};

/// True for a fail that nobody has accepted.
[[nodiscard]] inline bool is_open_fail(const Finding& finding) noexcept {
  return finding.state == State::fail && !finding.waiver;
}

}  // namespace hibah
