// libhibah: append — new rows of the journal behind those of a portfolio that was read before.
#pragma once

// Nothing that was read is read or copied again: the grown portfolio shares the columns of the one before, which stays as it is, and has
// the new rows as one more input behind the others. It is what loading all rows together would have made, the new file being the last of
// the journal: words and entries keep their numbers, a reversal may name an entry of any part (also one from before that named nothing so
// far), an id that is used twice is an error, and a column that one input lacks is unknown for all.
//
// So that `check` need not look at every grant again, give it the report from before: CheckOptions::after.
//
// Ids are not kept. Where those from before ascend (1, 2, ... or K-0001, K-0002, ...) one is found in a few looks at the inputs; where they
// do not, the first append reads them all once, or LoadOptions::keep_ids kept a hash of each.
//
// Example:
//   const Portfolio june = load("books");
//   const Report before = check(june, catalogue, {.as_of = day});
//   const Portfolio july = append(june, "incoming/2024-07.csv");
//   const Report report = check(july, catalogue, {.as_of = day, .after = &before});

#include <string>

#include <libhibah/io/portfolio_reader.hpp>

namespace hibah {

/// `path` is a journal as .csv, .csv.gz or .csv.zst. `name` is how evidence calls it: as a rule the file's name, with a number where that is
/// taken. Errors: InputError with every problem of the file; file_changed where ids are compared and an input from before is no longer what
/// was read. UsageError: a name that an input has already.
[[nodiscard]] Portfolio append(const Portfolio& before, const std::string& path, const LoadOptions& options = {},
                               const std::string& name = {});
/// The same of a frame, as load_frames takes them; as a rule it is called journal. Takes the stream over and releases it. Errors: as append.
[[nodiscard]] Portfolio append_frame(const Portfolio& before, ArrowArrayStream& rows, const LoadOptions& options = {},
                                     const std::string& name = {});

}  // namespace hibah
