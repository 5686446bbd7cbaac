#include <libhibah/checks/profile.hpp>

namespace hibah {

std::string_view name_of(SharedPart part) noexcept {
  switch (part) {
    case SharedPart::terms:
      return "terms";
    case SharedPart::books:
      return "books";
    case SharedPart::tranches:
      return "tranches";
    case SharedPart::deadlines:
      return "deadlines";
    case SharedPart::budget:
      return "budget";
    case SharedPart::ordinals:
      return "ordinals";
  }
  return {};
}

}  // namespace hibah
