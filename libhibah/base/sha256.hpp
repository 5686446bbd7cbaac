// libhibah: sha256 — the fingerprint of bytes, by OpenSSL.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hibah {

/// Bytes in pieces, one digest out. OpenSSL is used in sha256.cpp only.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; ends the object's use.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace hibah
