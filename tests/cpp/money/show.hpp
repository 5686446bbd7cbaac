// How doctest shows money, what an error's code is, and numbers that are the same on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <libhibah/base/error.hpp>
#include <libhibah/money/notation.hpp>
#include <libhibah/money/ratio.hpp>
#include <libhibah/money/rupiah.hpp>

namespace doctest {

template <>
struct StringMaker<hibah::Rupiah> {
  static String convert(hibah::Rupiah amount) { return hibah::to_text(amount).c_str(); }
};

template <>
struct StringMaker<hibah::Ratio> {
  static String convert(const hibah::Ratio& ratio) { return ratio.to_text().c_str(); }
};

template <>
struct StringMaker<std::vector<hibah::Rupiah>> {
  static String convert(const std::vector<hibah::Rupiah>& amounts) {
    std::string out;
    for (const hibah::Rupiah amount : amounts) out += hibah::to_text(amount) + " ";
    return out.c_str();
  }
};

template <>
struct StringMaker<std::optional<hibah::ErrorCode>> {
  static String convert(std::optional<hibah::ErrorCode> code) { return code ? std::string(hibah::error_name(*code)).c_str() : "no error"; }
};

}  // namespace doctest

namespace hibah_test {

/// The code with which the call fails, if it does.
template <class Call>
std::optional<hibah::ErrorCode> code_of(Call call) {
  try {
    static_cast<void>(call());
  } catch (const hibah::ParseError& error) {
    return error.code();
  } catch (const hibah::UsageError& error) {
    return error.code();
  }
  return std::nullopt;
}

/// Numbers of every size up to 64 bits. mt19937_64 is fixed by the standard; the distributions are not, so none is used.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  std::int64_t any() {
    const std::uint64_t bits = engine_() >> below(64);
    return static_cast<std::int64_t>(below(2) == 0 ? bits : 0 - bits);
  }
  hibah::Rupiah amount() { return hibah::Rupiah::from_sen(any()); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace hibah_test
