// What single steps cost: amounts, dates, the scan of a CSV, words, the journal's index, each rule. Made with Google Benchmark, whose
// options it takes:
//
//   hibah_bench_micro [--benchmark_filter=amount] [--benchmark_format=json] ...
//
// The rows are those of nation.hpp, made anew for each run in a folder that goes with it. "items" are amounts, dates, words, rows or
// entries, as the name of the benchmark says.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <libhibah/hibah.hpp>
#include <libhibah/io/csv_rows.hpp>
#include <libhibah/io/journal_reader.hpp>

#include "nation.hpp"

namespace {

using namespace hibah;

const Date as_of = Date::from_ymd(2025, 6, 30);

/// A generated portfolio of 40,000 rows, and the text of its journal.
class Sample {
 public:
  static const Sample& get() {
    static const Sample sample;
    return sample;
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  ~Sample() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] const Portfolio& portfolio() const { return *portfolio_; }
  [[nodiscard]] const Journal& journal() const { return *portfolio_->journal; }
  [[nodiscard]] const std::string& csv() const { return csv_; }
  /// The cells of a column, by its place in the journal's file.
  [[nodiscard]] const std::vector<std::string>& cells(std::size_t place) const { return cells_[place]; }

  enum Place : std::size_t { date = 1, account = 5, amount = 6, payee = 7 };

