// libhibah: arrow — columns that come and go by the Arrow C Data Interface alone.
#pragma once

// The structures below are those of the Arrow specification, which fixes their layout; no Arrow library is needed. What is exported owns
// its buffers: it stays valid when what it was made from is gone, and whoever holds a part of it (a column that was moved out) keeps it
// alive. How columns come in stands with load_frames.
//
// A table leaves with amounts as decimal128(18, 2), dates as date32, numbers as int64, texts as dictionary<int32, utf8>; null where the
// cell is null. A journal leaves as it is kept, in batches, without a copy of its columns. Nothing is a float.

#include <cstdint>
#include <memory>

#include <libhibah/journal/portfolio.hpp>
#include <libhibah/reports/table.hpp>

extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

#endif

}  // extern "C"

namespace hibah {

/// Fills `out` with a stream of one batch. The table is copied: it may go before the stream does.
/// Errors: AmountOverflow for an amount beyond 18 digits of sen.
void export_table(const Table& table, ArrowArrayStream& out);
/// Fills `out` with the schema: a struct of the table's columns.
void export_schema(const Table& table, ArrowSchema& out);

/// Fills `out` with the entries of the journal in input order, a batch for each of its chunks. The portfolio may go before the stream does.
///
/// `amount_sen` is whole sen (1/100 rupiah), never below zero: an int64, so that it needs no copy. `date` is null where only the month or
/// the year is known; a journal that has such entries has `date_first` and `date_last` too. `tranche` and words are null where the entry
/// has none. `file` and `row` say where the entry stands. These four, the dictionaries and the bits that say what is null are made for the
/// stream; the rest is the journal's own memory. Ids, vouchers and descriptions stay in the input.
/// Errors: UsageError where the portfolio has no journal, or its words have more than 2 GiB.
void export_journal(const Portfolio& portfolio, ArrowArrayStream& out);
/// The same without a copy of what the journal says of its rows: the stream keeps the portfolio, its batches do not.
void export_journal(std::shared_ptr<const Portfolio> portfolio, ArrowArrayStream& out);
void export_journal_schema(const Portfolio& portfolio, ArrowSchema& out);

/// Fills `out` with a stream of the one batch `array`, a struct of columns. Takes both over: they are empty afterwards.
void stream_of(ArrowSchema& schema, ArrowArray& array, ArrowArrayStream& out);

}  // namespace hibah
