// Rules written in Python: the same contract as that of a rule file, seen from a function over a grant.
#include <array>
#include <cstring>
#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <libhibah/checks/answers.hpp>
#include <libhibah/io/law_reader.hpp>
#include <libhibah/io/render.hpp>
#include <libhibah/journal/journal_builder.hpp>
#include <libhibah/money/notation.hpp>

#include "own_rules.hpp"

namespace hibah::bindings {

/// A rule with the texts that its info points into.
struct OwnRule {
  std::deque<std::string> texts;
  RuleInfo info;
  py::function function;
  bool is_over_entries = false;
};

namespace {

constexpr std::array<EntryKind, 5> bookable{EntryKind::disbursement, EntryKind::realisation, EntryKind::refund, EntryKind::interest,
                                            EntryKind::return_};

[[noreturn]] void refuse(std::string detail) {
  throw UsageError(ErrorCode::invalid_argument, std::move(detail));
}

// ---- what a function answers ----

Message to_message(const py::object& message) {
  if (PyUnicode_Check(message.ptr())) return same(bytes_of(message));
  if (py::isinstance<py::dict>(message)) {
    const py::dict both = message;
    if (both.size() == 2 && both.contains("id") && both.contains("en")) return {bytes_of(both["id"]), bytes_of(both["en"])};
  }
  refuse("a text for people is a str, or a dict of one in Indonesian and one in English: {\"id\": ..., \"en\": ...}");
}

Measure to_measure(const py::object& value) {
  if (value.is_none()) return {};
  if (py::isinstance<Rupiah>(value)) return value.cast<Rupiah>();
  if (PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr())) return to_whole(value).value;
  static const char* const wanted =
      "expected and actual are Rupiah, whole numbers (a count), fractions.Fraction or datetime.date, both alike, not ";
  if (py::isinstance(value, py::module_::import("datetime").attr("date"))) return DateSpan(to_date(value));
  if (py::isinstance(value, py::module_::import("fractions").attr("Fraction"))) return to_ratio(value);
  refuse(wanted + type_name(value));
}

EntryIndex to_entry(const Whole& number) {
  if (number.value < 0 || number.value >= no_entry) refuse("there is no entry " + std::to_string(number.value));
  return static_cast<EntryIndex>(number.value);
}

/// What `fail` and its like give, for the function to yield.
struct GivenAnswers {
  std::vector<Answer> all;
};

/// The numbers of entries: an array of whole numbers (numpy), or an iterable of such.
std::vector<EntryIndex> to_entries(const py::object& given) {
  std::vector<EntryIndex> entries;
  if (PyObject_CheckBuffer(given.ptr()) != 0) {
    const py::buffer_info info = py::reinterpret_borrow<py::buffer>(given).request();
    const bool is_32 = info.ndim == 1 && info.itemsize == 4 && (info.format == "I" || info.format == "=I");
    if (is_32) {
      entries.reserve(static_cast<std::size_t>(info.shape[0]));
      for (py::ssize_t i = 0; i < info.shape[0]; ++i) {
        EntryIndex entry = 0;
        std::memcpy(&entry, static_cast<const char*>(info.ptr) + i * info.strides[0], sizeof entry);
        entries.push_back(entry);
      }
      return entries;
    }
  }
  for (const py::handle entry : py::iter(given)) entries.push_back(to_entry(to_whole(entry)));
  return entries;
}

// ---- what a function sees ----

/// A grant on the day, for the length of one call of the function.
struct SeenGrant {
  const GrantView* view = nullptr;  // null once the call is over
  const OwnRule* rule = nullptr;
  std::shared_ptr<const Portfolio> portfolio;

