#include <libhibah/agreement/budget.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace hibah {

void Budget::index(std::size_t grants) {
  by_grant.assign(grants, {});
  for (std::uint32_t i = 0; i < rows.size(); ++i) by_grant[rows[i].grant].push_back(i);
}

std::optional<int> Budget::version_on(const Grant& grant, std::uint32_t grant_index, Date day) const {
  const auto& own_rows = by_grant[grant_index];
  std::vector<const Addendum*> planned;  // addenda with a plan of their own; the others leave the plan alone
  for (const std::uint32_t row : own_rows) planned.push_back(addendum_of_version(grant, rows[row].version));
  std::sort(planned.begin(), planned.end());
  const auto in_force =
      grant.addenda_on(day, [&](const Addendum& addendum) { return std::binary_search(planned.begin(), planned.end(), &addendum); });
  if (!in_force) return std::nullopt;
  int newest = -1;
  std::size_t newest_rank = 0;  // 0 is the original plan, then the addenda as they came into force
  for (const std::uint32_t row : own_rows) {
    const int version = rows[row].version;
    std::size_t rank = 0;
    if (version != 0) {
      const auto place = std::find(in_force->begin(), in_force->end(), addendum_of_version(grant, version));
      if (place == in_force->end()) continue;
      rank = static_cast<std::size_t>(place - in_force->begin()) + 1;
    }
    if (newest < 0 || rank > newest_rank) {
      newest = version;
      newest_rank = rank;
    }
  }
  return newest;
}

std::vector<BudgetLine> Budget::lines(std::uint32_t grant_index, int version) const {
  std::vector<BudgetLine> lines;
  std::unordered_map<std::uint64_t, std::size_t> places;
  for (const std::uint32_t i : by_grant[grant_index]) {
    const BudgetRow& row = rows[i];
    if (row.version != version) continue;
    const std::uint64_t key = (std::uint64_t{row.stage} << 32) | row.account;
    const auto [place, is_new] = places.try_emplace(key, lines.size());
    if (is_new) lines.push_back({row.stage, row.account, Rupiah{}, {}});
    BudgetLine& line = lines[place->second];
    line.ceiling += row.ceiling;
    line.rows.push_back(i);
  }
  return lines;
}

const Addendum* addendum_of_version(const Grant& grant, int version) noexcept {
  for (const Addendum& addendum : grant.addenda) {
    if (addendum.number == std::to_string(version)) return &addendum;
  }
  const auto place = static_cast<std::size_t>(version) - 1;
  return version >= 1 && place < grant.addenda.size() ? &grant.addenda[place] : nullptr;
}

}  // namespace hibah
