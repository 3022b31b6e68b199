#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "peers/socket_peer/os.h"
#include "peers/socket_peer/os_posix_result.h"
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

// A socket needs one call for it, where a pipe needs four.
ssize_t WriteSome(int to, std::string_view octets) {
  const ssize_t count = ::send(to, octets.data(), octets.size(), MSG_NOSIGNAL);
  if (count >= 0 || errno != ENOTSOCK) return count;
  const SigpipeHeldBack held_back;
  return ::write(to, octets.data(), octets.size());
}

}  // namespace

std::size_t ReadSome(Handle from, char* octets, std::size_t capacity) {
  for (;;) {
    const ssize_t count = ::read(Raw(from), octets, capacity);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (!WaitFor(Raw(from), POLLIN)) return 0;
  }
}

void WriteAll(Handle to, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = WriteSome(Raw(to), octets);
    if (count > 0) {
      octets.remove_prefix(count);
    } else if (!WaitFor(Raw(to), POLLOUT)) {
      return;
    }
  }
}

void* SharedZeros(std::size_t octets) {
  void* memory = ::mmap(nullptr, octets, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

}  // namespace closespec::socket_peer