  [[nodiscard]] const GrantView& get() const {
    if (!view) refuse("a grant is there only while the function of the rule looks at it");
    return *view;
  }
};

/// Entries that stand on the day, or perhaps stand. They outlive the call: the books are kept.
struct SeenEntries {
  std::shared_ptr<const Portfolio> portfolio;
  std::shared_ptr<const Books> books;
  const std::vector<BookRow>* rows = nullptr;
};

struct SeenEntry {
  std::shared_ptr<const Portfolio> portfolio;
  EntryIndex number = no_entry;
  [[nodiscard]] const Journal& journal() const { return *portfolio->journal; }
};

SeenEntries seen(const SeenGrant& self, std::vector<BookRow> Books::*rows) {
  SeenEntries entries{self.portfolio, nullptr, nullptr};
  if (self.get().portfolio().journal) {
    entries.books = self.get().shared_books();
  } else {
    entries.books = std::make_shared<const Books>();
  }
  entries.rows = &((*entries.books).*rows);
  return entries;
}

/// The rows as they lie in memory, for numpy.asarray and memoryview.
py::buffer_info buffer_of(const SeenEntries& self) {
  static_assert(sizeof(BookRow) == 32);
  static const BookRow nothing{};
  const BookRow* const first = self.rows->empty() ? &nothing : self.rows->data();
  const std::string format = "T{=q:amount_sen:=Q:voucher_key:=i:day:=I:entry:=I:account:=H:stage:=B:kind:x}";
  return {const_cast<BookRow*>(first),
          static_cast<py::ssize_t>(sizeof(BookRow)),
          format,
          1,
          {static_cast<py::ssize_t>(self.rows->size())},
          {static_cast<py::ssize_t>(sizeof(BookRow))},
          true};
}

SeenEntry entry_at(const SeenEntries& self, py::ssize_t place) {
  const auto size = static_cast<py::ssize_t>(self.rows->size());
  if (place < 0) place += size;
  if (place < 0 || place >= size) throw py::index_error("no entry of that number");
  return {self.portfolio, (*self.rows)[static_cast<std::size_t>(place)].entry};
}

/// A column that the books do not hold, in the order of the entries: whole numbers of 32 bits, as bytes.
py::bytes gathered(const SeenEntries& self, const std::string& column) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(self.rows->size());
  const auto take = [&](const auto& of) {
    for (const BookRow& row : *self.rows) numbers.push_back(static_cast<std::uint32_t>(of(row.entry)));
  };
  const Journal* const journal = self.portfolio->journal ? &*self.portfolio->journal : nullptr;
  if (column == "payee") {
    take([&](EntryIndex entry) { return journal->payee(entry); });
  } else if (column == "destination") {
    take([&](EntryIndex entry) { return journal->destination(entry); });
  } else if (column == "tranche") {
    take([&](EntryIndex entry) { return journal->tranche(entry); });
  } else {
    refuse("gather takes \"payee\", \"destination\" or \"tranche\", not \"" + shortened(column) + "\"");
  }
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)};
}

struct Context {
  std::shared_ptr<const Portfolio> portfolio;
  Date as_of;
  std::map<std::string, std::string> settings;
  std::map<std::string, py::tuple> words = {};  // as far as they were asked for
};

/// The words of a dictionary by their numbers; number 0 is the empty cell.
py::tuple words_of(Context& self, const std::string& column) {
  const auto known = self.words.find(column);
  if (known != self.words.end()) return known->second;
  const Words& words = self.portfolio->words;
  const Dictionary* dictionary = nullptr;
  if (column == "stage") dictionary = &words.stage;
  if (column == "account") dictionary = &words.account;
  if (column == "payee") dictionary = &words.payee;
  if (column == "destination") dictionary = &words.destination;
  if (!dictionary) refuse("words takes \"stage\", \"account\", \"payee\" or \"destination\", not \"" + shortened(column) + "\"");
  py::tuple texts(dictionary->size());
  for (WordId id = 0; id < dictionary->size(); ++id) texts[id] = text_of(dictionary->text(id));
  return self.words.emplace(column, texts).first->second;
}

void run(const GrantView& view, const OwnRule& rule, const std::shared_ptr<const Portfolio>& portfolio, const py::object& context,
         Verdicts& out) {
  const py::gil_scoped_acquire lock;
  const auto grant = std::make_shared<SeenGrant>(SeenGrant{&view, &rule, portfolio});
  struct Over {
    SeenGrant* grant;
    ~Over() { grant->view = nullptr; }
  } const over{grant.get()};
  Answers taken(view, {rule.is_over_entries, rule.info.needs.kinds}, out);
  const py::object answers = rule.function(py::cast(grant), context);
  if (!answers.is_none()) {
    for (const py::handle answer : py::iter(answers)) {
      if (!py::isinstance<GivenAnswers>(answer)) {
        refuse("rule " + std::string(rule.info.code) +
               " yields what grant.fail(), grant.not_evaluable() and grant.not_applicable() give, not " + type_name(answer));
      }
      for (const Answer& each : answer.cast<const GivenAnswers&>().all) taken.take(each);
    }
  }
  taken.end();
}

