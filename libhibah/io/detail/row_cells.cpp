#include <libhibah/io/detail/row_cells.hpp>

#include <algorithm>
#include <charconv>

#include <libhibah/io/law_reader.hpp>
#include <libhibah/law/builtin.hpp>

namespace hibah::detail {

std::set<std::string, std::less<>> known_stages(const Timetable& timetable) {
  std::set<std::string, std::less<>> codes;
  const auto add = [&](const Timetable& table) {
    for (const TimetableVersion& version : table.versions) {
      for (const Stage& stage : version.stages) codes.insert(stage.code);
    }
  };
  for (const BuiltinFile& file : builtin_files()) {
    if (file.kind == "timetable") add(builtin_timetable(file.id));
  }
  add(timetable);
  return codes;
}

void RowContext::index_grants() {
  grant_ids = Dictionary();
  grant_of.assign(1, 0);
  for (std::uint32_t i = 0; i < portfolio->grants.size(); ++i) {
    const WordId id = grant_ids.intern(portfolio->grants[i].id);
    if (id == grant_of.size()) grant_of.push_back(i);  // of two with one id, which is a problem already, the first
  }
}

std::string RowContext::nearest_grant(std::string_view id) const {
  std::vector<std::string_view> ids;
  for (const Grant& grant : portfolio->grants) ids.push_back(grant.id);
  return std::string(nearest(id, ids));
}

std::string RowContext::nearest_stage(std::string_view code) const {
  const std::vector<std::string_view> codes(stages->begin(), stages->end());
  return std::string(nearest(code, codes));
}

std::vector<std::vector<WordId>> merged(const std::vector<const WordColumn*>& columns, Dictionary& target) {
  struct Word {
    std::uint64_t first;
    std::uint32_t column;
    WordId id;
  };
  std::vector<Word> words;
  std::vector<std::vector<WordId>> maps;
  for (std::uint32_t c = 0; c < columns.size(); ++c) {
    maps.emplace_back(columns[c]->words().size(), 0);
    for (WordId id = 1; id < columns[c]->words().size(); ++id) words.push_back({columns[c]->first()[id], c, id});
  }
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.first < b.first; });
  for (const Word& word : words) maps[word.column][word.id] = target.intern(columns[word.column]->words().text(word.id));
  return maps;
}

template <typename Rows>
std::optional<std::uint32_t> RowCells<Rows>::other_grant(Rows& rows, std::size_t column) {
  if (!rows.has(column)) return std::nullopt;
  const std::string_view id = rows.cell(column);
  if (id.empty()) {
    rows.problem(ErrorCode::cell_empty, column);
    return std::nullopt;
  }
  if (context_->portfolio->grants.empty()) return std::nullopt;
  if (rows.is_full()) {
    rows.problem(ErrorCode::grant_unknown, column);
    return std::nullopt;
  }
  // A journal names the same unknown grant in many rows, and a portfolio may have thousands of grants.
  const auto [place, is_new] = nearest_grants_.try_emplace(std::string(id));
  if (is_new) place->second = context_->nearest_grant(id);
  rows.problem(ErrorCode::grant_unknown, column, place->second);
  return std::nullopt;
}

template <typename Rows>
bool RowCells<Rows>::find_grant(std::string_view id) {
  const WordId known = context_->grant_ids.find(id);
  if (known == 0) return false;
  last_grant_id_ = id;
  last_grant_ = context_->grant_of[known];
  return true;
}

template <typename Rows>
bool RowCells<Rows>::find_date(std::string_view text) {
  DateSpan span;
  ErrorCode code{};
  if (!try_parse_date_span(text, span, code)) return false;
  last_date_ = text;
  last_span_ = span;
  return true;
}

template <typename Rows>
bool RowCells<Rows>::find_kind(std::string_view text) {
  const auto kind = entry_kind_of(text);
  if (!kind) return false;
  last_kind_name_ = text;
  last_kind_ = *kind;
  return true;
}

template <typename Rows>
std::optional<Rupiah> RowCells<Rows>::other_amount(Rows& rows, std::size_t column, std::optional<Notation> notation) {
  const std::optional<Rupiah> amount = signed_amount(rows, column, notation);
  if (!amount || amount->sen() >= 0) return amount;
  rows.problem(ErrorCode::amount_negative, column);
  return std::nullopt;
}

