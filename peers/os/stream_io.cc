#include "peers/os/stream_io.h"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace closespec {
namespace {

// Whoever started us may have made the descriptor non-blocking, and we share that with him.
bool WaitFor(const FileDescriptor& descriptor, short event) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd polled{descriptor.Raw(), event, 0};
  ::poll(&polled, 1, -1);
  return true;
}

}  // namespace

std::vector<bool> AwaitReadable(const std::vector<const FileDescriptor*>& descriptors,
                                std::optional<std::chrono::milliseconds> patience) {
  std::vector<pollfd> polled;
  polled.reserve(descriptors.size());
  for (const FileDescriptor* each : descriptors) polled.push_back({each->Raw(), POLLIN, 0});
  std::vector<bool> readable(descriptors.size(), false);
  const int timeout = patience ? static_cast<int>(patience->count()) : -1;
  if (::poll(polled.data(), polled.size(), timeout) < 0) return readable;
  for (std::size_t i = 0; i < polled.size(); ++i) readable[i] = polled[i].revents != 0;
  return readable;
}

Result<std::string> ReadSome(const FileDescriptor& from) {
  std::array<char, 4096> octets;
  while (true) {
    const ssize_t count = ::read(from.Raw(), octets.data(), octets.size());
    if (count >= 0) return std::string(octets.data(), static_cast<std::size_t>(count));
    if (!WaitFor(from, POLLIN)) return OsError("read");
  }
}

Status WriteAll(const FileDescriptor& to, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(to.Raw(), octets.data(), octets.size());
    if (count > 0) {
      octets.remove_prefix(static_cast<std::size_t>(count));
    } else if (!WaitFor(to, POLLOUT)) {
      return OsError("write");
    }
  }
  return Done{};
}

}  // namespace closespec