GivenAnswers fail_each(const SeenGrant& self, const py::object& entries, const py::object& message, const py::object& expected,
                       const Utf8& column) {
  const Message wording = to_message(message);
  const Measure limit = to_measure(expected);
  if (limit.index() != 0 && !std::holds_alternative<Rupiah>(limit)) refuse("fail_each expects an amount, or nothing");
  const Portfolio& portfolio = self.get().portfolio();
  const Words& words = portfolio.words;
  const auto names = [&](std::string_view slot) {
    return wording.id.find(slot) != std::string::npos || wording.en.find(slot) != std::string::npos;
  };
  GivenAnswers given;
  for (const EntryIndex entry : to_entries(entries)) {
    if (!portfolio.journal || entry >= portfolio.journal->size()) refuse("there is no entry " + std::to_string(entry));
    const Journal& journal = *portfolio.journal;
    Answer& answer = given.all.emplace_back();
    answer.entry = entry;
    Slots slots;
    if (names("{amount}")) slots.emplace_back("amount", same(to_text(journal.amount(entry))));
    if (names("{day}")) slots.emplace_back("day", to_long(journal.date(entry)));
    if (names("{payee}")) slots.emplace_back("payee", same(std::string(words.payee.text(journal.payee(entry)))));
    if (names("{stage}")) slots.emplace_back("stage", same(std::string(words.stage.text(journal.stage(entry)))));
    if (names("{account}")) slots.emplace_back("account", same(std::string(words.account.text(journal.account(entry)))));
    answer.message = fill({wording.id, wording.en}, slots);
    answer.expected = limit;
    if (limit.index() != 0) answer.actual = journal.amount(entry);
    answer.column = column.bytes;
  }
  return given;
}

// ---- what is said of a rule ----

std::string_view kept(OwnRule& rule, std::string text) {
  return rule.texts.emplace_back(std::move(text));
}

Text kept(OwnRule& rule, const py::object& message) {
  if (message.is_none()) return {};
  const Message both = to_message(message);
  return {kept(rule, both.id), kept(rule, both.en)};
}

Severity severity_of(const std::string& name) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    if (name == name_of(severity)) return severity;
  }
  refuse("severity is \"error\", \"warning\" or \"info\", not \"" + shortened(name) + "\"");
}

Basis basis_of(const py::handle& given) {
  Basis basis;
  if (PyUnicode_Check(given.ptr())) {
    basis.instrument = bytes_of(given);
    return basis;
  }
  if (!py::isinstance<py::dict>(given))
    refuse("a basis is a str or a dict with instrument, article, mark and source, not " + type_name(given));
  for (const auto& [key, value] : py::reinterpret_borrow<py::dict>(given)) {
    const std::string name = PyUnicode_Check(key.ptr()) ? bytes_of(key) : std::string{};
    if (!PyUnicode_Check(value.ptr())) refuse("the " + name + " of a basis is a str");
    const std::string text = bytes_of(value);
    if (name == "instrument") {
      basis.instrument = text;
    } else if (name == "article") {
      basis.article = text;
    } else if (name == "source") {
      basis.source = text;
    } else if (name == "mark") {
      basis.mark = mark_of(text);
      if (!basis.mark) refuse("the mark of a basis is \"read\", \"press\" or \"memory\", not \"" + shortened(text) + "\"");
    } else {
      refuse("a basis has instrument, article, mark and source, not \"" + shortened(name) + "\"");
    }
  }
  if (basis.instrument.empty()) refuse("a basis names its instrument");
  return basis;
}

