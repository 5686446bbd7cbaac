// A rule of one's own beside those of the library: honoraria above Rp95 million in one payment, as in examples/own-rules.
//
//   own_rule FOLDER YYYY-MM-DD
//
// Prints the page of the rule and what it finds, in Indonesian. The exit code is 0, or 2 where the input or the call was wrong.
#include <libhibah/hibah.hpp>

#include <exception>
#include <iostream>

namespace {

void check(const hibah::GrantView& grant, hibah::Verdicts& out) {
  const hibah::Rupiah most = hibah::Rupiah::from_rupiah(95'000'000);
  const hibah::WordId honorarium = grant.portfolio().words.account.find("521213");
  hibah::Answers answers(grant, {.are_entries = true, .kinds = {hibah::EntryKind::realisation}}, out);
  for (const hibah::BookRow& row : grant.books().certain) {
    if (row.kind != hibah::EntryKind::realisation || row.account != honorarium || row.amount <= most) continue;
    const std::string amount = hibah::to_text(row.amount);
    answers.take({.entry = row.entry,
                  .message = {"honorarium " + amount + " dibayar sekaligus", "an honorarium of " + amount + " was paid at once"},
                  .expected = most,
                  .actual = row.amount});
  }
  answers.end();  // whatever was not named has passed
}

hibah::Rule large_honorarium() {
  hibah::Basis basis;
  basis.instrument = "SOP bendahara kantor contoh";
  basis.article = "butir 4";
  return {.info = {.code = "KKR001",
                   .name = "large-honorarium",
                   .title = {"Honorarium besar sekaligus", "Large honorarium at once"},
                   .subject = "entry",
                   .severity = hibah::Severity::warning,
                   .needs = {.journal = true, .kinds = {hibah::EntryKind::realisation}, .columns = {hibah::JournalColumn::account}},
                   .basis = {basis},
                   .page = {.what = {"Menandai honorarium (rekening 521213) di atas Rp95.000.000 dalam satu pembayaran.",
                                     "Reports honoraria (account 521213) above Rp95.000.000 in one payment."}}},
          .check_grant = check};
}

void run(const std::string& folder, const std::string& as_of) {
  const hibah::Portfolio portfolio = hibah::load(folder);
  hibah::Catalogue catalogue = hibah::builtin_catalogue();
  catalogue.add(large_honorarium());
  std::cout << hibah::explain_text(*catalogue.find("KKR001"), portfolio.regulation, {}) << '\n';
  hibah::Report report = hibah::check(portfolio, catalogue, {.as_of = hibah::parse_date(as_of), .select = {"KKR"}});
  hibah::attach_raw(report);
  std::cout << hibah::to_text(report, {});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: own_rule FOLDER YYYY-MM-DD\n";
    return 2;
  }
  try {
    run(arguments[1], arguments[2]);
    return 0;
  } catch (const hibah::InputError& error) {
    std::cerr << hibah::to_text(error, hibah::Language::en);  // every problem of every file
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 2;
}
