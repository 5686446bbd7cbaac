// libhibah: JsonWriter — JSON text that is written part by part.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace hibah::detail {

using Json = nlohmann::ordered_json;

/// A JSON object or list that is written part by part: no value but a small one is ever there as a whole.
class JsonWriter {
 public:
  JsonWriter() = default;
  /// A part of a greater text, within so many brackets.
  explicit JsonWriter(std::size_t depth) : depth_(depth) {}

  void open(char bracket) {
    text_ += bracket;
    ++depth_;
    is_first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!is_first_) break_line();
    text_ += bracket;
    is_first_ = false;
  }
  /// A name of the format: plain letters.
  void key(std::string_view name);
  /// A name from outside.
  void outer_key(std::string_view name);
  /// Begins an element of a list.
  void next() {
    break_line(is_first_ ? 0 : 1);
    is_first_ = false;
  }
  void text(std::string_view value);
  void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
  void null() { text_ += "null"; }
  void number(std::int64_t value);
  void boolean(bool value) { text_ += value ? "true" : "false"; }
  void member(std::string_view name, const Json& value) {
    key(name);
    put(value);
  }
  void element(const Json& value) {
    next();
    put(value);
  }
  /// The parts that follow, as one of the same depth wrote them.
  void append(std::string_view parts) {
    text_ += parts;
    is_first_ = is_first_ && parts.empty();
  }
  void reserve(std::size_t bytes) { text_.reserve(text_.size() + bytes); }
  /// Begins anew behind other parts, or as the first one.
  void restart(bool is_first) {
    text_.clear();
    is_first_ = is_first;
  }
  [[nodiscard]] std::string& parts() noexcept { return text_; }
  [[nodiscard]] std::string take() {
    text_ += '\n';
    return std::move(text_);
  }

 private:
  void break_line(std::size_t commas = 0);
  void put(const Json& value);

  std::string text_;
  std::size_t depth_ = 0;
  bool is_first_ = true;
};

}  // namespace hibah::detail
