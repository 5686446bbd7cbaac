// X702 not-on-statement: a disbursement, interest or return has no row of its amount on the bank statement.
#include <algorithm>
#include <optional>
#include <vector>

#include <libhibah/checks/rules/day_off.hpp>
#include <libhibah/checks/rules/reconciliation.hpp>
#include <libhibah/checks/rules/rules.hpp>

namespace hibah::rules {

namespace {

/// The first and the last day of a statement. Where rows have partial dates, or perhaps do not exist, they are known only within limits.
struct Reach {
  DateSpan widest;
  std::optional<DateSpan> surest;  ///< what it surely spans
};

Reach reach_of(const std::vector<PairedRow>& rows) {
  Reach reach{rows.front().row->date, std::nullopt};
  for (const PairedRow& each : rows) {
    const DateSpan& date = each.row->date;
    reach.widest = DateSpan(std::min(reach.widest.first, date.first), std::max(reach.widest.last, date.last));
    if (!each.is_certain || !date.is_day()) continue;
    if (!reach.surest) reach.surest = date;
    reach.surest = DateSpan(std::min(reach.surest->first, date.first), std::max(reach.surest->last, date.last));
  }
  return reach;
}

/// By how many working days a day lies outside a span; 0 inside.
std::int64_t outside(const WorkCalendar& calendar, const DateSpan& span, Date day) {
  if (day < span.first) return calendar.working_days_between(day, span.first);
  if (day > span.last) return calendar.working_days_between(span.last, day);
  return 0;
}

/// Whether the statement speaks of an entry's day.
Truth is_within(const WorkCalendar& calendar, const Reach& reach, const DateSpan& date, std::int64_t days) {
  const auto reaches = [&](const DateSpan& span, Date day) { return outside(calendar, span, day) <= days; };
  if (reach.surest && reaches(*reach.surest, date.first) && reaches(*reach.surest, date.last)) return Truth::yes;
  const Date nearest = date.last < reach.widest.first ? date.last : date.first;  // of its days, where none lies within
  const bool overlaps = date.last >= reach.widest.first && date.first <= reach.widest.last;
  return overlaps || reaches(reach.widest, nearest) ? Truth::unknown : Truth::no;
}

class Judge {
 public:
  Judge(const GrantView& view, const std::vector<PairedRow>& rows, Verdicts& out)
      : view_(&view), out_(&out), reach_(reach_of(rows)), days_(view.settings().days("X702.days")) {}

  void operator()(const PairedEntry& entry) {
    if (entry.fate == PairFate::paired) {
      out_->pass();
      return;
    }
    const WorkCalendar& calendar = view_->portfolio().calendar;
    for (const DateSpan& date : {entry.date, reach_.widest}) {
      if (calendar.covers(date.first) && calendar.covers(date.last)) continue;
      not_evaluable_among(*view_, *out_, entry.entry, "date", day_off_unknown(calendar, date));
      return;
    }
    const Truth within = is_within(calendar, reach_, entry.date, days_);
    if (within == Truth::no) {
      out_->not_applicable();
    } else if (entry.fate == PairFate::off_calendar) {
      not_evaluable_among(*view_, *out_, entry.entry, "date",
                          {"tanggal lain dengan jumlah yang sama di luar tahun kalender kerja",
                           "another date with the same amount is outside the years of the working calendar"});
    } else if (entry.fate == PairFate::open || within == Truth::unknown) {
      not_evaluable_among(*view_, *out_, entry.entry, "date",
                          {"tanggal tidak lengkap: tidak pasti entri mana yang cocok dengan baris rekening koran",
                           "a date is not complete: which entry goes with which row of the statement is uncertain"});
    } else {
      fail(entry);
    }
  }

 private:
  void fail(const PairedEntry& entry) {
    Finding& finding = fail_entry(*view_, *out_, {entry.entry, entry.is_certain}, "amount");
    say(finding,
        {"{kind} {amount} tanggal {date} tidak ada pada rekening koran dalam {days} hari kerja",
         "the {kind} of {amount} on {date} is not on the bank statement within {days} working days"},
        {{"kind", Message{std::string(indonesian_name_of(entry.kind)), std::string(name_of(entry.kind))}},
         {"amount", rp(view_->journal().amount(entry.entry))},
         {"date", to_long(entry.date)},
         {"days", count(static_cast<std::uint64_t>(days_))}});
  }