 private:
  Sample() : folder_(std::filesystem::temp_directory_path() / ("libhibah-micro-" + std::to_string(std::random_device{}()))) {
    bench::write_nation(folder_, {.rows = 40'000, .grants = 10, .seed = 2024});
    std::ifstream file(folder_ / "journal.csv", std::ios::binary);
    csv_.assign(std::istreambuf_iterator<char>(file), {});
    portfolio_ = std::make_unique<Portfolio>(load(folder_.string(), {.threads = 1, .progress = {}}));
    std::size_t at = csv_.find('\n') + 1;
    while (at < csv_.size()) {
      const std::size_t end = csv_.find('\n', at);
      for (std::vector<std::string>& column : cells_) {
        const std::size_t stop = std::min(csv_.find(',', at), end);
        column.push_back(csv_.substr(at, stop - at));
        at = stop + 1;
      }
    }
  }

  std::filesystem::path folder_;
  std::string csv_;
  std::unique_ptr<Portfolio> portfolio_;
  std::array<std::vector<std::string>, 10> cells_;
};

template <typename Counted>
void count_items(benchmark::State& state, const Counted& items) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(std::size(items)));
}

std::vector<Rupiah> amounts() {
  std::vector<Rupiah> list;
  for (const std::string& cell : Sample::get().cells(Sample::amount)) list.push_back(parse_cell(cell, Notation::plain));
  return list;
}

std::vector<std::string> indonesian_cells() {
  std::vector<std::string> cells;
  for (const Rupiah amount : amounts()) cells.push_back(to_text(amount));
  return cells;
}

// ---- amounts ----

void amount_parse_common(benchmark::State& state) {
  const auto& cells = Sample::get().cells(Sample::amount);
  Rupiah amount;
  for (auto _ : state) {
    std::size_t taken = 0;
    for (const std::string& cell : cells) taken += try_parse_common(cell, amount) ? 1 : 0;
    benchmark::DoNotOptimize(taken);
    benchmark::DoNotOptimize(amount);
  }
  count_items(state, cells);
}
BENCHMARK(amount_parse_common);

void amount_parse_cells(benchmark::State& state, const std::vector<std::string>& cells, Notation notation) {
  Rupiah amount;
  for (auto _ : state) {
    for (const std::string& cell : cells) {
      if (!try_parse_cell(cell, notation, amount)) throw std::logic_error(cell);
      benchmark::DoNotOptimize(amount);
    }
  }
  count_items(state, cells);
}
void amount_parse_plain(benchmark::State& state) {
  amount_parse_cells(state, Sample::get().cells(Sample::amount), Notation::plain);
}
BENCHMARK(amount_parse_plain);
void amount_parse_indonesian(benchmark::State& state) {
  amount_parse_cells(state, indonesian_cells(), Notation::indonesian);
}
BENCHMARK(amount_parse_indonesian);

void amount_parse_rupiah(benchmark::State& state) {
  const std::vector<std::string> cells = indonesian_cells();
  for (auto _ : state) {
    for (const std::string& cell : cells) benchmark::DoNotOptimize(parse_rupiah(cell));
  }
  count_items(state, cells);
}
BENCHMARK(amount_parse_rupiah);

void amount_to_plain(benchmark::State& state) {
  const std::vector<Rupiah> list = amounts();
  for (auto _ : state) {
    for (const Rupiah amount : list) benchmark::DoNotOptimize(to_plain(amount));
  }
  count_items(state, list);
}
BENCHMARK(amount_to_plain);

void amount_to_text(benchmark::State& state) {
  const std::vector<Rupiah> list = amounts();
  for (auto _ : state) {
    for (const Rupiah amount : list) benchmark::DoNotOptimize(to_text(amount));
  }
  count_items(state, list);
}
BENCHMARK(amount_to_text);

// The peer of both additions: what the machine does where nobody looks whether the sum fits.
void amount_add_unchecked(benchmark::State& state) {
  const std::vector<Rupiah> list = amounts();
  for (auto _ : state) {
    std::int64_t total = 0;
    for (const Rupiah amount : list) total += amount.sen();
    benchmark::DoNotOptimize(total);
  }
  count_items(state, list);
}
BENCHMARK(amount_add_unchecked);

void amount_add(benchmark::State& state) {
  const std::vector<Rupiah> list = amounts();
  for (auto _ : state) {
    Rupiah total;
    for (const Rupiah amount : list) total += amount;
    benchmark::DoNotOptimize(total);
  }
  count_items(state, list);
}
BENCHMARK(amount_add);

void amount_sum(benchmark::State& state) {
  const std::vector<Rupiah> list = amounts();
  for (auto _ : state) {
    RupiahSum sum;
    for (const Rupiah amount : list) sum.add(amount);
    benchmark::DoNotOptimize(sum);
  }
  count_items(state, list);
}
BENCHMARK(amount_sum);

/// An agreement over so many tranches of unequal shares.
void amount_allocate(benchmark::State& state) {
  std::vector<Ratio> weights;
  for (std::int64_t k = 1; k <= state.range(0); ++k) weights.push_back(Ratio::from_fraction(k, 97));
  for (auto _ : state) benchmark::DoNotOptimize(allocate(Rupiah::from_rupiah(76'055'000'001), weights));
  count_items(state, weights);
}
BENCHMARK(amount_allocate)->Arg(2)->Arg(12)->Arg(1000);

// ---- dates ----

void date_parse_iso(benchmark::State& state) {
  const auto& cells = Sample::get().cells(Sample::date);
  Date date;
  for (auto _ : state) {
    for (const std::string& cell : cells) {
      if (!try_parse_iso_date(cell, date)) throw std::logic_error(cell);
      benchmark::DoNotOptimize(date);
    }
  }
  count_items(state, cells);
}
BENCHMARK(date_parse_iso);

void date_parse_words(benchmark::State& state) {
  constexpr std::array<std::string_view, 4> cells{"4 Maret 2024", "27 November 2024", "31 Des 2024", "04/03/2024"};
  Date date;
  ErrorCode code{};
  for (auto _ : state) {
    for (const std::string_view cell : cells) {
      if (!try_parse_date(cell, date, code)) throw std::logic_error(std::string(cell));
      benchmark::DoNotOptimize(date);
    }
  }
  count_items(state, cells);
}
BENCHMARK(date_parse_words);

// ---- CSV ----

/// As much as stays in the nearer caches, so that memory is not what is measured.
std::string_view scanned_text() {
  return std::string_view(Sample::get().csv()).substr(0, std::size_t{1} << 18);
}

void csv_scan(benchmark::State& state, ScanWidth width) {
  const std::string_view text = scanned_text();
  if (!has_width(width)) {
    state.SkipWithError("this processor has no such registers");
    return;
  }
  CsvMarks marks;
  for (auto _ : state) {
    scan_csv(text, ',', marks, width);
    benchmark::DoNotOptimize(marks.count);
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(csv_scan, plain, ScanWidth::plain);
BENCHMARK_CAPTURE(csv_scan, bits128, ScanWidth::bits128);
BENCHMARK_CAPTURE(csv_scan, bits256, ScanWidth::bits256);
BENCHMARK_CAPTURE(csv_scan, bits512, ScanWidth::bits512);

// The peer: the C library's search, from one separator to the next. It finds one sign where the scan finds five.
void csv_scan_by_memchr(benchmark::State& state) {
  const std::string_view text = scanned_text();
  for (auto _ : state) {
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)))) != nullptr) {
      ++count;
      ++at;
    }
    benchmark::DoNotOptimize(count);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(csv_scan_by_memchr);

/// Rows to trimmed cells, by the marks or row by row through CsvReader.
void csv_rows(benchmark::State& state, bool by_marks) {
  const std::string& csv = Sample::get().csv();
  const std::size_t begin = csv.find('\n') + 1;
  const std::array<std::string_view, 10> names{"id",      "date",   "kind",  "grant",   "stage",
                                               "account", "amount", "payee", "voucher", "description"};
  detail::Problems problems;
  CsvLayout layout;
  detail::begin_layout(layout, "journal.csv", journal_columns());
  detail::name_columns(layout, journal_columns(), names, 1, std::string_view(csv).substr(0, begin - 1), problems);
  CsvPiece piece;
  piece.text = std::string_view(csv).substr(begin);
  piece.limit = piece.text.size();
  piece.has_quotes = false;
  piece.offset = begin;
  piece.line = 2;
  for (auto _ : state) {
    CsvRows rows(layout, ScanWidth::best);
    rows.open(piece, problems, by_marks);
    std::size_t bytes = 0;
    while (rows.next()) {
      for (std::size_t column = 0; column < names.size(); ++column) bytes += rows.cell(column).size();
    }
    benchmark::DoNotOptimize(bytes);
  }
  if (!problems.empty()) throw std::logic_error("the generated rows are read without problems");
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(piece.text.size()));
  count_items(state, Sample::get().cells(0));
}
BENCHMARK_CAPTURE(csv_rows, by_marks, true);
BENCHMARK_CAPTURE(csv_rows, by_reader, false);

// ---- words ----

void words_intern(benchmark::State& state, std::size_t place) {
  const auto& cells = Sample::get().cells(place);
  for (auto _ : state) {
    Dictionary words;
    for (const std::string& cell : cells) benchmark::DoNotOptimize(words.intern(cell));
  }
  count_items(state, cells);
}
BENCHMARK_CAPTURE(words_intern, few, Sample::account);
BENCHMARK_CAPTURE(words_intern, many, Sample::payee);

// ---- the journal ----

/// What JournalBuilder::finish does: which entry each reversal names, and the order by grant and day.
void journal_finish(benchmark::State& state) {
  const Sample& sample = Sample::get();
  const Journal& journal = sample.journal();
  const std::vector<std::string> names = sample.portfolio().file_names();
  for (auto _ : state) {
    state.PauseTiming();
    JournalBuilder builder;
    for (EntryIndex i = 0; i < journal.size(); ++i) {
      Entry entry;
      entry.id = sample.cells(0)[i];
      entry.date = journal.date(i);
      entry.kind = journal.kind(i);
      entry.grant = journal.grant(i);
      entry.stage = journal.stage(i);
      entry.account = journal.account(i);
      entry.amount = journal.amount(i);
      entry.payee = journal.payee(i);
      entry.where = journal.where(i);
      builder.add(entry);
    }
    state.ResumeTiming();
    const Journal finished = builder.finish(sample.portfolio().grants.size(), names);
    benchmark::DoNotOptimize(finished.size());
  }
  count_items(state, sample.cells(0));
}
BENCHMARK(journal_finish)->Unit(benchmark::kMicrosecond);

void journal_books(benchmark::State& state) {
  const Sample& sample = Sample::get();
  for (auto _ : state) {
    for (std::uint32_t grant = 0; grant < sample.portfolio().grants.size(); ++grant) {
      benchmark::DoNotOptimize(books_on(sample.journal(), grant, as_of).certain.size());
    }
  }
  count_items(state, sample.cells(0));
}
BENCHMARK(journal_books)->Unit(benchmark::kMicrosecond);

void journal_realisation(benchmark::State& state) {
  const Sample& sample = Sample::get();
  for (auto _ : state) benchmark::DoNotOptimize(realisation(sample.portfolio(), {GroupBy::stage, GroupBy::account}, as_of).rows());
  count_items(state, sample.cells(0));
}
BENCHMARK(journal_realisation)->Unit(benchmark::kMicrosecond);

// ---- rules ----

/// One rule through check(), as a user runs it: with the books of its grants, which journal_books shows alone.
void check_one(benchmark::State& state, const Catalogue& catalogue, const std::string& code) {
  const Sample& sample = Sample::get();
  CheckOptions options;
  options.as_of = as_of;
  if (!code.empty()) options.select = {code};
  options.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(check(sample.portfolio(), catalogue, options).findings.size());
  count_items(state, sample.cells(0));
}

}  // namespace

int main(int argc, char** argv) {
  const Catalogue catalogue = builtin_catalogue();
  for (const Rule& rule : catalogue.rules()) {
    const std::string code(rule.info.code);
    benchmark::RegisterBenchmark(("rule/" + code).c_str(), [&catalogue, code](benchmark::State& state) {
      check_one(state, catalogue, code);
    })->Unit(benchmark::kMicrosecond);
  }
  benchmark::RegisterBenchmark("rule/all", [&catalogue](benchmark::State& state) {
    check_one(state, catalogue, "");
  })->Unit(benchmark::kMicrosecond);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
