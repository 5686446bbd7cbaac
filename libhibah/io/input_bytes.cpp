#include <libhibah/io/input_bytes.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <libhibah/base/sha256.hpp>
#include <libhibah/base/text.hpp>

namespace hibah {

namespace {

namespace fs = std::filesystem;

/// Below this a file is kept in memory: a folder of many small portfolios would run out of open files first.
constexpr std::uint64_t kept_in_memory = std::uint64_t{4} << 20;

[[noreturn]] void fail(ErrorCode code, const std::string& name) {
  Problem problem;
  problem.code = code;
  problem.file = name;
  throw InputError({std::move(problem)});
}

/// An open file.
class File {
 public:
  File(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(descriptor_); }

  /// As many bytes as are there.
  std::size_t read_at(std::uint64_t offset, char* buffer, std::size_t size) const {
    std::size_t done = 0;
    while (done < size) {
      const ssize_t count = ::pread(descriptor_, buffer + done, size - done, static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(ErrorCode::file_not_readable, name_);
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }
  /// Lets the system fetch bytes that will soon be read, while others are worked on.
  void fetch(std::uint64_t offset, std::size_t size) const noexcept {
    ::posix_fadvise(descriptor_, static_cast<off_t>(offset), static_cast<off_t>(size), POSIX_FADV_WILLNEED);
  }
  void append(const char* bytes, std::size_t size) const {
    while (size > 0) {
      const ssize_t count = ::write(descriptor_, bytes, size);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail(ErrorCode::file_not_readable, name_);
      bytes += count;
      size -= static_cast<std::size_t>(count);
    }
  }
  void empty() const {
    if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) fail(ErrorCode::file_not_readable, name_);
  }
  /// Size and time of the last change.
  [[nodiscard]] struct stat status() const {
    struct stat now {};
    if (::fstat(descriptor_, &now) != 0) fail(ErrorCode::file_not_readable, name_);
    return now;
  }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  int descriptor_;
  std::string name_;
};

class KeptBytes : public InputBytes {
 public:
  explicit KeptBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  std::size_t read_again(std::uint64_t offset, char* buffer, std::size_t size) const override {
    return offset >= bytes_.size() ? 0 : bytes_.copy(buffer, size, static_cast<std::size_t>(offset));
  }
  void rewind() override { at_ = 0; }
  [[nodiscard]] std::uint64_t file_bytes() const noexcept override { return bytes_.size(); }
  [[nodiscard]] std::uint64_t file_bytes_read() const noexcept override { return at_; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

class StreamedBytes : public InputBytes {
 public:
  explicit StreamedBytes(std::unique_ptr<File> file) : file_(std::move(file)), status_(file_->status()) {}
  std::size_t read(char* buffer, std::size_t size) override {
    if (at_ >= fetched_) {
      file_->fetch(at_ + ahead, ahead);
      fetched_ = at_ + ahead;
    }
    const std::size_t count = file_->read_at(at_, buffer, size);
    at_ += count;
    return count;
  }
  std::size_t read_again(std::uint64_t offset, char* buffer, std::size_t size) const override {
    return file_->read_at(offset, buffer, size);
  }
  void expect_unchanged() const override {
    const struct stat now = file_->status();
    const bool is_same =
        now.st_size == status_.st_size && now.st_mtim.tv_sec == status_.st_mtim.tv_sec && now.st_mtim.tv_nsec == status_.st_mtim.tv_nsec;
    if (!is_same) fail(ErrorCode::file_changed, file_->name());
  }
  void rewind() override { at_ = 0; }
  [[nodiscard]] std::uint64_t file_bytes() const noexcept override { return static_cast<std::uint64_t>(status_.st_size); }
  [[nodiscard]] std::uint64_t file_bytes_read() const noexcept override { return at_; }

 private:
  static constexpr std::size_t ahead = std::size_t{8} << 20;
  std::unique_ptr<File> file_;
  struct stat status_;
  std::uint64_t at_ = 0;
  std::uint64_t fetched_ = 0;  // where the next bytes are to be fetched
};

/// What a decompressor did with a piece.
struct Step {
  std::size_t taken = 0;   // of the input
  std::size_t given = 0;   // of the output
  bool is_at_end = false;  // of a member of the file; another may follow
};

/// A way to decompress.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;
  /// Nothing where the input is broken.
  virtual std::optional<Step> decode(std::string_view input, char* output, std::size_t size) = 0;
  virtual void restart() = 0;
};

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();  // the gzip form, with its checksum
  }
  ~GzipDecoder() override { inflateEnd(&stream_); }
  std::optional<Step> decode(std::string_view input, char* output, std::size_t size) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // zlib does not write there
    stream_.avail_in = static_cast<uInt>(input.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output);
    stream_.avail_out = static_cast<uInt>(size);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return std::nullopt;
    return Step{input.size() - stream_.avail_in, size - stream_.avail_out, result == Z_STREAM_END};
  }
  void restart() override { inflateReset(&stream_); }

 private:
  z_stream stream_{};
};

class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder() : stream_(ZSTD_createDStream()) {
    if (!stream_) throw std::bad_alloc();
  }
  ~ZstdDecoder() override { ZSTD_freeDStream(stream_); }
  std::optional<Step> decode(std::string_view input, char* output, std::size_t size) override {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output, size, 0};
    const std::size_t result = ZSTD_decompressStream(stream_, &out, &in);
    if (ZSTD_isError(result) != 0) return std::nullopt;
    return Step{in.pos, out.pos, result == 0};
  }
  void restart() override { ZSTD_initDStream(stream_); }

 private:
  ZSTD_DStream* stream_;
};

