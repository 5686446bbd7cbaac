#include <libhibah/checks/crossing.hpp>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include <libhibah/base/hash.hpp>
#include <libhibah/journal/books.hpp>

namespace hibah {

namespace {

Truth exists_on(const DateSpan& date, Date as_of) noexcept {
  if (date.last <= as_of) return Truth::yes;
  return date.first <= as_of ? Truth::unknown : Truth::no;
}

WordId mapped(const std::vector<WordId>& numbers, WordId own) {
  return numbers.empty() ? own : numbers[own];
}

/// What makes payments equal.
struct Key {
  WordId payee = 0;
  WordId account = 0;
  WordId stage = 0;
  std::int64_t sen = 0;

  [[nodiscard]] std::uint64_t hash() const noexcept {
    return detail::mixed((std::uint64_t{payee} << 32 | account) ^ 0xA0761D6478BD642Fu,
                         (static_cast<std::uint64_t>(sen) ^ std::uint64_t{stage} << 48) + 0xE7037ED1A0B428DBu);
  }
  friend auto operator<=>(const Key&, const Key&) = default;
};

/// A payment that may have its like in another unit.
struct Candidate {
  std::uint64_t hash = 0;
  CrossingPayment payment;
};

/// A payment of a group, with the days on which it may have been.
struct Standing {
  CrossingPayment payment;
  std::uint32_t unit = 0;
  std::int32_t first = 0;
  std::int32_t last = 0;
  bool is_certain = false;
};

/// The two best of what came, of two units: enough to know the best of another unit than a given one.
class BestOfTwo {
 public:
  void note(std::uint32_t unit, std::int32_t value) {
    if (unit == unit_) {
      best_ = std::max(best_, value);
    } else if (value >= best_) {
      second_ = std::exchange(best_, value);
      unit_ = unit;
    } else {
      second_ = std::max(second_, value);
    }
  }
  /// The lowest number where there is none.
  [[nodiscard]] std::int32_t other_than(std::uint32_t unit) const noexcept { return unit == unit_ ? second_ : best_; }

 private:
  static constexpr std::int32_t none = std::numeric_limits<std::int32_t>::min();
  std::uint32_t unit_ = std::numeric_limits<std::uint32_t>::max();
  std::int32_t best_ = none;
  std::int32_t second_ = none;
};

class Crossing {
 public:
  Crossing(std::span<const CrossingSource> sources, Date as_of, std::int64_t days, const std::function<void()>& poll)
      : sources_(sources), as_of_(as_of), days_(days), poll_(&poll) {}

  std::vector<CrossingGroup> run() {
    note_units();
    std::vector<Candidate> candidates = repeated();
    std::sort(candidates.begin(), candidates.end(), [this](const Candidate& a, const Candidate& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      return std::tuple(key_of(a.payment), a.payment.source, a.payment.entry) <
             std::tuple(key_of(b.payment), b.payment.source, b.payment.entry);
    });
    for (std::size_t from = 0, to = 0; from < candidates.size(); from = to) {
      const Key key = key_of(candidates[from].payment);
      while (to < candidates.size() && candidates[to].hash == candidates[from].hash && key_of(candidates[to].payment) == key) ++to;
      judge(std::span(candidates).subspan(from, to - from));
      if (from % 1024 == 0) (*poll_)();
    }
    std::sort(groups_.begin(), groups_.end(), [](const CrossingGroup& a, const CrossingGroup& b) {
      const auto place = [](const CrossingGroup& group) { return std::pair(group.payments.front().source, group.payments.front().entry); };
      return place(a) < place(b);
    });
    return std::move(groups_);
  }

 private:
  static constexpr std::uint32_t several = std::numeric_limits<std::uint32_t>::max();

  [[nodiscard]] const Journal& journal(std::uint32_t source) const { return *sources_[source].portfolio->journal; }
  [[nodiscard]] std::uint32_t unit_of(const CrossingPayment& payment) const {
    return sources_.size() == 1 ? journal(payment.source).grant(payment.entry) : payment.source;
  }
  [[nodiscard]] Key key_of(const CrossingPayment& payment) const {
    const CrossingSource& source = sources_[payment.source];
    const Journal& entries = *source.portfolio->journal;
    const WordId payee = source.portfolio->words.payee.name(entries.payee(payment.entry));
    return {mapped(source.payees, payee), mapped(source.accounts, entries.account(payment.entry)),
            mapped(source.stages, entries.stage(payment.entry)), entries.amount(payment.entry).sen()};
  }

  /// Calls `take(payment, hash)` for each realisation with a payee that is there on the day, or perhaps is; reversals are not looked at yet.
  template <typename Take>
  void for_each_payment(const Take& take) const {
    const std::int32_t last_day = as_of_.days_since_1970();
    for (std::uint32_t s = 0; s < sources_.size(); ++s) {
      const Journal& entries = journal(s);
      for (EntryIndex i = 0; i < entries.size(); ++i) {
        if (i % JournalChunk::rows == 0) (*poll_)();
        if (entries.kind(i) != EntryKind::realisation || entries.payee(i) == 0 || !sources_[s].takes_part[entries.grant(i)]) continue;
        if (detail::first_day_of(entries.packed_day(i)) > last_day) continue;
        const CrossingPayment payment{s, i};
        take(payment, key_of(payment).hash());
      }
    }
  }

