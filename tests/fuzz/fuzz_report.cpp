// Any bytes as the JSON of a report: it is read, can be compared and shown, and reads the same again, or its problems are told.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <libhibah/checks/catalogue.hpp>
#include <libhibah/io/json.hpp>
#include <libhibah/io/render.hpp>
#include <libhibah/io/report_reader.hpp>
#include <libhibah/io/sarif.hpp>
#include <libhibah/reports/comparison.hpp>

using namespace hibah;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    for (const Report& report : reports_of(text, "report.json")) {
      const std::string json = to_json(report);
      static_cast<void>(to_text(report, {}));
      static_cast<void>(to_sarif(report, Catalogue{}));
      const std::vector<Report> again = reports_of(json, "again.json");
      if (again.size() != 1 || to_json(again.front()) != json) std::abort();
      static_cast<void>(to_json(comparison(report, again.front())));
    }
  } catch (const InputError&) {
  }
  return 0;
}
