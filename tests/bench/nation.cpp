#include "nation.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <libhibah/calendar/date.hpp>
#include <libhibah/money/notation.hpp>
#include <libhibah/money/rupiah.hpp>

namespace {

using hibah::Date;
using hibah::Rupiah;

/// SplitMix64: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool one_in(std::uint64_t odds) { return below(odds) == 0; }

 private:
  std::uint64_t state_;
};

struct Window {
  const char* stage;
  Date start;
  Date end;
};

// Stages of pilkada-2024 with both ends; all after the first disbursement of every grant.
const std::array<Window, 8> windows{{
    {"ADHOC_FORM", Date::from_ymd(2024, 4, 17), Date::from_ymd(2024, 11, 5)},
    {"DP4", Date::from_ymd(2024, 4, 24), Date::from_ymd(2024, 5, 31)},
    {"VOTER_LIST", Date::from_ymd(2024, 5, 31), Date::from_ymd(2024, 9, 23)},
    {"CAND_REG", Date::from_ymd(2024, 8, 27), Date::from_ymd(2024, 8, 29)},
    {"CAND_CHECK", Date::from_ymd(2024, 8, 27), Date::from_ymd(2024, 9, 21)},
    {"CAMPAIGN", Date::from_ymd(2024, 9, 25), Date::from_ymd(2024, 11, 23)},
    {"VOTE", Date::from_ymd(2024, 11, 27), Date::from_ymd(2024, 11, 27)},
    {"COUNT_RECAP", Date::from_ymd(2024, 11, 27), Date::from_ymd(2024, 12, 16)},
}};

const std::array<const char*, 23> accounts{"521111", "521115", "521119", "521211", "521213", "521219", "521811", "522111",
                                           "522112", "522113", "522131", "522141", "522151", "522191", "523111", "523121",
                                           "524111", "524113", "524114", "524119", "532111", "533111", "526111"};

constexpr std::size_t line_count = windows.size() * accounts.size();  // 184 a grant

struct Row {
  Date date;
  std::size_t line;
  std::int64_t sen;
  std::uint64_t payee;
  std::string voucher;
  std::uint64_t number;
};

struct Truth {
  std::uint64_t over_ceiling = 0;
  std::uint64_t outside_stage = 0;
  std::uint64_t voucher_reused = 0;
  std::uint64_t below_zero = 0;
  std::map<std::size_t, std::int64_t> realised;  // by line, over all grants
};

Date day_for(const Window& window, Random& random, Truth& truth) {
  switch (random.below(200)) {
    case 0:
      ++truth.outside_stage;
      return hibah::add_days(window.start, -1);
    case 1:
      ++truth.outside_stage;
      return hibah::add_days(window.end, 1);
    case 2:
      return window.start;
    case 3:
      return window.end;
    default:
      return hibah::add_days(window.start, static_cast<int>(random.below(static_cast<std::uint64_t>(window.end - window.start) + 1)));
  }
}

/// A number with leading zeros.
std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string grant_id(std::size_t grant) {
  return "hibah-" + padded(grant, 5);
}

std::vector<Row> rows_of(std::size_t grant, std::size_t count, Random& random, Truth& truth) {
  std::vector<Row> rows;
  rows.reserve(count);
  std::uint64_t voucher = 0;
  while (rows.size() < count) {
    Row row;
    row.line = random.below(line_count);
    row.date = day_for(windows[row.line / accounts.size()], random, truth);
    row.sen = static_cast<std::int64_t>(random.below(2'000'000) + 1) * 100 +
              (random.one_in(10) ? static_cast<std::int64_t>(random.below(100)) : 0);
    row.payee = random.below(40'000);
    row.number = rows.size();
    row.voucher = "BKK/" + padded(grant, 5) + "/" + padded(voucher++, 7);
    rows.push_back(row);
    // An honest list: several payees under one voucher on one day.
    for (std::uint64_t more = random.one_in(8) ? random.below(3) + 1 : 0; more > 0 && rows.size() < count; --more) {
      Row next = row;
      next.payee = row.payee + more;
      next.number = rows.size();
      truth.outside_stage +=
          (next.date < windows[next.line / accounts.size()].start || windows[next.line / accounts.size()].end < next.date) ? 1 : 0;
      rows.push_back(next);
    }
  }
  // A voucher of one row stands again on another day.
  if (rows.size() > 20 && random.one_in(3)) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].date != rows[0].date && rows[i].voucher != rows[0].voucher &&
          (i + 1 == rows.size() || rows[i + 1].voucher != rows[i].voucher) && rows[i - 1].voucher != rows[i].voucher) {
        rows[i].voucher = rows[0].voucher;
        ++truth.voucher_reused;
        break;
      }
    }
  }
  return rows;
}

