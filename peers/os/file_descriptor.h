// Owns a file descriptor and closes it. Nothing else in the harness holds a raw one.

#ifndef CLOSESPEC_PEERS_OS_FILE_DESCRIPTOR_H_
#define CLOSESPEC_PEERS_OS_FILE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace closespec {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int raw) : raw_(raw) {}
  FileDescriptor(FileDescriptor&& other) noexcept : raw_(std::exchange(other.raw_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      Close();
      raw_ = std::exchange(other.raw_, -1);
    }
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { Close(); }

  explicit operator bool() const { return raw_ >= 0; }
  // For the system call at hand only.
  [[nodiscard]] int Raw() const { return raw_; }
  // Gives up ownership, to a library that closes it.
  [[nodiscard]] int Release() { return std::exchange(raw_, -1); }

 private:
  void Close() {
    if (raw_ >= 0) ::close(raw_);
    raw_ = -1;
  }

  int raw_ = -1;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_FILE_DESCRIPTOR_H_
