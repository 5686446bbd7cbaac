#include <libhibah/agreement/grant.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <libhibah/base/text.hpp>
#include <libhibah/money/allocate.hpp>

namespace hibah {

namespace {

struct KindName {
  EntryKind kind;
  std::string_view english;
  std::string_view indonesian;
};

constexpr std::array<KindName, entry_kind_count> kind_names{{
    {EntryKind::disbursement, "disbursement", "pencairan"},
    {EntryKind::realisation, "realisation", "belanja"},
    {EntryKind::refund, "refund", "pengembalian_belanja"},
    {EntryKind::interest, "interest", "jasa_giro"},
    {EntryKind::return_, "return", "setoran"},
    {EntryKind::reversal, "reversal", "pembatalan"},
}};

/// The amounts of a tranche list: shares are split together, so that they add up; amounts stand as written.
std::vector<Rupiah> amounts_of(const std::vector<Tranche>& tranches, Rupiah whole) {
  std::vector<Ratio> shares;
  for (const Tranche& tranche : tranches) {
    if (tranche.share) shares.push_back(*tranche.share);
  }
  const std::vector<Rupiah> parts = share_amounts(whole, shares, whole.is_whole() ? Grain::rupiah : Grain::sen);
  std::vector<Rupiah> amounts;
  auto part = parts.begin();
  for (const Tranche& tranche : tranches) amounts.push_back(tranche.share ? *part++ : tranche.amount.value_or(Rupiah{}));
  return amounts;
}

/// A tranche list as terms. Numbers up to `known` restate earlier tranches: for them `signed` stays the day it was.
std::vector<PlannedTranche> planned(const std::vector<Tranche>& list, Rupiah whole, const DateSpan& signed_on,
                                    const std::vector<PlannedTranche>& known) {
  const std::vector<Rupiah> amounts = amounts_of(list, whole);
  std::vector<PlannedTranche> tranches;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Tranche& tranche = list[i];
    const DateSpan since = i < known.size() ? known[i].signed_on : signed_on;
    tranches.push_back({tranche.number, tranche.share, amounts[i], tranche.due, since, tranche.fiscal_year, tranche.where});
  }
  return tranches;
}

}  // namespace

std::string_view name_of(EntryKind kind) noexcept {
  return kind_names[static_cast<std::size_t>(kind)].english;
}

std::string_view indonesian_name_of(EntryKind kind) noexcept {
  return kind_names[static_cast<std::size_t>(kind)].indonesian;
}

std::optional<EntryKind> entry_kind_of(std::string_view name) noexcept {
  const auto same_word = [&](std::string_view word) {
    return word.size() == name.size() && std::equal(word.begin(), word.end(), name.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
  };
  for (const KindName& row : kind_names) {
    if (same_word(row.english) || same_word(row.indonesian)) return row.kind;
  }
  return std::nullopt;
}

bool Grant::records(EntryKind kind) const noexcept {
  return recorded.empty() || std::find(recorded.begin(), recorded.end(), kind) != recorded.end();
}

std::optional<std::vector<const Addendum*>> Grant::addenda_on(Date day, const std::function<bool(const Addendum&)>& matters) const {
  std::vector<const Addendum*> in_force;
  for (const Addendum& addendum : addenda) {
    if (addendum.signed_on.first > day || (matters && !matters(addendum))) continue;
    if (addendum.signed_on.last > day) return std::nullopt;
    in_force.push_back(&addendum);
  }
  std::stable_sort(in_force.begin(), in_force.end(),
                   [](const Addendum* a, const Addendum* b) { return a->signed_on.first < b->signed_on.first; });
  const auto perhaps_later = [](const Addendum* a, const Addendum* b) {
    return a < b ? is_before(b->signed_on, a->signed_on) != Truth::no : is_before(a->signed_on, b->signed_on) != Truth::yes;
  };
  for (auto later = in_force.begin(); later != in_force.end(); ++later) {
    if (std::any_of(in_force.begin(), later, [&](const Addendum* earlier) { return perhaps_later(earlier, *later); })) return std::nullopt;
  }
  return in_force;
}

std::optional<Terms> Grant::terms_on(Date day) const {
  const auto in_force = addenda_on(day, [](const Addendum& addendum) { return addendum.amount || !addendum.tranches.empty(); });
  if (!in_force) return std::nullopt;
  Terms terms = first_terms();
  for (const Addendum* addendum : *in_force) {
    ++terms.addendum;
    if (addendum->amount) {
      terms.amount = *addendum->amount;
      terms.amount_where = addendum->where;
    }
    if (!addendum->tranches.empty()) terms.tranches = planned(addendum->tranches, terms.amount, addendum->signed_on, terms.tranches);
  }
  return terms;
}

Terms Grant::first_terms() const {
  Terms terms;
  terms.amount = amount;
  terms.amount_where = where;
  terms.tranches = planned(tranches, amount, signed_on, {});
  return terms;
}

int Grant::last_tranche_number() const noexcept {
  std::size_t last = tranches.size();
  for (const Addendum& addendum : addenda) last = std::max(last, addendum.tranches.size());
  return static_cast<int>(last);
}

}  // namespace hibah
