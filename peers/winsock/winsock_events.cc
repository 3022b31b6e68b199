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

CallResult WinsockStack::EventSelect(Handle handle) {
  const WSAEVENT event = ::WSACreateEvent();
  if (event == WSA_INVALID_EVENT) return Told(-1);
  CallResult result = Told(::WSAEventSelect(Raw(handle), event, FD_READ | FD_WRITE | FD_CLOSE));
  if (!result.Succeeded()) {
    ::WSACloseEvent(event);
    return result;
  }
  result.value = reinterpret_cast<std::intptr_t>(event);
  const std::lock_guard lock(mutex_);
  event_objects_.insert(static_cast<std::intptr_t>(result.value));
  return result;
}

CallResult WinsockStack::NetworkEvents(Handle handle, Handle event, bool wait, EventNames& seen,
                                       OptionValue& close_error) {
  const WSAEVENT object = EventOf(event);
  const DWORD signalled =
      ::WSAWaitForMultipleEvents(1, &object, FALSE, wait ? WSA_INFINITE : 0, FALSE);
  if (signalled == WSA_WAIT_TIMEOUT) return Told(0);
  if (signalled != WSA_WAIT_EVENT_0) return Told(-1);
  WSANETWORKEVENTS events{};
  const CallResult result = Told(::WSAEnumNetworkEvents(Raw(handle), object, &events));
  if (!result.Succeeded()) return result;
  constexpr NamedEvent kNetworkEvents[] = {
      {"FD_READ", FD_READ}, {"FD_WRITE", FD_WRITE}, {"FD_CLOSE", FD_CLOSE}};
  for (const auto& each : kNetworkEvents) {
    if ((static_cast<unsigned>(events.lNetworkEvents) & each.bit) != 0) {
      seen.emplace_back(each.name);
    }
  }
  close_error.value = events.iErrorCode[FD_CLOSE_BIT];
  if (close_error.value != 0) close_error.error = WinsockErrorName(close_error.value);
  return result;
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