void take_needs(OwnRule& rule, const WordList& needs, const WordList& kinds, const WordList& columns) {
  Needs& all = rule.info.needs;
  for (const std::string& need : needs.words) {
    if (need == "journal") {
      all.journal = true;
    } else if (need == "budget") {
      all.budget = true;
    } else if (need == "bank") {
      all.bank = true;
    } else if (need == "documents") {
      all.documents = true;
    } else {
      refuse("needs are \"journal\", \"budget\", \"documents\" and \"bank\", not \"" + shortened(need) + "\"");
    }
  }
  for (const std::string& name : kinds.words) {
    const std::optional<EntryKind> kind = entry_kind_of(name);
    if (!kind || *kind == EntryKind::reversal) refuse("\"" + shortened(name) + "\" is no kind of entry that can be judged");
    all.kinds.push_back(*kind);
  }
  for (const std::string& name : columns.words) {
    int column = 0;
    while (column < journal_column_count && name_of(static_cast<JournalColumn>(column)) != name) ++column;
    if (column == journal_column_count) refuse("\"" + shortened(name) + "\" is no optional column of the journal");
    all.columns.push_back(static_cast<JournalColumn>(column));
  }
  if (rule.is_over_entries || !all.kinds.empty() || !all.columns.empty()) all.journal = true;
}

std::shared_ptr<OwnRule> own_rule(const py::function& function, const Utf8& code, const Utf8& name, const py::object& title,
                                  const Utf8& severity, const Utf8& subject, const py::iterable& basis, const WordList& needs,
                                  const WordList& kinds, const WordList& columns, const py::dict& page) {
  auto rule = std::make_shared<OwnRule>();
  rule->function = function;
  RuleInfo& info = rule->info;
  info.code = kept(*rule, code.bytes);
  info.name = kept(*rule, name.bytes);
  info.title = kept(*rule, title);
  info.severity = severity_of(severity.bytes);
  if (subject.bytes != "grant" && subject.bytes != "entry")
    refuse("subject is \"grant\" or \"entry\", not \"" + shortened(subject.bytes) + "\"");
  rule->is_over_entries = subject.bytes == "entry";
  info.subject = rule->is_over_entries ? "entry" : "grant";
  for (const py::handle each : basis) info.basis.push_back(basis_of(each));
  take_needs(*rule, needs, kinds, columns);
  info.page = {.what = kept(*rule, py::object(page["what"])),
               .why = kept(*rule, py::object(page["why"])),
               .example = kept(*rule, py::object(page["example"])),
               .not_proved = kept(*rule, py::object(page["not_proved"])),
               .needs = kept(*rule, py::object(page["needs"]))};
  Catalogue().add({.info = info});  // the code is one, or that is told now
  return rule;
}

void bind_seen(py::module_& module) {
  py::class_<SeenEntry>(module, "Entry", "A journal entry, as a rule sees it.")
      .def_readonly("number", &SeenEntry::number)
      .def_property_readonly("date", [](const SeenEntry& self) { return self.journal().date(self.number); })
      .def_property_readonly("kind", [](const SeenEntry& self) { return name_of(self.journal().kind(self.number)); })
      .def_property_readonly("amount", [](const SeenEntry& self) { return self.journal().amount(self.number); })
      .def_property_readonly("tranche",
                             [](const SeenEntry& self) -> py::object {
                               const int tranche = self.journal().tranche(self.number);
                               return tranche == 0 ? py::object(py::none()) : py::int_(tranche);
                             })
      .def_property_readonly(
          "stage", [](const SeenEntry& self) { return text_or_none(self.portfolio->words.stage.text(self.journal().stage(self.number))); })
      .def_property_readonly(
          "account",
          [](const SeenEntry& self) { return text_or_none(self.portfolio->words.account.text(self.journal().account(self.number))); })
      .def_property_readonly(
          "payee", [](const SeenEntry& self) { return text_or_none(self.portfolio->words.payee.text(self.journal().payee(self.number))); })
      .def_property_readonly("destination",
                             [](const SeenEntry& self) {
                               return text_or_none(self.portfolio->words.destination.text(self.journal().destination(self.number)));
                             })
      .def_property_readonly("voucher",
                             [](const SeenEntry& self) { return text_or_none(self.journal().text(self.number, JournalColumn::voucher)); })
      .def_property_readonly(
          "description", [](const SeenEntry& self) { return text_or_none(self.journal().text(self.number, JournalColumn::description)); })
      .def_property_readonly(
          "id", [](const SeenEntry& self) { return text_of(shown_id(self.journal(), self.number, self.portfolio->file_names())); })
      .def("__repr__", [](const SeenEntry& self) { return "<hibah.Entry " + std::to_string(self.number) + ">"; });
  py::class_<SeenEntries>(module, "Entries", py::buffer_protocol(),
                          "Entries of a grant by day, receipts before payments. numpy.asarray sees them without a copy: amount_sen, "
                          "voucher_key (0: none), day (since 1970-01-01; below zero for a month or year), entry, account, stage, kind.")
      .def_buffer(&buffer_of)
      .def("__len__", [](const SeenEntries& self) { return self.rows->size(); })
      .def("__getitem__", &entry_at, py::arg("place"))
      .def("gather", &gathered, py::arg("column"), "A column that they do not hold (payee, destination, tranche), as 32-bit numbers.")
      .def("__repr__", [](const SeenEntries& self) { return "<hibah.Entries: " + std::to_string(self.rows->size()) + ">"; });
}

