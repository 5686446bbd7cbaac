#include <doctest/doctest.h>

#include <libhibah/law/regulation.hpp>

using namespace hibah;

namespace {

Regulation two_schedules() {
  Regulation regulation;
  regulation.schedules.push_back({{Role::organiser, Role::supervisor}, {{parse_share("40%"), parse_deadline("signed + 14 working days")}}});
  regulation.schedules.push_back({{Role::other}, {{parse_share("100%"), parse_deadline("signed + 30 days")}}});
  regulation.basis = {{{"T201", "A103"}, "Permendagri 41/2020", "Pasal 16 ayat (4)", Mark::press, "https://example.org/a"},
                      {{"R406"}, "Perpres 12/2021", "", Mark::memory, ""},
                      {{"T201"}, "NPHD", "", std::nullopt, ""}};
  return regulation;
}

}  // namespace

TEST_CASE("every role has a name and is found by it") {
  for (const Role role : {Role::organiser, Role::supervisor, Role::police, Role::military, Role::other}) {
    CHECK_FALSE(name_of(role).empty());
    CHECK(role_of(name_of(role)) == role);
  }
  CHECK(role_of("organiser") == Role::organiser);
  CHECK(role_of("military") == Role::military);
  CHECK_FALSE(role_of("Organiser"));
  CHECK_FALSE(role_of("kpu"));
  CHECK_FALSE(role_of(""));
}

TEST_CASE("every mark of a basis has a name and is found by it") {
  for (const Mark mark : {Mark::read, Mark::press, Mark::memory}) CHECK(mark_of(name_of(mark)) == mark);
  CHECK(mark_of("press") == Mark::press);
  CHECK_FALSE(mark_of("rumour"));
  CHECK_FALSE(mark_of(""));
}

TEST_CASE("a role has the schedule that names it, and none where none does") {
  const Regulation regulation = two_schedules();
  CHECK(regulation.schedule_of(Role::organiser) == &regulation.schedules[0]);
  CHECK(regulation.schedule_of(Role::supervisor) == &regulation.schedules[0]);
  CHECK(regulation.schedule_of(Role::other) == &regulation.schedules[1]);
  CHECK(regulation.schedule_of(Role::police) == nullptr);
  CHECK(regulation.schedule_of(Role::military) == nullptr);
}

TEST_CASE("a rule gets every basis that names it, in the file's order and with its own mark") {
  const Regulation regulation = two_schedules();
  const std::vector<Basis> late = regulation.basis_of("T201");
  REQUIRE(late.size() == 2);
  CHECK(late[0] == regulation.basis[0]);
  CHECK(late[0].mark == Mark::press);
  CHECK(late[1].instrument == "NPHD");
  CHECK_FALSE(late[1].mark);
  CHECK(regulation.basis_of("R406").size() == 1);
  CHECK(regulation.basis_of("T20").empty());
  CHECK(regulation.basis_of("").empty());
}
