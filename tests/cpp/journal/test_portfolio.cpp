#include <doctest/doctest.h>

#include <set>

#include <libhibah/journal/portfolio.hpp>

using namespace hibah;

TEST_CASE("a kind of paper is found by its English and its Indonesian name, in any case") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(DocumentKind::other); ++i) {
    const auto kind = static_cast<DocumentKind>(i);
    CHECK(document_kind_of(name_of(kind)) == kind);
    names.insert(name_of(kind));
  }
  CHECK(names.size() == 7);
  CHECK(document_kind_of("berita_acara_pembayaran") == DocumentKind::payment_minutes);
  CHECK(document_kind_of("register_hibah") == DocumentKind::grant_register);
  CHECK(document_kind_of("SP2HL") == DocumentKind::sp2hl);
  CHECK(document_kind_of("laporan_penggunaan") == DocumentKind::use_report);
  CHECK(document_kind_of("sts") == DocumentKind::return_slip);
  CHECK(document_kind_of("reviu_inspektorat") == DocumentKind::inspection);
  CHECK_FALSE(document_kind_of("kwitansi"));
  CHECK_FALSE(document_kind_of(""));
}

TEST_CASE("a grant and an event are found by exactly their name") {
  Portfolio portfolio(WorkCalendar("contoh", parse_date("2024-01-01"), parse_date("2024-12-31"), {}));
  portfolio.grants.resize(2);
  portfolio.grants[0].id = "kpu";
  portfolio.grants[1].id = "bawaslu";
  portfolio.events = {{"proposal_of_appointment", parse_date("2025-01-12"), {}, {}}};
  CHECK(portfolio.find_grant("kpu") == 0);
  CHECK(portfolio.find_grant("bawaslu") == 1);
  CHECK_FALSE(portfolio.find_grant("KPU"));
  CHECK_FALSE(portfolio.find_grant(""));
  CHECK(portfolio.event("proposal_of_appointment") == &portfolio.events[0]);
  CHECK(portfolio.event("inauguration") == nullptr);
}

TEST_CASE("the names of the inputs stand in the order of their numbers") {
  Portfolio portfolio(WorkCalendar("contoh", parse_date("2024-01-01"), parse_date("2024-12-31"), {}));
  CHECK(portfolio.file_names().empty());
  portfolio.inputs.resize(2);
  portfolio.inputs[0].name = "portfolio.toml";
  portfolio.inputs[1].name = "journal/2024.csv";
  CHECK(portfolio.file_names() == std::vector<std::string>{"portfolio.toml", "journal/2024.csv"});
}
