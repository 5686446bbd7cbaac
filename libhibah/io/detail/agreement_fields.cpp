#include <libhibah/io/detail/agreement_fields.hpp>

#include <algorithm>
#include <utility>

#include <libhibah/base/limits.hpp>

namespace hibah::detail {

bool check_toml_bytes(std::string_view bytes, const std::string& name, Problems& problems) {
  if (trimmed(bytes).empty()) {
    problems.add(ErrorCode::file_empty, name, 0, "", "");
    return false;
  }
  std::uint64_t line = 1;
  for (std::size_t begin = 0; begin < bytes.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view text = bytes.substr(begin, end - begin);
    const bool has_nul = text.find('\0') != std::string_view::npos;
    if (has_nul || !is_utf8(text)) {
      problems.add(has_nul ? ErrorCode::nul_byte : ErrorCode::not_utf8, name, line, "", text.substr(0, 160));
      return false;
    }
    begin = end + 1;
  }
  return true;
}

LinePlaces::LinePlaces(std::string_view bytes, std::uint32_t file) : file_(file), lines_{0} {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) lines_.push_back(at + 1);
}

SourceRef LinePlaces::at(std::uint32_t line) const noexcept {
  const std::size_t index = line == 0 ? 0 : line - 1;
  return {file_, line, index < lines_.size() ? lines_[index] : 0};
}

void check_total(RupiahSum& total, Rupiah amount, TomlFields& fields, std::string_view key) {
  const bool did_fit = total.fits();
  total.add(amount);
  if (did_fit && !total.fits()) fields.problem(ErrorCode::total_out_of_range, key, fields.find(key)->text);
}

std::vector<Tranche> read_tranches(TomlFields& fields, const std::string& path, const AgreementReading& reading) {
  std::vector<Tranche> tranches;
  RupiahSum total;
  const auto tables = fields.tables("tranche");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TomlFields row(*tables[i], path + ".tranche[" + std::to_string(i + 1) + "]", *reading.file, *reading.problems,
                   {"share", "amount", "due", "fiscal_year"});
    row.require({"due"});
    Tranche tranche;
    tranche.number = static_cast<int>(i) + 1;
    tranche.where = reading.places->at(row.line());
    const bool has_share = row.find("share") != nullptr;
    const bool has_amount = row.find("amount") != nullptr;
    if (has_share == has_amount)
      row.problem(ErrorCode::share_and_amount, has_share ? "share" : "amount", has_share ? shown(*row.find("share")) : "");
    tranche.share = row.share("share");
    tranche.amount = row.amount("amount");
    if (tranche.amount) check_total(total, *tranche.amount, row, "amount");
    if (const auto due = row.deadline("due")) {
      tranche.due = *due;
      reading.check_deadline(row, "due", due);
    }
    if (const auto year = row.integer("fiscal_year", limits::first_year, limits::last_year)) tranche.fiscal_year = static_cast<int>(*year);
    tranches.push_back(std::move(tranche));
  }
  if (tables.size() > limits::max_tranches)
    fields.problem(ErrorCode::value_not_allowed, "tranche", std::to_string(tables.size()), "<= " + std::to_string(limits::max_tranches));
  return tranches;
}

Addendum read_addendum(TomlFields& row, const std::string& path, const AgreementReading& reading) {
  row.require({"number", "signed"});
  Addendum addendum;
  addendum.number = row.filled_text("number");
  addendum.signed_on = row.date_span("signed").value_or(DateSpan{});
  addendum.amount = row.amount("amount");
  if (addendum.amount && addendum.amount->is_zero()) row.problem(ErrorCode::value_not_allowed, "amount", "0", "> 0");
  addendum.reason = row.text("reason").value_or("");
  addendum.where = reading.places->at(row.line());
  addendum.tranches = read_tranches(row, path, reading);
  return addendum;
}

}  // namespace hibah::detail
