// libhibah: Regulation — limits and shares with their legal basis, valid from a day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libhibah/calendar/deadline.hpp>
#include <libhibah/law/basis.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace hibah {

/// What a recipient is in the election.
enum class Role : std::uint8_t { organiser, supervisor, police, military, other };

[[nodiscard]] std::string_view name_of(Role role) noexcept;  ///< organiser, supervisor, police, military, other
[[nodiscard]] std::optional<Role> role_of(std::string_view name) noexcept;

/// The least that the law asks of one tranche.
struct ScheduleStep {
  Ratio minimum_share;
  Deadline latest;
};

struct LegalSchedule {
  std::vector<Role> roles;
  std::vector<ScheduleStep> tranches;
};

/// Limits of direct procurement for contracts dated from `valid_from`.
struct DirectProcurement {
  Date valid_from;
  Rupiah goods;
  Rupiah construction;
};

struct Regulation {
  std::string id;
  std::string name;
  std::optional<Date> valid_from;  ///< absent where the day is not known
  std::optional<Date> sign_until;  ///< last day of signing, where the regulation has one
  bool cuti_bersama_is_working_day = false;
  std::optional<Deadline> use_until;  ///< last day of use
  std::optional<Deadline> report_due;
  std::optional<Deadline> return_due;
  std::vector<LegalSchedule> schedules;
  std::vector<DirectProcurement> direct_procurement;  ///< ascending by valid_from
  std::vector<Basis> basis;

  /// The schedule of a role; null where the law has none.
  [[nodiscard]] const LegalSchedule* schedule_of(Role role) const noexcept;
  /// What the regulation says that rule `code` rests on.
  [[nodiscard]] std::vector<Basis> basis_of(std::string_view code) const;
};

}  // namespace hibah