template <typename Rows>
std::optional<Rupiah> RowCells<Rows>::signed_amount(Rows& rows, std::size_t column, std::optional<Notation> notation) {
  if (!rows.has(column)) return std::nullopt;
  if constexpr (Rows::is_typed) {
    Rupiah known;
    ErrorCode code{};
    const CellState state = rows.amount(column, known, code);
    if (state == CellState::known) return known;
    if (state == CellState::fault) {
      rows.problem(code, column);
      return std::nullopt;
    }
  }
  const std::string_view text = rows.cell(column);
  const bool is_ambiguous = !notation && notation_evidence(text) == NotationEvidence::ambiguous;
  Rupiah amount;
  if (!is_ambiguous && try_parse_cell(text, notation.value_or(Notation::plain), amount)) return amount;
  if (text.empty()) {
    rows.problem(ErrorCode::cell_empty, column);
    return std::nullopt;
  }
  if (rows.is_full()) {
    rows.problem(ErrorCode::amount_not_understood, column);  // counted only: the exact word is not asked for
    return std::nullopt;
  }
  if (is_ambiguous && !context_->knows_notation) return std::nullopt;  // portfolio.toml may have said it
  try {
    static_cast<void>(is_ambiguous ? parse_rupiah(text) : parse_cell(text, notation.value_or(Notation::plain)));
    rows.problem(ErrorCode::amount_ambiguous, column);
  } catch (const ParseError& error) {
    rows.problem(error.code(), column, error.problems().front().hint);
  }
  return std::nullopt;
}

template <typename Rows>
std::optional<DateSpan> RowCells<Rows>::other_date(Rows& rows, std::size_t column) {
  if (!rows.has(column)) return std::nullopt;
  if constexpr (Rows::is_typed) {
    Date known;
    ErrorCode code{};
    const CellState state = rows.day(column, known, code);
    if (state == CellState::known) return DateSpan(known);
    if (state == CellState::fault) {
      rows.problem(code, column);
      return std::nullopt;
    }
  }
  const std::string_view text = rows.cell(column);
  DateSpan span;
  if (try_date(text, span)) return span;
  ErrorCode code{};
  static_cast<void>(try_parse_date_span(text, span, code));  // what is wrong with it
  rows.problem(text.empty() ? ErrorCode::cell_empty : code, column);
  return std::nullopt;
}

template <typename Rows>
std::optional<EntryKind> RowCells<Rows>::other_kind(Rows& rows, std::size_t column) {
  if (!rows.has(column)) return std::nullopt;
  const std::string_view text = rows.cell(column);
  if (rows.is_full()) {
    rows.problem(ErrorCode::kind_unknown, column);
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (int k = 0; k < entry_kind_count; ++k) names.push_back(name_of(static_cast<EntryKind>(k)));
  rows.problem(text.empty() ? ErrorCode::cell_empty : ErrorCode::kind_unknown, column, std::string(nearest(text, names)));
  return std::nullopt;
}

template <typename Rows>
std::optional<int> RowCells<Rows>::other_number(Rows& rows, std::size_t column, ErrorCode code) {
  const std::string_view text = rows.cell(column);
  int number = -1;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc{} && end == text.data() + text.size() && number >= 0) return number;
  rows.problem(code, column);
  return std::nullopt;
}

template <typename Rows>
std::optional<int> RowCells<Rows>::tranche(Rows& rows, std::size_t column, const std::optional<std::uint32_t>& grant) {
  const auto number = this->number(rows, column, ErrorCode::tranche_unknown);
  if (!number || !grant || rows.cell(column).empty()) return number;
  const int last = context_->portfolio->grants[*grant].last_tranche_number();
  if (*number >= 1 && *number <= last) return number;
  rows.problem(ErrorCode::tranche_unknown, column, "1 .. " + std::to_string(last));
  return std::nullopt;
}

template class RowCells<CsvRows>;
template class RowCells<FrameRows>;

}  // namespace hibah::detail
