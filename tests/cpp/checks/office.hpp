// A small office for the tests of the checks: a portfolio put together in memory, row by row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libhibah/checks/engine.hpp>
#include <libhibah/journal/journal_builder.hpp>
#include <libhibah/money/notation.hpp>

namespace hibah::test {

/// One row of a journal, as a treasurer writes it.
struct Row {
  std::string id = {};
  std::string date = "2024-06-01";
  EntryKind kind = EntryKind::realisation;
  std::uint32_t grant = 0;
  std::int64_t rupiah = 1'000'000;
  std::string payee = {};
  std::string voucher = {};
  std::string account = "521211";
  std::string destination = {};
};

inline Grant grant(std::string id, std::string_view signed_on = "2023-11-10") {
  Grant grant;
  grant.id = std::move(id);
  grant.recipient = "KPU Kabupaten Contoh";
  grant.role = Role::organiser;
  grant.signed_on = parse_date_span(signed_on);
  grant.amount = Rupiah::from_rupiah(1'000'000'000);
  return grant;
}

/// A portfolio of `grants` whose period of use ended on 12 January 2025 and whose money is to be back by 12 April 2025.
inline Portfolio office(std::vector<Grant> grants) {
  Portfolio portfolio(WorkCalendar("none", parse_date("2019-01-01"), parse_date("2026-12-31"), {}));
  portfolio.name = "Hibah Pilkada 2024 Kabupaten Contoh";
  portfolio.timetable.id = "contoh";
  portfolio.timetable.versions.push_back({"PKPU contoh", parse_date("2023-01-01"), parse_date("2024-11-27"), {}, {}});
  portfolio.regulation.id = "contoh";
  portfolio.regulation.use_until = parse_deadline("2025-01-12");
  portfolio.regulation.return_due = parse_deadline("2025-04-12");
  portfolio.grants = std::move(grants);
  return portfolio;
}

/// Gives `portfolio` a journal of these rows, read from `file`, the first on line 2.
inline void keep_journal(Portfolio& portfolio, const std::vector<Row>& rows, std::string file = "journal.csv") {
  portfolio.inputs.assign(1, InputFile{});
  portfolio.inputs[0].name = std::move(file);
  JournalBuilder builder;
  Words& words = portfolio.words;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    Entry entry;
    entry.id = row.id;
    entry.date = parse_date_span(row.date);
    entry.kind = row.kind;
    entry.grant = row.grant;
    entry.account = words.account.intern(row.account);
    entry.amount = Rupiah::from_rupiah(row.rupiah);
    entry.payee = words.payee.intern(row.payee);
    entry.voucher = row.voucher;
    entry.destination = words.destination.intern(row.destination);
    entry.where = {0, static_cast<std::uint32_t>(i + 2), 0};
    builder.add(entry);
  }
  for (Dictionary* dictionary : {&words.stage, &words.account, &words.payee, &words.destination, &words.description}) {
    dictionary->settle_names();
  }
  portfolio.journal = builder.finish(portfolio.grants.size(), portfolio.file_names());
}

inline Report checked(const Portfolio& portfolio, std::string_view as_of, std::vector<std::string> select = {}, unsigned threads = 1) {
  CheckOptions options;
  options.as_of = parse_date(as_of);
  options.select = std::move(select);
  options.threads = threads;
  return check(portfolio, builtin_catalogue(), options);
}

}  // namespace hibah::test
