#include <libhibah/law/basis.hpp>

namespace hibah {

std::string_view name_of(Mark mark) noexcept {
  switch (mark) {
    case Mark::read:
      return "read";
    case Mark::press:
      return "press";
    case Mark::memory:
      return "memory";
  }
  return {};
}

std::optional<Mark> mark_of(std::string_view name) noexcept {
  for (const Mark mark : {Mark::read, Mark::press, Mark::memory}) {
    if (name_of(mark) == name) return mark;
  }
  return std::nullopt;
}

}  // namespace hibah
