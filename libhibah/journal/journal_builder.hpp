// libhibah: JournalBuilder — takes entries in input order and gives the finished journal.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/journal/journal.hpp>

namespace hibah {

/// Two entries with one id.
struct DuplicateId {
  EntryIndex first;
  EntryIndex second;
};

class JournalBuilder {
 public:
  JournalBuilder();
  JournalBuilder(JournalBuilder&&) noexcept;
  JournalBuilder& operator=(JournalBuilder&&) noexcept;
  ~JournalBuilder();

  /// Errors: UsageError for a negative amount, a date that is no day, whole month or whole year, a grant or stage number beyond 65,535,
  /// a tranche number beyond 250.
  void add(const Entry& entry);
  /// Says that no input has this column.
  void lacks(JournalColumn column);
  [[nodiscard]] std::size_t size() const noexcept;

  /// Entries that share an id with an earlier one; who adds the entries reports them. An entry without an id of its own has `file:row`.
  /// `file_names` are the names of the inputs by SourceRef::file.
  [[nodiscard]] std::vector<DuplicateId> duplicates(std::span<const std::string> file_names);
  /// Finds what each reversal names and sorts the index. The builder is empty afterwards.
  [[nodiscard]] Journal finish(std::size_t grants, std::span<const std::string> file_names);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The id that evidence shows: the entry's own, or `file:row`. Errors: InputError.
[[nodiscard]] std::string shown_id(const Journal& journal, EntryIndex entry, std::span<const std::string> file_names);

}  // namespace hibah
