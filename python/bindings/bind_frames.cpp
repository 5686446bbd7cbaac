#include <cerrno>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include <libhibah/io/append.hpp>
#include <libhibah/io/arrow.hpp>
#include <libhibah/io/portfolio_reader.hpp>

#include "bound.hpp"

namespace hibah::bindings {
namespace {

/// A dataframe of Python as a stream. It is asked for its own stream when the first columns are wanted and not before: a query of DuckDB
/// ends when the next one on its connection begins, so frames are asked one after the other.
class FrameStream {
 public:
  FrameStream(py::object frame, std::exception_ptr& fault) : frame_(std::move(frame)), fault_(&fault) {}

  /// Fills `out`, which owns the frame from then on.
  static void give(std::unique_ptr<FrameStream> self, ArrowArrayStream& out) {
    out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) { return of(stream).schema(*schema); };
    out.get_next = [](ArrowArrayStream* stream, ArrowArray* array) { return of(stream).inner_.get_next(&of(stream).inner_, array); };
    out.get_last_error = [](ArrowArrayStream* stream) { return of(stream).reason(); };
    out.release = [](ArrowArrayStream* stream) {
      const py::gil_scoped_acquire lock;
      delete &of(stream);
      stream->release = nullptr;
    };
    out.private_data = self.release();
  }
  FrameStream(const FrameStream&) = delete;
  FrameStream& operator=(const FrameStream&) = delete;
  ~FrameStream() {
    if (inner_.release) inner_.release(&inner_);
  }

 private:
  static FrameStream& of(ArrowArrayStream* stream) { return *static_cast<FrameStream*>(stream->private_data); }

  int schema(ArrowSchema& out) {
    {
      const py::gil_scoped_acquire lock;
      try {
        open();
      } catch (...) {  // no exception may pass a C interface: it is thrown on by whoever asked for the frames
        *fault_ = std::current_exception();
        return EIO;
      }
    }
    return inner_.get_schema(&inner_, &out);
  }

  void open() {
    if (py::hasattr(frame_, "__arrow_c_stream__")) {
      const py::object capsule = frame_.attr("__arrow_c_stream__")();
      inner_ = taken<ArrowArrayStream>(capsule, "arrow_array_stream");
      return;
    }
    const py::tuple pair = frame_.attr("__arrow_c_array__")();
    auto schema = taken<ArrowSchema>(pair[0], "arrow_schema");
    auto array = taken<ArrowArray>(pair[1], "arrow_array");
    stream_of(schema, array, inner_);
  }

  /// What stands in a capsule, which is empty afterwards.
  template <class Structure>
  static Structure taken(const py::object& capsule, const char* name) {
    auto* const inside = static_cast<Structure*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (!inside) throw py::error_already_set();
    if (!inside->release) throw UsageError(ErrorCode::invalid_argument, "a frame whose Arrow stream was taken already");
    return std::exchange(*inside, Structure{});
  }

  const char* reason() { return inner_.release && inner_.get_last_error ? inner_.get_last_error(&inner_) : nullptr; }

  py::object frame_;
  std::exception_ptr* fault_;
  ArrowArrayStream inner_{};
};

bool is_frame(const py::object& object) {
  return py::hasattr(object, "__arrow_c_stream__") || py::hasattr(object, "__arrow_c_array__");
}

/// Frames on their way into a portfolio.
struct FrameArguments {
  ArrowArrayStream streams[4]{};
  Frames frames;
  std::exception_ptr fault;  // what Python raised while it made a stream

  FrameArguments(const py::object& journal, const py::object& budget, const py::object& documents, const py::object& bank) {
    check(journal, "journal");
    check(budget, "budget");
    check(documents, "documents");
    check(bank, "bank");
    frames.journal = add(journal, streams[0]);
    frames.budget = add(budget, streams[1]);
    frames.documents = add(documents, streams[2]);
    frames.bank = add(bank, streams[3]);
  }
  FrameArguments(const FrameArguments&) = delete;
  FrameArguments& operator=(const FrameArguments&) = delete;
  ~FrameArguments() {
    for (ArrowArrayStream& stream : streams) {
      if (stream.release) stream.release(&stream);
    }
  }

