// libhibah: agreement fields — tranches and addenda as they are written in TOML, in a portfolio or in a file of changes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/agreement/grant.hpp>
#include <libhibah/io/detail/toml_fields.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah::detail {

/// True where the bytes are text that TOML can be; else a problem is added: empty, NUL, not UTF-8.
bool check_toml_bytes(std::string_view bytes, const std::string& name, Problems& problems);

/// Where the lines of a TOML file begin.
class LinePlaces {
 public:
  LinePlaces() = default;
  /// `file` is its number among the inputs.
  LinePlaces(std::string_view bytes, std::uint32_t file);
  [[nodiscard]] SourceRef at(std::uint32_t line) const noexcept;

 private:
  std::uint32_t file_ = SourceRef::no_file;
  std::vector<std::size_t> lines_;
};

/// Adds to a total that some rule or report will make; the key where it stops fitting is told, once.
void check_total(RupiahSum& total, Rupiah amount, TomlFields& fields, std::string_view key);

/// What the tables of an agreement are read with.
struct AgreementReading {
  const std::string* file = nullptr;  ///< the name that problems carry
  Problems* problems = nullptr;
  const LinePlaces* places = nullptr;
  std::function<void(TomlFields&, std::string_view key, const std::optional<Deadline>&)> check_deadline = {};
};

/// `[[path.tranche]]`.
[[nodiscard]] std::vector<Tranche> read_tranches(TomlFields& fields, const std::string& path, const AgreementReading& reading);
/// One addendum; `row` is its table, the keys of which its caller has checked.
[[nodiscard]] Addendum read_addendum(TomlFields& row, const std::string& path, const AgreementReading& reading);

}  // namespace hibah::detail
