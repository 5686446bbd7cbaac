// Frames made by hand, by the C Data Interface alone: what comes in, what is given back, and what leaves.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <libhibah/checks/catalogue.hpp>
#include <libhibah/checks/engine.hpp>
#include <libhibah/io/arrow.hpp>
#include <libhibah/io/evidence.hpp>
#include <libhibah/io/portfolio_reader.hpp>

using namespace hibah;

namespace {

const std::string portfolio_text = R"(
format = 1
name = "Uji"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"

[[grant]]
id = "kpu"
recipient = "KPU"
role = "organiser"
signed = 2023-11-01
amount = "Rp1.000.000"
)";

template <typename Structure>
bool is_empty(const Structure& structure) {
  return structure.release == nullptr;
}

int live = 0;  // arrays and schemas that nobody has given back yet

/// A column by hand: its buffers live as long as its array.
struct Made {
  std::string name, format;
  std::vector<std::vector<unsigned char>> buffers;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::int64_t nulls = 0;
  std::shared_ptr<Made> dictionary;
};

struct MadeSchema {
  Made made;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};
struct MadeArray {
  Made made;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};

template <typename Structure, typename Owner>
void release(Structure* self) {
  auto* owner = static_cast<Owner*>(self->private_data);
  for (Structure& child : owner->children) {
    if (child.release) child.release(&child);
  }
  if (owner->dictionary.release) owner->dictionary.release(&owner->dictionary);
  delete owner;
  self->release = nullptr;
  --live;
}

ArrowSchema schema_of(const Made& made, const std::vector<Made>& children = {}) {
  auto owner = std::make_unique<MadeSchema>();
  owner->made = made;
  for (const Made& child : children) owner->children.push_back(schema_of(child));
  for (ArrowSchema& child : owner->children) owner->pointers.push_back(&child);
  if (made.dictionary) owner->dictionary = schema_of(*made.dictionary);
  ArrowSchema schema{};
  schema.format = owner->made.format.c_str();
  schema.name = owner->made.name.c_str();
  schema.n_children = static_cast<std::int64_t>(children.size());
  schema.children = owner->pointers.data();
  schema.dictionary = made.dictionary ? &owner->dictionary : nullptr;
  schema.release = &release<ArrowSchema, MadeSchema>;
  schema.private_data = owner.release();
  ++live;
  return schema;
}

ArrowArray array_of(const Made& made, const std::vector<Made>& children = {}) {
  auto owner = std::make_unique<MadeArray>();
  owner->made = made;
  for (const auto& buffer : owner->made.buffers) owner->buffers.push_back(buffer.empty() ? nullptr : buffer.data());
  for (const Made& child : children) owner->children.push_back(array_of(child));
  for (ArrowArray& child : owner->children) owner->pointers.push_back(&child);
  if (made.dictionary) owner->dictionary = array_of(*made.dictionary);
  ArrowArray array{};
  array.length = made.length;
  array.offset = made.offset;
  array.null_count = made.nulls;
  array.n_buffers = static_cast<std::int64_t>(owner->buffers.size());
  array.buffers = owner->buffers.data();
  array.n_children = static_cast<std::int64_t>(children.size());
  array.children = owner->pointers.data();
  array.dictionary = made.dictionary ? &owner->dictionary : nullptr;
  array.release = &release<ArrowArray, MadeArray>;
  array.private_data = owner.release();
  ++live;
  return array;
}

template <typename Value>
std::vector<unsigned char> bytes_of(const std::vector<Value>& values) {
  const auto* begin = reinterpret_cast<const unsigned char*>(values.data());
  return {begin, begin + values.size() * sizeof(Value)};
}

Made texts(const std::string& name, const std::vector<std::string>& cells) {
  std::vector<std::int32_t> offsets{0};
  std::string all;
  for (const std::string& cell : cells) offsets.push_back(static_cast<std::int32_t>((all += cell).size()));
  return {name, "u", {{}, bytes_of(offsets), {all.begin(), all.end()}}, static_cast<std::int64_t>(cells.size()), 0, 0, {}};
}

template <typename Value>
Made numbers(const std::string& name, const std::string& format, const std::vector<Value>& values) {
  return {name, format, {{}, bytes_of(values)}, static_cast<std::int64_t>(values.size()), 0, 0, {}};
}

/// One batch as a stream.
ArrowArrayStream stream_of_columns(const std::vector<Made>& columns, std::int64_t rows, std::int64_t offset = 0) {
  Made table{"", "+s", {{}}, rows, offset, 0, {}};
  ArrowSchema schema = schema_of(table, columns);
  ArrowArray array = array_of(table, columns);
  ArrowArrayStream stream{};
  stream_of(schema, array, stream);
  CHECK(is_empty(schema));
  CHECK(is_empty(array));
  return stream;
}

std::vector<Made> journal_columns_by_hand() {
  Made payee = numbers<std::int8_t>("payee", "c", {1, 0, 1, 1});
  payee.dictionary = std::make_shared<Made>(texts("", {"Toko Dua", " Toko Satu "}));
  payee.buffers[0] = {0b1011};
  payee.nulls = 1;
  return {numbers<std::int32_t>("date", "tdD", {19'000, 19'909, 19'910, 19'911}),
          texts("kind", {"?", "disbursement", "realisation", "realisation"}),
          texts("grant", {"?", "kpu", "kpu", "kpu"}),
          numbers<std::int64_t>("amount", "d:18,2", {0, 0, 100'000'050, 0, 1'000, 0, 2'000, 0}),
          payee,
          texts("catatan", {"?", "", "kuitansi", ""})};
}