std::string plain(std::int64_t sen) {
  return hibah::to_plain(Rupiah::from_sen(sen));
}

void write_portfolio(std::ofstream& out, const std::vector<std::int64_t>& agreed) {
  out << "format = 1\nname = \"Portofolio uji beban\"\ngrantor = \"Pemerintah Contoh\"\nelection = \"pilkada-2024\"\nregulation = "
         "\"permendagri-41-2020\"\n"
         "notation = \"plain\"\n\n[settings]\nR401.days_before = 0\nR401.days_after = 0\n";
  for (std::size_t grant = 0; grant < agreed.size(); ++grant) {
    out << "\n[[grant]]\nid = \"" << grant_id(grant) << "\"\nrecipient = \"Penerima " << grant
        << "\"\nrole = \"organiser\"\nsigned = 2024-02-01\namount = \"" << hibah::to_text(Rupiah::from_sen(agreed[grant]))
        << "\"\n\n  [[grant.tranche]]\n  share = \"100%\"\n  due = \"signed + 14 working days\"\n";
  }
}

void write_grant(std::size_t grant, std::size_t count, Random& random, Truth& truth, std::ofstream& budget, std::ofstream& journal,
                 std::vector<std::int64_t>& agreed) {
  const std::string id = grant_id(grant);
  std::vector<Row> rows = rows_of(grant, count, random, truth);
  std::array<std::int64_t, line_count> spent{};
  std::int64_t total = 0;
  for (const Row& row : rows) {
    spent[row.line] += row.sen;
    truth.realised[row.line] += row.sen;
    total += row.sen;
  }
  for (std::size_t line = 0; line < line_count; ++line) {
    std::int64_t ceiling = spent[line];  // exactly at the ceiling
    const std::uint64_t choice = random.below(300);
    if (choice == 0 && ceiling > 0) {
      --ceiling;  // one sen above it
      ++truth.over_ceiling;
    } else if (choice > 150) {
      ceiling += static_cast<std::int64_t>(random.below(1'000'000)) * 100;
    }
    budget << id << ',' << windows[line / accounts.size()].stage << ',' << accounts[line % accounts.size()] << ',' << plain(ceiling)
           << ",Pagu\n";
  }
  std::int64_t disbursed = total;
  if (total > 0 && random.one_in(10)) {
    --disbursed;  // one sen short at the last payment
    ++truth.below_zero;
  }
  agreed.push_back(total + 100);
  journal << id << "-D,2024-02-05,"
          << "disbursement," << id << ",,," << plain(disbursed) << ",,,Pencairan sekaligus\n";
  for (const Row& row : rows) {
    journal << id << '-' << row.number << ',' << hibah::to_iso(row.date) << ",realisation," << id << ','
            << windows[row.line / accounts.size()].stage << ',' << accounts[row.line % accounts.size()] << ',' << plain(row.sen)
            << ",Penerima Honor " << row.payee << ',' << row.voucher << ",Pembayaran kegiatan tahapan\n";
  }
}

}  // namespace

namespace hibah::bench {

void write_nation(const std::filesystem::path& folder, const Nation& nation) {
  const std::uint64_t grants = std::max<std::uint64_t>(1, nation.grants);
  Random random(nation.seed);
  std::filesystem::create_directories(folder);
  std::ofstream budget(folder / "budget.csv", std::ios::binary);
  std::ofstream journal(folder / "journal.csv", std::ios::binary);
  budget << "grant,stage,account,ceiling,description\n";
  journal << "id,date,kind,grant,stage,account,amount,payee,voucher,description\n";
  Truth truth;
  std::vector<std::int64_t> agreed;
  for (std::uint64_t grant = 0; grant < grants; ++grant) {
    const std::uint64_t share = nation.rows / grants + (grant < nation.rows % grants ? 1 : 0);
    write_grant(grant, share, random, truth, budget, journal, agreed);
  }
  std::ofstream portfolio(folder / "portfolio.toml", std::ios::binary);
  write_portfolio(portfolio, agreed);
  std::ofstream out(folder / "truth.txt", std::ios::binary);
  out << "B301 " << truth.over_ceiling << "\nR401 " << truth.outside_stage << "\nR402 " << truth.below_zero << "\nR404 "
      << truth.voucher_reused << '\n';
  for (const auto& [line, sen] : truth.realised) {
    out << "realised " << windows[line / accounts.size()].stage << ' ' << accounts[line % accounts.size()] << ' ' << plain(sen) << '\n';
  }
}

}  // namespace hibah::bench
