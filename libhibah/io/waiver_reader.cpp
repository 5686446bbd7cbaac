#include <libhibah/io/waiver_reader.hpp>

#include <string_view>
#include <utility>

#include <libhibah/base/limits.hpp>
#include <libhibah/io/detail/toml_fields.hpp>
#include <libhibah/io/toml_reader.hpp>

namespace hibah {

namespace {

using detail::TomlFields;

std::optional<std::uint32_t> grant_of(TomlFields& row, const WaiverReading& reading) {
  const auto id = row.text("grant");
  if (!id) return std::nullopt;
  const auto grant = reading.portfolio->find_grant(trimmed(*id));
  if (!grant) {
    std::vector<std::string_view> ids;
    for (const Grant& each : reading.portfolio->grants) ids.push_back(each.id);
    row.problem(ErrorCode::grant_unknown, "grant", *id, std::string(nearest(*id, ids)));
  }
  return grant;
}

std::string stage_of(TomlFields& row, const WaiverReading& reading) {
  std::string stage = row.find("stage") ? std::string(trimmed(row.filled_text("stage"))) : std::string{};
  if (!stage.empty() && reading.stages && !reading.stages->contains(stage)) {
    const std::vector<std::string_view> codes(reading.stages->begin(), reading.stages->end());
    row.problem(ErrorCode::stage_unknown, "stage", stage, std::string(nearest(stage, codes)));
  }
  return stage;
}

/// A key that may be left out, but says something where it stands: an empty one would narrow nothing down.
std::string key_of(TomlFields& row, std::string_view key) {
  return row.find(key) ? std::string(trimmed(row.filled_text(key))) : std::string{};
}

Waiver read_waiver(TomlFields& row, const WaiverReading& reading) {
  row.require({"rule", "requested_by", "approved_by", "issued", "expires"});
  Waiver waiver;
  waiver.rule = std::string(trimmed(row.filled_text("rule")));
  waiver.grant = grant_of(row, reading);
  waiver.tranche = row.integer("tranche", 1, static_cast<std::int64_t>(limits::max_tranches));
  waiver.stage = stage_of(row, reading);
  waiver.account = key_of(row, "account");
  waiver.voucher = key_of(row, "voucher");
  waiver.entry = key_of(row, "entry");
  waiver.justification = row.text("justification").value_or("");  // none is a finding (W903), as a short one
  waiver.requested_by = row.filled_text("requested_by");
  waiver.approved_by = row.filled_text("approved_by");
  waiver.issued = row.date("issued").value_or(Date{});
  waiver.expires = row.date("expires").value_or(Date{});
  waiver.document = row.text("document").value_or("");
  return waiver;
}

}  // namespace

std::vector<Waiver> read_waivers(const std::string& bytes, const std::string& name, std::uint32_t file, const WaiverReading& reading) {
  std::vector<Problem> faults;
  const TomlValue root = parse_toml(bytes, name, faults);
  for (Problem& fault : faults) reading.problems->add(std::move(fault));
  if (!faults.empty()) return {};
  const detail::LinePlaces places(bytes, file);
  TomlFields fields(root, "", name, *reading.problems, {"waiver"});
  const auto tables = fields.tables("waiver");
  std::vector<Waiver> waivers;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TomlFields row(*tables[i], "waiver[" + std::to_string(i + 1) + "]", name, *reading.problems,
                   {"rule", "grant", "tranche", "stage", "account", "voucher", "entry", "justification", "requested_by", "approved_by",
                    "issued", "expires", "document"});
    waivers.push_back(read_waiver(row, reading));
    waivers.back().where = places.at(row.line());
  }
  return waivers;
}

}  // namespace hibah