void bind_grant(py::module_& module) {
  using Self = SeenGrant;
  py::class_<GivenAnswers>(module, "Answer", "What a rule says of its subjects: what `fail`, `not_evaluable` and their like give.");
  py::class_<Self, std::shared_ptr<Self>>(module, "GrantView", "A grant as a rule sees it on the day of the question, while it looks.")
      .def_property_readonly("grant", [](const Self& self) { return self.get().grant(); })
      .def_property_readonly("id", [](const Self& self) { return text_of(self.get().grant().id); })
      .def_property_readonly(
          "amount",
          [](const Self& self) -> py::object {
            const std::optional<Terms>& terms = self.get().terms();
            return terms ? py::cast(terms->amount) : py::none();
          },
          "The agreement in force on the day; None where a partial date leaves it unknown.")
      .def_property_readonly(
          "entries", [](const Self& self) { return seen(self, &Books::certain); }, "Entries that stand, reversals taken out.")
      .def_property_readonly(
          "uncertain", [](const Self& self) { return seen(self, &Books::possible); }, "Entries that by their dates perhaps stand.")
      .def(
          "fail",
          [](const Self& self, const std::optional<Whole>& entry, const py::object& message, const py::object& expected,
             const py::object& actual, const Utf8& column, const Utf8& key) {
            static_cast<void>(self.get());
            Answer answer{State::fail, {}, 1, to_message(message), to_measure(expected), to_measure(actual), column.bytes, key.bytes};
            if (entry) answer.entry = to_entry(*entry);
            return GivenAnswers{{std::move(answer)}};
          },
          py::arg("entry") = py::none(), py::kw_only(), py::arg("message"), py::arg("expected") = py::none(),
          py::arg("actual") = py::none(), py::arg("column") = "", py::arg("key") = "", "A finding.")
      .def("fail_each", &fail_each, py::arg("entries"), py::kw_only(), py::arg("message"), py::arg("expected") = py::none(),
           py::arg("column") = "",
           "A finding for each of many entries, by an array of their numbers. In the message {amount}, {day}, {payee}, {stage}, {account} "
           "stand for what the entry says; where an amount is expected, the entry's is the actual one.")
      .def(
          "not_evaluable",
          [](const Self& self, const std::optional<Whole>& entry, const py::object& reason, const Utf8& column, const Utf8& key) {
            static_cast<void>(self.get());
            Answer answer{State::not_evaluable, {}, 1, to_message(reason), {}, {}, column.bytes, key.bytes};
            if (entry) answer.entry = to_entry(*entry);
            return GivenAnswers{{std::move(answer)}};
          },
          py::arg("entry") = py::none(), py::kw_only(), py::arg("reason"), py::arg("column") = "", py::arg("key") = "",
          "It cannot be judged: something is unknown.")
      .def(
          "not_applicable",
          [](const Self& self, const Whole& count) {
            static_cast<void>(self.get());
            if (count.value < 0) refuse("a number of subjects is not below zero");
            return GivenAnswers{{{.state = State::not_applicable, .count = static_cast<std::uint64_t>(count.value)}}};
          },
          py::arg("count") = 1, "The rule does not speak of so many of the subjects.")
      .def("__repr__", [](const Self& self) {
        return self.view ? "<hibah.GrantView " + self.view->grant().id + ">" : std::string("<hibah.GrantView>");
      });
}

}  // namespace

