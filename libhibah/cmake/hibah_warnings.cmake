# The warnings under which libhibah is clean. Linked PRIVATE through $<BUILD_INTERFACE:...>, so that a consumer never inherits
# them; whether they are errors is the builder's choice (the presets say CMAKE_COMPILE_WARNING_AS_ERROR).
add_library(hibah_warnings INTERFACE)
target_compile_options(
  hibah_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion>)
# g++ 12 takes `"text" + std::string` for an overlapping copy where it is optimised (GCC bug 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(hibah_warnings INTERFACE -Wno-restrict)
endif()
