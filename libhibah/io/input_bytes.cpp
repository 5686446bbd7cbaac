#include <libhibah/io/input_bytes.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
  [[nodiscard]] std::string read_again(std::uint64_t offset, std::size_t size) const override {
    return offset >= bytes_.size() ? std::string{} : bytes_.substr(offset, size);
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
    const std::size_t count = file_->read_at(at_, buffer, size);
    at_ += count;
    return count;
  }
  [[nodiscard]] std::string read_again(std::uint64_t offset, std::size_t size) const override {
    const struct stat now = file_->status();
    const bool is_same =
        now.st_size == status_.st_size && now.st_mtim.tv_sec == status_.st_mtim.tv_sec && now.st_mtim.tv_nsec == status_.st_mtim.tv_nsec;
    if (!is_same) fail(ErrorCode::file_changed, file_->name());
    std::string bytes(size, '\0');
    bytes.resize(file_->read_at(offset, bytes.data(), size));
    return bytes;
  }
  void rewind() override { at_ = 0; }
  [[nodiscard]] std::uint64_t file_bytes() const noexcept override { return static_cast<std::uint64_t>(status_.st_size); }
  [[nodiscard]] std::uint64_t file_bytes_read() const noexcept override { return at_; }

 private:
  std::unique_ptr<File> file_;
  struct stat status_;
  std::uint64_t at_ = 0;
};

}  // namespace

std::shared_ptr<InputBytes> open_input(const fs::path& path, const std::string& name, std::uint64_t most) {
  // A pipe or a device is never opened: that could hang.
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (status.type() == fs::file_type::not_found) fail(ErrorCode::file_missing, name);
  if (fault || !fs::is_regular_file(status)) fail(ErrorCode::file_not_readable, name);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) fail(ErrorCode::file_not_readable, name);
  auto file = std::make_unique<File>(descriptor, name);
  const auto size = static_cast<std::uint64_t>(file->status().st_size);
  if (size > most) fail(ErrorCode::file_too_large, name);
  if (size > kept_in_memory) return std::make_shared<StreamedBytes>(std::move(file));
  std::string bytes(size, '\0');
  bytes.resize(file->read_at(0, bytes.data(), size));
  return std::make_shared<KeptBytes>(std::move(bytes));
}

}  // namespace hibah
