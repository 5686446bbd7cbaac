// libhibah: arrow — tables as Arrow columns, by the C Data Interface alone.
#pragma once

// The structures below are those of the Arrow specification, which fixes their layout; no Arrow library is needed. What is exported owns
// its buffers: it stays valid when the table is gone, and whoever holds a part of it (a column that was moved out) keeps it alive.
//
// Amounts are decimal128(18, 2), dates date32, numbers int64, texts dictionary<int32, utf8>; null where the cell is null. Nothing is a
// float.

#include <cstdint>

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

namespace hibah::arrow {

/// Fills `out` with a stream of one batch. The table is copied: it may go before the stream does.
/// Errors: AmountOverflow for an amount beyond 18 digits of sen.
void export_stream(const Table& table, ArrowArrayStream& out);

/// Fills `out` with the schema: a struct of the table's columns.
void export_schema(const Table& table, ArrowSchema& out);

}  // namespace hibah::arrow