/// The text of a compressed file. What was decompressed stays in a file without a name, or in memory where it is little.
class CompressedBytes : public InputBytes {
 public:
  CompressedBytes(std::unique_ptr<File> file, std::unique_ptr<Decoder> decoder)
      : file_(std::move(file)), decoder_(std::move(decoder)), file_bytes_(static_cast<std::uint64_t>(file_->status().st_size)) {}

  std::size_t read(char* buffer, std::size_t size) override {
    if (at_ < known_) {  // after a rewind: this was decompressed before
      const std::size_t count = std::min<std::uint64_t>(size, known_ - at_);
      const std::size_t again = read_again(at_, buffer, count);
      at_ += again;
      if (again == size || is_done_) return again;
      return again + read(buffer + again, size - again);
    }
    std::size_t filled = 0;
    while (filled < size && !is_done_) filled += decode(buffer + filled, size - filled);
    keep({buffer, filled});
    at_ += filled;
    known_ += filled;
    return filled;
  }
  std::size_t read_again(std::uint64_t offset, char* buffer, std::size_t size) const override {
    if (spool_) return spool_->read_at(offset, buffer, size);
    return offset >= kept_.size() ? 0 : kept_.copy(buffer, size, static_cast<std::size_t>(offset));
  }
  void rewind() override { at_ = 0; }
  [[nodiscard]] std::uint64_t file_bytes() const noexcept override { return file_bytes_; }
  [[nodiscard]] std::uint64_t file_bytes_read() const noexcept override { return taken_; }
  [[nodiscard]] bool is_compressed() const noexcept override { return true; }
  [[nodiscard]] std::string file_sha256() override {
    if (hash_text_.empty()) hash_text_ = hash_.finish();
    return hash_text_;
  }

 private:
  /// Decompresses a little more; 0 only where the file ends or where more of it must be read first.
  std::size_t decode(char* output, std::size_t size) {
    if (input_.empty()) {
      piece_.resize(std::size_t{1} << 18);
      piece_.resize(file_->read_at(taken_, piece_.data(), piece_.size()));
      hash_.update(piece_);
      taken_ += piece_.size();
      input_ = piece_;
      if (piece_.empty()) {
        if (!is_between_members_) fail(ErrorCode::compressed_broken, file_->name());
        is_done_ = true;
        return 0;
      }
    }
    const auto step = decoder_->decode(input_, output, size);
    if (!step || (step->taken == 0 && step->given == 0 && !step->is_at_end)) fail(ErrorCode::compressed_broken, file_->name());
    input_.remove_prefix(step->taken);
    is_between_members_ = step->is_at_end;
    if (step->is_at_end) decoder_->restart();
    return step->given;
  }

  void keep(std::string_view bytes) {
    if (!spool_ && kept_.size() + bytes.size() > kept_in_memory) {
      std::FILE* const nameless = std::tmpfile();
      if (!nameless) fail(ErrorCode::file_not_readable, file_->name());
      spool_ = std::make_unique<File>(::dup(::fileno(nameless)), file_->name());
      std::fclose(nameless);
      spool_->append(kept_.data(), kept_.size());
      kept_.clear();
      kept_.shrink_to_fit();
    }
    if (spool_) {
      spool_->append(bytes.data(), bytes.size());
    } else {
      kept_.append(bytes);
    }
  }

  std::unique_ptr<File> file_;
  std::unique_ptr<Decoder> decoder_;
  std::uint64_t file_bytes_;
  std::uint64_t taken_ = 0;  // of the file
  Sha256 hash_;              // of what was taken
  std::string hash_text_;
  std::string piece_;
  std::string_view input_;  // what of the piece is not decompressed yet
  bool is_between_members_ = false;
  bool is_done_ = false;
  std::uint64_t at_ = 0;     // in the text
  std::uint64_t known_ = 0;  // how much of the text was decompressed
  std::string kept_;
  std::unique_ptr<File> spool_;
};

/// A regular file of at most so many bytes. A pipe or a device is never opened: that could hang.
std::unique_ptr<File> open_file(const fs::path& path, const std::string& name, std::uint64_t most) {
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (status.type() == fs::file_type::not_found) fail(ErrorCode::file_missing, name);
  if (fault || !fs::is_regular_file(status)) fail(ErrorCode::file_not_readable, name);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) fail(ErrorCode::file_not_readable, name);
  auto file = std::make_unique<File>(descriptor, name);
  if (static_cast<std::uint64_t>(file->status().st_size) > most) fail(ErrorCode::file_too_large, name);
  return file;
}

std::string all_of(const File& file) {
  std::string bytes(static_cast<std::size_t>(file.status().st_size), '\0');
  bytes.resize(file.read_at(0, bytes.data(), bytes.size()));
  return bytes;
}

}  // namespace

std::shared_ptr<InputBytes> open_input(const fs::path& path, const std::string& name, std::uint64_t most) {
  auto file = open_file(path, name, most);
  const std::string lower = ascii_lower(path.filename().string());
  if (lower.ends_with(".gz")) return std::make_shared<CompressedBytes>(std::move(file), std::make_unique<GzipDecoder>());
  if (lower.ends_with(".zst")) return std::make_shared<CompressedBytes>(std::move(file), std::make_unique<ZstdDecoder>());
  if (static_cast<std::uint64_t>(file->status().st_size) > kept_in_memory) return std::make_shared<StreamedBytes>(std::move(file));
  return std::make_shared<KeptBytes>(all_of(*file));
}

std::string read_whole(const fs::path& path, const std::string& name, std::uint64_t most) {
  return all_of(*open_file(path, name, most));
}

}  // namespace hibah
