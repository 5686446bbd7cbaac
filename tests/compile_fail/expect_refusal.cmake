# cmake -DHIBAH_COMPILER=<c++> -DHIBAH_INCLUDE=<folder> -DHIBAH_FILE=<file.cpp> -P expect_refusal.cmake
cmake_minimum_required(VERSION 3.25)

file(STRINGS "${HIBAH_FILE}" first_line LIMIT_COUNT 1 ENCODING UTF-8)
if(NOT first_line MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "${HIBAH_FILE}: the first line must be `// expect: <text of the diagnostic>`")
endif()
set(expected "${CMAKE_MATCH_1}")

set(compile "${HIBAH_COMPILER}" -std=c++20 -fsyntax-only "-I${HIBAH_INCLUDE}")
execute_process(COMMAND ${compile} "${HIBAH_FILE}" RESULT_VARIABLE result ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "must compile without HIBAH_OFFENDING, but:\n${output}")
endif()

execute_process(COMMAND ${compile} -DHIBAH_OFFENDING "${HIBAH_FILE}" RESULT_VARIABLE result ERROR_VARIABLE output)
if(result EQUAL 0)
  message(FATAL_ERROR "must not compile with HIBAH_OFFENDING")
endif()
string(FIND "${output}" "${expected}" position)
if(position EQUAL -1)
  message(FATAL_ERROR "the diagnostic must hold `${expected}`, but:\n${output}")
endif()
