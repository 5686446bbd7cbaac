// libhibah: input bytes — files as streams of text, plain or compressed, and read again by place.
#pragma once

// A small file is kept in memory. A large one is read through once in pieces, and its rows are read again through the open file, which
// stays readable when its name goes away; where its bytes change under us, that is told. A compressed one (.gz, .zst) is decompressed
// while it streams into a file without a name, so that a row of it can be read again without starting over.
//
// Private to io. zlib and zstd are used in input_bytes.cpp only.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <libhibah/base/error.hpp>

namespace hibah {

/// The decompressed text of a file, from its begin on and, once it was read, at any place.
class InputBytes {
 public:
  InputBytes() = default;
  InputBytes(const InputBytes&) = delete;
  InputBytes& operator=(const InputBytes&) = delete;
  virtual ~InputBytes() = default;

  /// The next bytes of the text; fewer than `size` only at its end. One thread at a time. Errors: InputError.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  /// Bytes at a place that was read already; fewer than `size` only at the end. Any number of threads. Errors: InputError.
  virtual std::size_t read_again(std::uint64_t offset, char* buffer, std::size_t size) const = 0;
  /// To be asked before bytes are read again, once for as many as are read in one go. Errors: InputError where the file has changed.
  virtual void expect_unchanged() const {}
  /// Starts over.
  virtual void rewind() = 0;
  /// Bytes of the file on disk, and how many of them were read so far.
  [[nodiscard]] virtual std::uint64_t file_bytes() const noexcept = 0;
  [[nodiscard]] virtual std::uint64_t file_bytes_read() const noexcept = 0;
  /// True where the file is not its text, so that its SHA-256 is taken here and not of the text.
  [[nodiscard]] virtual bool is_compressed() const noexcept { return false; }
  /// The SHA-256 of a compressed file, once it was read to its end.
  [[nodiscard]] virtual std::string file_sha256() { return {}; }
};

/// Opens a regular file for streaming; `name` is what problems call it. Errors: InputError (missing, not readable, larger than `most`).
/// A path that ends with .gz or .zst is decompressed.
[[nodiscard]] std::shared_ptr<InputBytes> open_input(const std::filesystem::path& path, const std::string& name, std::uint64_t most);

/// The bytes of a regular file as they stand there. Errors: as open_input.
[[nodiscard]] std::string read_whole(const std::filesystem::path& path, const std::string& name, std::uint64_t most);

}  // namespace hibah
