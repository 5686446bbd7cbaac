// A calendar of the decreed days off around the case studies of the calendar floor: May 2020, March 2024, Idul Fitri 2025.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <libhibah/calendar/work_calendar.hpp>

inline hibah::WorkCalendar sample_calendar() {
  using hibah::Date;
  using hibah::Holiday;
  using hibah::HolidayKind;
  using hibah::parse_date;
  constexpr std::string_view skb_2025 = "SKB 1017/2/2 2024";
  std::vector<Holiday> off;
  const auto add = [&off](HolidayKind kind, std::string_view decree, std::string_view name, std::initializer_list<std::string_view> days) {
    for (const auto day : days) off.push_back({parse_date(day), kind, std::string(name), std::string(decree), "", {}});
  };
  add(HolidayKind::national, "SKB 728/213/01", "Hari Raya Idul Fitri", {"2020-05-24", "2020-05-25"});
  add(HolidayKind::national, "SKB 728/213/01", "Kenaikan Yesus Kristus", {"2020-05-21"});
  add(HolidayKind::national, "SKB 855/3/4 2023", "Hari Suci Nyepi", {"2024-03-11"});
  add(HolidayKind::cuti_bersama, "SKB 855/3/4 2023", "Cuti Bersama Hari Suci Nyepi", {"2024-03-12"});
  add(HolidayKind::cuti_bersama, skb_2025, "Cuti Bersama Hari Raya Idul Fitri", {"2025-04-02", "2025-04-03", "2025-04-04", "2025-04-07"});
  add(HolidayKind::cuti_bersama, skb_2025, "Cuti Bersama Hari Suci Nyepi", {"2025-03-28"});
  add(HolidayKind::national, skb_2025, "Hari Suci Nyepi", {"2025-03-29"});
  add(HolidayKind::national, skb_2025, "Hari Raya Idul Fitri", {"2025-03-31", "2025-04-01"});
  add(HolidayKind::national, skb_2025, "Wafat Yesus Kristus", {"2025-04-18"});
  off.push_back(
      {parse_date("2025-08-18"), HolidayKind::cuti_bersama, "Cuti Bersama Hari Kemerdekaan", "SKB 933/1/3", "", parse_date("2025-08-07")});

  const auto joint_leave = [](std::string_view day, std::string_view known_from) {
    return Holiday{parse_date(day), HolidayKind::cuti_bersama, "Cuti Bersama Idul Fitri", "SKB 728/213/01", "", parse_date(known_from)};
  };
  return {"sample",
          parse_date("2019-01-01"),
          parse_date("2026-12-31"),
          std::move(off),
          {{joint_leave("2020-05-26", "2019-08-28"), "SKB 391/02/02", parse_date("2020-04-09")},
           {joint_leave("2020-05-28", "2020-03-09"), "SKB 391/02/02", parse_date("2020-04-09")},
           {joint_leave("2022-07-11", "2019-08-28"), "unknown", {}}}};
}
