// libhibah: version — which libhibah this is.
#pragma once

// The version is written once, in the project() line of the top CMakeLists.txt; version.cpp is made from it.
//
// Example:
//   hibah::version()    // "0.1.0", the version of the package that was linked

#include <string_view>

namespace hibah {

/// The version of the library that was linked, as `major.minor.patch`.
[[nodiscard]] std::string_view version() noexcept;

}  // namespace hibah