Portfolio load_journal(ArrowArrayStream& stream) {
  return load_frames(portfolio_text, {.is_file = false, .journal = &stream});
}

std::vector<Problem> problems_of(ArrowArrayStream stream) {
  try {
    load_journal(stream);
  } catch (const InputError& error) {
    CHECK(is_empty(stream));
    return error.problems();
  }
  return {};
}

}  // namespace

TEST_CASE("a frame by hand is read, kept as long as somebody needs it, and given back") {
  {
    // The first row is sliced away.
    ArrowArrayStream stream = stream_of_columns(journal_columns_by_hand(), 3, 1);
    CHECK(live > 0);
    std::unique_ptr<Report> report;
    {
      const Portfolio portfolio = load_journal(stream);
      CHECK(is_empty(stream));
      const Journal& journal = *portfolio.journal;
      REQUIRE(journal.size() == 3);
      CHECK(journal.amount(0) == Rupiah::from_sen(100'000'050));
      CHECK(journal.date(1) == DateSpan(Date::from_days(19'910)));
      CHECK(portfolio.words.payee.text(journal.payee(0)) == "Toko Dua");
      CHECK(portfolio.words.payee.text(journal.payee(1)) == "");
      CHECK(portfolio.words.payee.text(journal.payee(2)) == "Toko Satu");
      CHECK(journal.where(2) == SourceRef{1, 3, 2});
      CHECK_FALSE(journal.has(JournalColumn::voucher));
      const InputFile& input = portfolio.inputs[1];
      CHECK(input.name == "journal");
      CHECK(input.rows == 3);
      CHECK(input.source->cells(1) == std::vector<std::string>{"2024-07-06", "realisation", "kpu", "10.00", "", "kuitansi"});
      CHECK(input.source->row(1) == "2024-07-06,realisation,kpu,10.00,,kuitansi");
      CheckOptions options;
      options.as_of = parse_date("2025-01-31");
      report = std::make_unique<Report>(check(portfolio, builtin_catalogue(), options));
    }
    CHECK(live > 0);  // the report's evidence is read from it
    attach_raw(*report);
  }
  CHECK(live == 0);
}

TEST_CASE("what is wrong is told, and everything is given back") {
  auto columns = journal_columns_by_hand();
  columns[3] = numbers<std::int64_t>("amount", "g", {0, 0, 0, 0});
  auto problems = problems_of(stream_of_columns(columns, 3, 1));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == ErrorCode::column_type);
  CHECK(problems[0].column == "amount");
  CHECK(problems[0].text == "float64");
  problems = problems_of(stream_of_columns(journal_columns_by_hand(), 4));
  REQUIRE(problems.size() == 2);  // the row that was sliced away above
  CHECK(problems[0].row == 1);
  CHECK(problems[0].column == "grant");
  CHECK(problems[1].column == "kind");
  columns = journal_columns_by_hand();
  columns[4].buffers[1][3] = 9;  // beyond the dictionary
  problems = problems_of(stream_of_columns(columns, 3, 1));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == ErrorCode::file_not_readable);
  CHECK(problems[0].row == 3);
  columns = journal_columns_by_hand();
  columns[0].length = 2;
  problems = problems_of(stream_of_columns(columns, 3, 1));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == ErrorCode::file_not_readable);
  problems = problems_of(stream_of_columns({}, 0));
  CHECK(problems.size() == 4);  // the columns that must be there
  CHECK(live == 0);
}

TEST_CASE("streams are given back too where portfolio.toml is at fault") {
  ArrowArrayStream stream = stream_of_columns(journal_columns_by_hand(), 3, 1);
  CHECK_THROWS_AS(static_cast<void>(load_frames("no-such-file.toml", {.journal = &stream})), InputError);
  CHECK(is_empty(stream));
  CHECK(live == 0);
}

TEST_CASE("a journal leaves as it is kept, and stays while somebody holds a column") {
  ArrowArrayStream out{};
  const std::int64_t* amounts = nullptr;
  {
    ArrowArrayStream stream = stream_of_columns(journal_columns_by_hand(), 3, 1);
    const Portfolio portfolio = load_journal(stream);
    amounts = portfolio.journal->chunk_at(0)->amount.data();
    export_journal(portfolio, out);
  }
  ArrowSchema schema{};
  REQUIRE(out.get_schema(&out, &schema) == 0);
  REQUIRE(schema.n_children == 11);
  CHECK(std::string(schema.children[8]->name) == "amount_sen");
  CHECK(std::string(schema.children[6]->dictionary->format) == "u");
  schema.release(&schema);
  ArrowArray batch{};
  REQUIRE(out.get_next(&out, &batch) == 0);
  ArrowArray end{};
  REQUIRE(out.get_next(&out, &end) == 0);
  CHECK(is_empty(end));
  out.release(&out);
  CHECK(live == 0);  // the frame is gone: the columns are the journal's own
  CHECK(batch.length == 3);
  ArrowArray column = std::exchange(*batch.children[8], ArrowArray{});
  batch.release(&batch);
  CHECK(column.buffers[1] == amounts);
  CHECK(amounts[0] == 100'000'050);
  CHECK(amounts[2] == 2'000);
  column.release(&column);
}

TEST_CASE("a portfolio without a journal has nothing to give") {
  const Portfolio portfolio = load_frames(portfolio_text, {.is_file = false});
  ArrowArrayStream out{};
  CHECK_THROWS_AS(export_journal(portfolio, out), UsageError);
  CHECK(is_empty(out));
}