  const GrantView* view_;
  Verdicts* out_;
  Reach reach_;
  std::int64_t days_;
};

void check(const GrantView& view, Verdicts& out) {
  std::vector<EntryKind> kinds{EntryKind::disbursement, EntryKind::interest, EntryKind::return_};
  if (view.settings().truth("X702.realisations")) {
    for (const EntryKind kind : {EntryKind::realisation, EntryKind::refund}) {
      kinds.push_back(kind);
      if (view.grant().records(kind)) continue;
      not_evaluable_once(view, out,
                         fill({"jurnal tidak memuat {kind} hibah ini secara lengkap (recorded)",
                               "the journal does not hold this grant's {kind} in full (recorded)"},
                              {{"kind", Message{std::string(indonesian_name_of(kind)), std::string(name_of(kind))}}}));
      return;
    }
  }
  const BankPairs pairs = pair_with_bank(view, std::span(&kinds, 1), view.settings().days("X702.days"));
  if (!has_statement_or_answer(view, pairs.rows, out)) return;
  Judge judge(view, pairs.rows, out);
  for (const PairedEntry& entry : pairs.entries) judge(entry);
}

}  // namespace

Rule x702_not_on_statement() {
  return {
      .info =
          {.code = "X702",
           .name = "not-on-statement",
           .title = {"Tidak ada pada rekening koran", "Not on the bank statement"},
           .subject = "entry",
           .severity = Severity::error,
           .needs = {.journal = true, .bank = true, .kinds = {EntryKind::disbursement, EntryKind::interest, EntryKind::return_}},
           .basis = {basis("reconciliation")},
           .settings = {"X702.days", "X702.realisations"},
           // example: tests/rules/X702/fires-nearest-first.case
           .page = {.what = {"Mencari untuk setiap pencairan, jasa giro, dan setoran satu baris rekening koran hibah itu dengan "
                             "jumlah dan tanda yang sama, paling jauh 3 hari kerja. Satu entri mendapat satu baris, dan satu baris "
                             "satu entri: yang terdekat lebih dahulu, lalu menurut urutan entri, lalu urutan baris. Hari libur tidak "
                             "dihitung. Dengan X702.realisations = true juga belanja dan pengembalian belanja.",
                             "It looks for one row of the grant's bank statement for each disbursement, interest and return, of the "
                             "same amount and sign, at most 3 working days apart. An entry gets one row and a row one entry: the "
                             "nearest first, then in the order of entries, then in that of rows. Days off do not count. With "
                             "X702.realisations = true realisations and refunds, too."},
                    .why = {"Jurnal dapat mencatat apa saja; bank mencatat yang benar-benar terjadi. Setoran yang hanya ada dalam "
                            "jurnal adalah uang yang belum kembali.",
                            "A journal can record anything; the bank records what happened. A return that stands only in the journal "
                            "is money that has not come back."},
                    .example = {"Dua pencairan Rp500.000, D1 tanggal 4 Maret 2024 (Senin) dan D2 tanggal 7 Maret (Kamis), dan satu baris "
                                "rekening koran Rp500.000 tanggal 8 Maret. D2 satu hari kerja dari baris itu, D1 empat: baris itu "
                                "milik D2, dan D1 menjadi temuan.",
                                "Two disbursements of Rp500.000, D1 on 4 March 2024 (a Monday) and D2 on 7 March (a Thursday), and one "
                                "row of Rp500.000 on 8 March. D2 is one working day from that row, D1 four: the row is D2's, and D1 "
                                "is a finding."},
                    .not_proved = {"Temuan ini tidak mengatakan bahwa uangnya tidak pernah bergerak: mungkin lewat rekening lain, "
                                   "atau dalam jumlah yang digabung. X703 melihat arah sebaliknya.",
                                   "It does not say that the money never moved: perhaps it went through another account, or in one sum "
                                   "with something else. X703 looks the other way round."},
                    .needs = {"Perlu jurnal dan bank.csv. Entri lebih dari 3 hari kerja di luar hari pertama dan terakhir rekening "
                              "koran tidak berlaku. Tanggal yang tidak lengkap atau di luar tahun kalender membuatnya tidak dapat "
                              "dinilai bila ada baris dengan jumlah yang sama.",
                              "It needs the journal and bank.csv. To an entry more than 3 working days outside the statement's first "
                              "and last day the rule does not apply. A date that is not complete, or outside the calendar's years, "
                              "makes it not evaluable where there is a row of that amount."}}},
      .check_grant = check};
}

}  // namespace hibah::rules
