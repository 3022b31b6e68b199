// WinsockStack: readiness.

#include <winsock2.h>

#include <algorithm>

#include "peers/winsock/winsock_result.h"
#include "peers/winsock/winsock_stack.h"

namespace closespec::socket_peer {
namespace {

struct NamedEvent {
  const char* name;
  unsigned bit;
};

// POLLIN has urgent data in it and POLLPRI is refused: the two that mean what POSIX means by IN and
// PRI are these.
constexpr NamedEvent kPollEvents[] = {{"IN", POLLRDNORM}, {"OUT", POLLWRNORM}, {"PRI", POLLRDBAND},
                                      {"ERR", POLLERR},   {"HUP", POLLHUP},    {"NVAL", POLLNVAL}};

bool Has(const EventNames& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

CallResult Poll(SOCKET socket, const EventNames& wanted, bool wait, EventNames& seen) {
  if (Has(wanted, "RDHUP")) return NoSuchCall("no POLLRDHUP");
  WSAPOLLFD polled{socket, 0, 0};
  for (const auto& event : kPollEvents) {
    if (Has(wanted, event.name)) polled.events = static_cast<SHORT>(polled.events | event.bit);
  }
  CallResult result = Told(::WSAPoll(&polled, 1, wait ? -1 : 0));
  for (const auto& event : kPollEvents) {
    const bool there = (static_cast<unsigned>(polled.revents) & event.bit) != 0;
    if (result.Succeeded() && there) seen.emplace_back(event.name);
  }
  return result;
}

CallResult Select(SOCKET socket, const EventNames& wanted, bool wait, EventNames& seen) {
  const char* const names[] = {"IN", "OUT", "PRI"};
  fd_set sets[3];
  for (int i = 0; i < 3; ++i) {
    FD_ZERO(&sets[i]);
    // What FD_SET does for an empty set: as a macro it compares signed with unsigned.
    if (Has(wanted, names[i])) {
      sets[i].fd_array[0] = socket;
      sets[i].fd_count = 1;
    }
  }
  timeval at_once{};
  CallResult result = Told(::select(0, &sets[0], &sets[1], &sets[2], wait ? nullptr : &at_once));
  for (int i = 0; i < 3 && result.Succeeded(); ++i) {
    if (sets[i].fd_count != 0) seen.emplace_back(names[i]);
  }
  return result;
}

CallResult Unread(SOCKET socket) {
  u_long count = 0;
  CallResult result = Told(::ioctlsocket(socket, FIONREAD, &count));
  if (result.Succeeded()) result.value = count;
  return result;
}

}  // namespace

CallResult WinsockStack::Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                                EventNames& seen) {
  switch (how) {
    case Readiness::kPoll:
      return Poll(Raw(handle), wanted, wait, seen);
    case Readiness::kSelect:
      return Select(Raw(handle), wanted, wait, seen);
    case Readiness::kEpoll:
      break;
  }
  return NoSuchCall("no epoll");
}

CallResult WinsockStack::WaitReadable(Handle handle, int octets) {
  WSAPOLLFD polled{Raw(handle), POLLRDNORM, 0};
  CallResult result = Told(::WSAPoll(&polled, 1, -1));
  // There is no mark to wait for (SO_RCVLOWAT): only looking again tells when all is there.
  constexpr SHORT kEnd = POLLHUP | POLLERR | POLLNVAL;
  while (octets > 1 && result.Succeeded() && (polled.revents & kEnd) == 0) {
    const CallResult queued = Unread(Raw(handle));
    if (!queued.Succeeded() || queued.value >= octets) break;
    polled.events = 0;
    result = Told(::WSAPoll(&polled, 1, 1));
  }
  if (result.Succeeded() && (polled.revents & POLLNVAL) != 0) return ToldError(WSAENOTSOCK);
  if (result.Succeeded()) result.value = 0;
  return result;
}

CallResult WinsockStack::UnreadCount(Handle handle) { return Unread(Raw(handle)); }

CallResult WinsockStack::UnsentCount(Handle) {
  return NoSuchCall("nothing tells how much is sent and not acknowledged");
}

}  // namespace closespec::socket_peer
