#include <libhibah/law/regulation.hpp>

#include <algorithm>

namespace hibah {

std::string_view name_of(Role role) noexcept {
  switch (role) {
    case Role::organiser:
      return "organiser";
    case Role::supervisor:
      return "supervisor";
    case Role::police:
      return "police";
    case Role::military:
      return "military";
    case Role::other:
      return "other";
  }
  return {};
}

std::optional<Role> role_of(std::string_view name) noexcept {
  for (const Role role : {Role::organiser, Role::supervisor, Role::police, Role::military, Role::other}) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

const LegalSchedule* Regulation::schedule_of(Role role) const noexcept {
  const auto found = std::find_if(schedules.begin(), schedules.end(), [&](const LegalSchedule& schedule) {
    return std::find(schedule.roles.begin(), schedule.roles.end(), role) != schedule.roles.end();
  });
  return found == schedules.end() ? nullptr : &*found;
}

std::vector<Basis> Regulation::basis_of(std::string_view code) const {
  std::vector<Basis> rows;
  std::copy_if(basis.begin(), basis.end(), std::back_inserter(rows),
               [&](const Basis& row) { return std::find(row.rules.begin(), row.rules.end(), code) != row.rules.end(); });
  return rows;
}

}  // namespace hibah