  /// For each place of a small table the unit that made payments there, or that several did.
  void note_units() {
    std::size_t entries = 0;
    for (std::uint32_t s = 0; s < sources_.size(); ++s) entries += journal(s).size();
    units_.assign(std::bit_ceil(std::max<std::size_t>(entries * 2, 1024)), 0);
    for_each_payment([this](const CrossingPayment& payment, std::uint64_t hash) {
      std::uint32_t& seen = units_[hash & (units_.size() - 1)];
      const std::uint32_t unit = unit_of(payment) + 1;
      if (seen == 0) {
        seen = unit;
      } else if (seen != unit) {
        seen = several;
      }
    });
  }

  [[nodiscard]] std::vector<Candidate> repeated() {
    std::vector<Candidate> candidates;
    for_each_payment([&](const CrossingPayment& payment, std::uint64_t hash) {
      if (units_[hash & (units_.size() - 1)] == several) candidates.push_back({hash, payment});
    });
    units_ = {};
    return candidates;
  }

  /// Whether reversals leave the payment standing.
  [[nodiscard]] Truth stands(const CrossingPayment& payment) {
    const Journal& entries = journal(payment.source);
    const Truth exists = exists_on(entries.date(payment.entry), as_of_);
    if (!entries.has_reversals()) return exists;
    const std::uint32_t grant = entries.grant(payment.entry);
    auto [place, is_new] = reversals_.try_emplace(std::pair(payment.source, grant));
    if (is_new) place->second = reversals_on(entries, grant, as_of_);
    const auto taken = place->second.taken_back.find(payment.entry);
    if (taken == place->second.taken_back.end()) return exists;
    return taken->second == Truth::yes ? Truth::no : Truth::unknown;
  }

  void judge(std::span<const Candidate> equal) {
    std::vector<Standing> all;
    for (const Candidate& candidate : equal) {
      const Truth standing = stands(candidate.payment);
      if (standing == Truth::no) continue;
      const DateSpan date = journal(candidate.payment.source).date(candidate.payment.entry);
      all.push_back({candidate.payment, unit_of(candidate.payment), date.first.days_since_1970(), date.last.days_since_1970(),
                     standing == Truth::yes});
    }
    const bool is_one_unit = std::all_of(all.begin(), all.end(), [&](const Standing& each) { return each.unit == all.front().unit; });
    if (all.empty() || is_one_unit) return;
    std::stable_sort(all.begin(), all.end(), [](const Standing& a, const Standing& b) { return a.first < b.first; });
    if (auto sure = near(all, true); !sure.empty()) {
      groups_.push_back({State::fail, std::move(sure)});
    } else if (auto possible = near(all, false); !possible.empty()) {
      groups_.push_back({State::not_evaluable, std::move(possible)});
    } else {
      groups_.push_back({State::pass, {all.front().payment}});
    }
  }

  /// Those that have one of another unit within the days: surely, whatever the partial dates mean, or perhaps. `all` ascends by first day.
  [[nodiscard]] std::vector<CrossingPayment> near(const std::vector<Standing>& all, bool surely) const {
    const auto counts = [&](const Standing& each) { return !surely || (each.is_certain && each.last - each.first <= days_); };
    std::vector<bool> is_near(all.size());
    BestOfTwo before;  // of those that begin no later: the latest first day, or the latest day that one may have been
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!counts(all[i])) continue;
      const std::int64_t best = before.other_than(all[i].unit);
      is_near[i] = (surely ? all[i].last : all[i].first) - best <= days_;
      before.note(all[i].unit, surely ? all[i].first : all[i].last);
    }
    BestOfTwo after;  // of those that begin no earlier: the earliest last day, or the earliest day, below zero
    for (std::size_t i = all.size(); i-- > 0;) {
      if (!counts(all[i])) continue;
      const std::int64_t best = after.other_than(all[i].unit);
      if (best != std::numeric_limits<std::int32_t>::min() && -best - (surely ? all[i].first : all[i].last) <= days_) is_near[i] = true;
      after.note(all[i].unit, surely ? -all[i].last : -all[i].first);
    }
    std::vector<CrossingPayment> payments;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (is_near[i]) payments.push_back(all[i].payment);
    }
    return payments;
  }

  std::span<const CrossingSource> sources_;
  Date as_of_;
  std::int64_t days_;
  const std::function<void()>* poll_;
  std::vector<std::uint32_t> units_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Reversals> reversals_;
  std::vector<CrossingGroup> groups_;
};

}  // namespace

std::vector<CrossingGroup> crossing_groups(std::span<const CrossingSource> sources, Date as_of, std::int64_t days,
                                           const std::function<void()>& poll) {
  return Crossing(sources, as_of, days, poll).run();
}

}  // namespace hibah
