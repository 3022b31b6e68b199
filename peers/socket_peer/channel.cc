#include "peers/socket_peer/channel.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "peers/socket_peer/os_posix_signals.h"

namespace closespec::socket_peer {
namespace {

// Whoever started us may have made the descriptor non-blocking, and we share that with him.
bool WaitFor(int fd, short event) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd polled{fd, event, 0};
  ::poll(&polled, 1, -1);
  return true;
}

}  // namespace

std::optional<std::string> LineReader::Next() {
  const int fd = static_cast<int>(from_.raw);
  for (;;) {
    if (auto line = buffer_.Next()) return line;
    char octets[4096];
    const ssize_t count = ::read(fd, octets, sizeof(octets));
    if (count > 0) {
      buffer_.Append({octets, static_cast<std::size_t>(count)});
    } else if (count == 0 || !WaitFor(fd, POLLIN)) {
      return std::nullopt;
    }
  }
}

void LineWriter::WriteLine(std::string line) {
  line += '\n';
  const int fd = static_cast<int>(to_.raw);
  // A reader that has gone is noticed where we read.
  const SigpipeHeldBack held_back;
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t count = ::write(fd, rest.data(), rest.size());
    if (count > 0) {
      rest.remove_prefix(count);
    } else if (!WaitFor(fd, POLLOUT)) {
      return;
    }
  }
}

}  // namespace closespec::socket_peer