std::string page_of(const RuleInfo& rule, Language language, const Utf8& regulation, bool colour, const Utf8& format) {
  const Regulation law = builtin_regulation(regulation.bytes);
  if (format.bytes == "markdown") return explain_markdown({.info = rule}, law, language);
  if (format.bytes != "text") throw UsageError(ErrorCode::unknown_name, "format is text or markdown, not " + shortened(format.bytes));
  return explain_text({.info = rule}, law, TextStyle{language, colour});
}

OwnRules::OwnRules(const py::object& given) {
  if (given.is_none()) return;
  for (const py::handle each : py::iter(given)) {
    if (!py::isinstance<OwnRule>(each)) refuse("rules are functions with the decorator hibah.rule, not " + type_name(each));
    rules_.push_back(each.cast<std::shared_ptr<OwnRule>>());
  }
}

Catalogue OwnRules::named() const {
  Catalogue all = builtin_catalogue();
  for (const std::shared_ptr<OwnRule>& rule : rules_) all.add({.info = rule->info});
  return all;
}

Catalogue OwnRules::catalogue(const std::shared_ptr<const Portfolio>& portfolio, const CheckOptions& options) const {
  Catalogue all = builtin_catalogue();
  if (rules_.empty()) return all;
  auto context = std::make_shared<py::object>();
  Settings settings;
  for (const auto& [key, value] : portfolio->settings) settings.set(key, value);
  for (const auto& [key, value] : options.settings) settings.set(key, value);
  *context = py::cast(Context{portfolio, options.as_of, settings.all()});
  const std::shared_ptr<const py::object> shared(context.get(), [context](const py::object*) mutable {
    const py::gil_scoped_acquire lock;
    context.reset();
  });
  for (const std::shared_ptr<OwnRule>& rule : rules_) {
    all.add({.info = rule->info, .check_grant = [own = rule.get(), portfolio, shared](const GrantView& view, Verdicts& out) {
               run(view, *own, portfolio, *shared, out);
             }});
  }
  return all;
}

void bind_own_rules(py::module_& module) {
  py::class_<Context>(module, "Context", "What a rule is told beside the grant.")
      .def_readonly("as_of", &Context::as_of)
      .def_property_readonly("settings",
                             [](const Context& self) {
                               py::dict settings;
                               for (const auto& [key, value] : self.settings) settings[text_of(key)] = text_of(value);
                               return settings;
                             })
      .def(
          "words", [](Context& self, const Utf8& column) { return words_of(self, column.bytes); }, py::arg("column"),
          "The words that the numbers of a column (stage, account, payee, destination) stand for; number 0 is the empty cell.")
      .def_property_readonly_static(
          "kinds",
          [](const py::object&) {
            py::list names;
            for (const EntryKind kind : bookable) names.append(py::str(name_of(kind)));
            return py::tuple(names);
          },
          "The names of the numbers of kinds.");
  bind_seen(module);
  bind_grant(module);
  py::class_<OwnRule, std::shared_ptr<OwnRule>>(module, "Rule", "A rule of one's own: a function with what is said of it. See hibah.rule.")
      .def(py::init(&own_rule), py::arg("function"), py::kw_only(), py::arg("code"), py::arg("name"), py::arg("title"), py::arg("severity"),
           py::arg("subject"), py::arg("basis"), py::arg("needs"), py::arg("kinds"), py::arg("columns"), py::arg("page"))
      .def_property_readonly("info", py::cpp_function([](const OwnRule& self) { return self.info; }, py::keep_alive<0, 1>()))
      .def_property_readonly("function", [](const OwnRule& self) { return self.function; })
      .def(
          "explain",
          [](const OwnRule& self, Language language, const Utf8& regulation, bool colour, const Utf8& format) {
            return text_of(page_of(self.info, language, regulation, colour, format));
          },
          py::arg("lang") = "id", py::kw_only(), py::arg("regulation") = "permendagri-41-2020", py::arg("colour") = false,
          py::arg("format") = "text", "The page of the rule.")
      .def(
          "__call__", [](const OwnRule& self, const py::object& grant, const py::object& context) { return self.function(grant, context); },
          py::arg("grant"), py::arg("context"))
      .def("__repr__", [](const OwnRule& self) { return text_of("<hibah.Rule " + std::string(self.info.code) + ">"); });
}

}  // namespace hibah::bindings