 private:
  static void check(const py::object& frame, const char* name) {
    if (frame.is_none() || is_frame(frame)) return;
    throw UsageError(ErrorCode::invalid_argument, std::string(name) + " is a " + type_name(frame) +
                                                      ", which does not speak the Arrow PyCapsule protocol: pass a pyarrow table, a "
                                                      "polars or pandas frame, a DuckDB relation, or what else has __arrow_c_stream__");
  }
  ArrowArrayStream* add(const py::object& frame, ArrowArrayStream& stream) {
    if (frame.is_none()) return nullptr;
    FrameStream::give(std::make_unique<FrameStream>(frame, fault), stream);
    return &stream;
  }
};

/// Whether the argument is a path, and not the text of a TOML file.
bool is_path(const py::object& portfolio) {
  if (!PyUnicode_Check(portfolio.ptr())) return true;
  const std::string text = bytes_of(portfolio);
  if (text.find('\n') != std::string::npos) return false;
  std::error_code fault;
  return text.find('=') == std::string::npos || std::filesystem::exists(text, fault);
}

/// What `read` makes of the frames. A fault of a frame's own comes out as it was, not as an unreadable stream.
template <typename Read>
std::shared_ptr<Portfolio> of_frames(FrameArguments& arguments, const Read& read) {
  try {
    return shared_with_python(released(read));
  } catch (const InputError&) {
    if (arguments.fault) std::rethrow_exception(arguments.fault);
    throw;
  }
}

std::shared_ptr<Portfolio> from_frames(const py::object& portfolio, const py::object& journal, const py::object& budget,
                                       const py::object& documents, const py::object& bank, const py::object& waivers, bool keep_ids,
                                       const Whole& threads, const py::object& progress) {
  FrameArguments arguments(journal, budget, documents, bank);
  arguments.frames.is_file = is_path(portfolio);
  const std::string given = arguments.frames.is_file ? path_of(portfolio) : bytes_of(portfolio);
  if (!waivers.is_none()) {
    arguments.frames.is_waivers_file = is_path(waivers);
    arguments.frames.waivers = arguments.frames.is_waivers_file ? path_of(waivers) : bytes_of(waivers);
  }
  LoadOptions options;
  options.threads = to_threads(threads);
  options.progress = to_progress(progress, "rows");
  options.keep_ids = keep_ids;
  return of_frames(arguments, [&] { return load_frames(given, arguments.frames, options); });
}

std::shared_ptr<Portfolio> appended(const Portfolio& self, const py::object& journal, const std::optional<Utf8>& name, const Whole& threads,
                                    const py::object& progress) {
  LoadOptions options;
  options.threads = to_threads(threads);
  options.keep_ids = true;  // who appends once will append again
  const std::string input = name ? name->bytes : std::string{};
  if (!is_frame(journal)) {
    const std::string path = path_of(journal);
    options.progress = to_progress(progress, "bytes");
    return shared_with_python(released([&] { return append(self, path, options, input); }));
  }
  options.progress = to_progress(progress, "rows");
  FrameArguments arguments(journal, py::none(), py::none(), py::none());
  return of_frames(arguments, [&] { return append_frame(self, *arguments.frames.journal, options, input); });
}

/// The portfolio for whoever reads the stream, with or without the interpreter's lock: the last owner of a portfolio of Python must have it.
std::shared_ptr<const Portfolio> for_any_thread(std::shared_ptr<const Portfolio> owner) {
  const Portfolio* const portfolio = owner.get();
  return {portfolio, [owner = std::move(owner)](const Portfolio*) mutable {
            const py::gil_scoped_acquire lock;
            owner.reset();
          }};
}

py::object journal_stream(const BoundJournal& self, const py::object& /*requested_schema*/) {
  auto stream = std::make_unique<ArrowArrayStream>();
  released([&] {
    export_journal(for_any_thread(self.portfolio), *stream);
    return true;
  });
  return capsule_of(std::move(stream), "arrow_array_stream");
}

py::object journal_schema(const BoundJournal& self) {
  auto schema = std::make_unique<ArrowSchema>();
  export_journal_schema(*self.portfolio, *schema);
  return capsule_of(std::move(schema), "arrow_schema");
}

}  // namespace

void bind_frames(py::module_& module) {
  py::class_<BoundJournal>(
      module, "Journal",
      "The entries of a portfolio in columns. Speaks the Arrow PyCapsule protocol, without a copy: amount_sen is whole "
      "sen (1/100 rupiah) as int64.")
      .def("__len__", [](const BoundJournal& self) { return self.portfolio->journal->size(); })
      .def("__arrow_c_stream__", &journal_stream, py::arg("requested_schema") = py::none())
      .def("__arrow_c_schema__", &journal_schema)
      .def("__repr__", [](const BoundJournal& self) {
        return text_of("<hibah.Journal: " + std::to_string(self.portfolio->journal->size()) + " entries>");
      });
  bound_class<PortfolioClass>(module, "Portfolio")
      .def_static("from_frames", &from_frames, py::arg("portfolio"), py::kw_only(), py::arg("journal") = py::none(),
                  py::arg("budget") = py::none(), py::arg("documents") = py::none(), py::arg("bank") = py::none(),
                  py::arg("waivers") = py::none(), py::arg("keep_ids") = false, py::arg("threads") = 0, py::arg("progress") = py::none(),
                  "Rows from dataframes; all else from a portfolio.toml (and a waivers.toml), by its path or as text. A frame is whatever "
                  "speaks the Arrow "
                  "PyCapsule protocol.")
      .def("append", &appended, py::arg("journal"), py::kw_only(), py::arg("name") = py::none(), py::arg("threads") = 0,
           py::arg("progress") = py::none(),
           "A new portfolio with further journal rows, of a CSV file or a frame, behind those of this one, which stays as it is. Nothing "
           "that was read is read or copied again.")
      .def_property_readonly(
          "journal",
          [](const std::shared_ptr<Portfolio>& self) -> py::object { return self->journal ? py::cast(BoundJournal{self}) : py::none(); },
          "The entries in columns, for Arrow; None where the portfolio has no journal.");
}

}  // namespace hibah::bindings
