#include <libhibah/io/append.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <libhibah/io/csv_file.hpp>
#include <libhibah/io/detail/row_cells.hpp>
#include <libhibah/io/frame.hpp>
#include <libhibah/io/journal_reader.hpp>

namespace hibah {

namespace {

bool has_input(const Portfolio& portfolio, const std::string& name) {
  return std::any_of(portfolio.inputs.begin(), portfolio.inputs.end(), [&](const InputFile& input) { return input.name == name; });
}

/// Rows without an id are named by input and row, so every input has a name of its own.
std::string free_name(const Portfolio& portfolio, const std::string& asked, const std::string& usual) {
  if (!asked.empty()) {
    if (has_input(portfolio, asked))
      throw UsageError(ErrorCode::invalid_argument, "the portfolio has an input named " + asked + " already");
    return asked;
  }
  std::string name = usual;
  for (int number = 2; has_input(portfolio, name); ++number) name = usual + " (" + std::to_string(number) + ")";
  return name;
}

/// A portfolio while rows come to it.
class Growth {
 public:
  Growth(const Portfolio& before, std::string name, const LoadOptions& options)
      : options_(&options), grown_(before), stages_(detail::known_stages(before.timetable)) {
    context_.portfolio = &grown_;
    context_.stages = &stages_;
    context_.knows_stages = true;
    context_.knows_notation = true;
    context_.notation = grown_.notation;
    context_.index_grants();
    grown_.inputs.emplace_back().name = std::move(name);
  }

  Portfolio with_file(const std::string& path) {
    return with([&](JournalReader& reader, std::uint32_t file, InputFile& input) {
      const CsvOptions csv{
          .threads = options_->threads, .width = options_->width, .plain = options_->plain, .progress = options_->progress};
      reader.read(open_input(path, input.name, detail::max_csv_bytes), file, input, csv);
    });
  }

  Portfolio with_frame(ArrowArrayStream& rows) {
    return with([&](JournalReader& reader, std::uint32_t file, InputFile& input) {
      Frame frame(rows, input.name, journal_columns(), problems_, options_->progress);
      if (frame.is_readable()) reader.read(frame, file, input, options_->threads, options_->progress);
    });
  }

 private:
  template <typename Read>
  Portfolio with(const Read& read) {
    const std::size_t payees = grown_.words.payee.size();
    const std::size_t destinations = grown_.words.destination.size();
    try {
      JournalReader reader(context_, grown_, problems_);
      read(reader, static_cast<std::uint32_t>(grown_.inputs.size() - 1), grown_.inputs.back());
      grown_.journal = reader.finish(options_->threads, options_->keep_ids);
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) problems_.add(problem);
    }
    problems_.throw_if_any();
    if (grown_.words.payee.size() != payees) grown_.words.payee.settle_names();
    if (grown_.words.destination.size() != destinations) grown_.words.destination.settle_names();
    return std::move(grown_);
  }

  const LoadOptions* options_;
  detail::Problems problems_;
  Portfolio grown_;
  std::set<std::string, std::less<>> stages_;
  detail::RowContext context_;
};

}  // namespace

Portfolio append(const Portfolio& before, const std::string& path, const LoadOptions& options, const std::string& name) {
  const std::string usual = std::filesystem::path(path).filename().string();
  return Growth(before, free_name(before, name, usual), options).with_file(path);
}

Portfolio append_frame(const Portfolio& before, ArrowArrayStream& rows, const LoadOptions& options, const std::string& name) {
  const GivenBack given_back(&rows);
  return Growth(before, free_name(before, name, "journal"), options).with_frame(rows);
}

}  // namespace hibah
