#include "peers/socket_peer/os_posix_file_calls.h"

#ifdef __linux__
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>
#endif

#include <algorithm>

#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {

#ifdef __linux__
namespace {

constexpr std::size_t kPipeHolds = 65536;

// A file without a name, a pipe's end: closed again.
class OwnFile {
 public:
  explicit OwnFile(int fd) : fd_(fd) {}
  OwnFile(const OwnFile&) = delete;
  OwnFile& operator=(const OwnFile&) = delete;
  ~OwnFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int Number() const { return fd_; }

 private:
  int fd_;
};

bool WriteWhole(int fd, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(fd, octets.data(), octets.size());
    if (count < 0) return false;
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

CallResult SpliceOut(int socket, std::string_view octets) {
  if (octets.size() > kPipeHolds) return NoSuchCall("a pipe does not hold that many octets");
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return NoSuchCall("no pipe");
  const OwnFile from(ends[0]);
  const OwnFile to(ends[1]);
  if (!WriteWhole(to.Number(), octets)) return NoSuchCall("the pipe takes nothing");
  return Told(::splice(from.Number(), nullptr, socket, nullptr, octets.size(), 0));
}

CallResult SpliceIn(int socket, std::string& buffer) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return NoSuchCall("no pipe");
  const OwnFile from(ends[0]);
  const OwnFile to(ends[1]);
  CallResult result =
      Told(::splice(socket, nullptr, to.Number(), nullptr, std::min(buffer.size(), kPipeHolds), 0));
  for (std::int64_t have = 0; have < result.value;) {
    const ssize_t count =
        ::read(from.Number(), &buffer[have], static_cast<std::size_t>(result.value - have));
    if (count <= 0) return NoSuchCall("the pipe does not give back what went in");
    have += count;
  }
  return result;
}

CallResult SendFile(int socket, std::string_view octets) {
  const OwnFile file(::memfd_create("closespec", MFD_CLOEXEC));
  if (file.Number() < 0 || !WriteWhole(file.Number(), octets)) return NoSuchCall("no file");
  off_t begin = 0;
  return Told(::sendfile(socket, file.Number(), &begin, octets.size()));
}
#else
CallResult SpliceOut(int, std::string_view) { return NoSuchCall("no splice() here"); }
CallResult SpliceIn(int, std::string&) { return NoSuchCall("no splice() here"); }
CallResult SendFile(int, std::string_view) { return NoSuchCall("no sendfile() of Linux here"); }
#endif

}  // namespace closespec::socket_peer
