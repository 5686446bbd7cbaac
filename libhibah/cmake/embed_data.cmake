# Writes law/data/*.toml and io/data/*.json into one C++ source that defines hibah::builtin_files().
#   cmake -DHIBAH_OUTPUT=<file.cpp> -DHIBAH_INPUTS=<a.toml,b.toml> -P embed_data.cmake
# A file is named <kind>-<id>, and its ending does not count. Its text becomes adjacent raw string literals, each of whole lines and under 16 KB (the
# smallest limit among compilers), so that no character is cut in two and nothing has to be escaped.
cmake_minimum_required(VERSION 3.25)

set(kinds timetable regulation calendar schema)
set(delimiter hibah_data)
set(chunk_bytes_max 15000)

function(append_literals text out)
  set(literals "")
  string(LENGTH "${text}" left)
  set(from 0)
  while(left GREATER 0)
    set(size ${left})
    if(size GREATER chunk_bytes_max)
      string(SUBSTRING "${text}" ${from} ${chunk_bytes_max} chunk)
      string(FIND "${chunk}" "\n" last_break REVERSE)
      if(last_break LESS 0)
        message(FATAL_ERROR "a line of more than ${chunk_bytes_max} bytes cannot be embedded")
      endif()
      math(EXPR size "${last_break} + 1")
    endif()
    string(SUBSTRING "${text}" ${from} ${size} chunk)
    string(APPEND literals "\n    R\"${delimiter}(${chunk})${delimiter}\"")
    math(EXPR from "${from} + ${size}")
    math(EXPR left "${left} - ${size}")
  endwhile()
  set(${out} "${literals}" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" inputs "${HIBAH_INPUTS}")
set(rows "")
set(count 0)
foreach(input IN LISTS inputs)
  get_filename_component(name "${input}" NAME_WLE)
  string(REGEX MATCH "^([a-z]+)-([a-z0-9-]+)$" matched "${name}")
  set(kind "${CMAKE_MATCH_1}")
  set(id "${CMAKE_MATCH_2}")
  if(NOT matched OR NOT kind IN_LIST kinds)
    message(FATAL_ERROR "${input}: a data file is named <kind>-<id>.<ending>, with a kind of ${kinds}")
  endif()
  file(READ "${input}" text)
  string(FIND "${text}" ")${delimiter}\"" closing)
  if(NOT closing EQUAL -1)
    message(FATAL_ERROR "${input}: the text holds the end mark of its own literal")
  endif()
  if(text STREQUAL "")
    message(FATAL_ERROR "${input}: an empty data file")
  endif()
  append_literals("${text}" literals)
  string(APPEND rows "  {\"${kind}\"sv, \"${id}\"sv,${literals}sv},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(
  WRITE "${HIBAH_OUTPUT}"
  "// Made from law/data and io/data by embed_data.cmake at build time.
#include <libhibah/law/builtin.hpp>

#include <array>

namespace hibah {

using namespace std::string_view_literals;

namespace {

constexpr std::array<BuiltinFile, ${count}> files{{
${rows}}};

}  // namespace

std::span<const BuiltinFile> builtin_files() noexcept { return files; }

}  // namespace hibah
")
