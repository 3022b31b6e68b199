// PosixStack: readiness.

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sockios.h>
#include <sys/epoll.h>
#endif

#include <algorithm>
#include <cerrno>
#include <string>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_poll.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

struct NamedEvent {
  const char* name;
  unsigned bit;
};

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif
constexpr NamedEvent kPollEvents[] = {{"IN", POLLIN},       {"OUT", POLLOUT}, {"PRI", POLLPRI},
                                      {"RDHUP", POLLRDHUP}, {"ERR", POLLERR}, {"HUP", POLLHUP},
                                      {"NVAL", POLLNVAL}};
#ifdef __linux__
constexpr NamedEvent kEpollEvents[] = {{"IN", EPOLLIN},       {"OUT", EPOLLOUT}, {"PRI", EPOLLPRI},
                                       {"RDHUP", EPOLLRDHUP}, {"ERR", EPOLLERR}, {"HUP", EPOLLHUP}};
#endif

template <typename Table>
unsigned Bits(const Table& table, const EventNames& names) {
  unsigned bits = 0;
  for (const auto& event : table) {
    if (std::find(names.begin(), names.end(), event.name) != names.end()) bits |= event.bit;
  }
  return bits;
}

template <typename Table>
EventNames Names(const Table& table, unsigned bits) {
  EventNames names;
  for (const auto& event : table) {
    if ((bits & event.bit) != 0) names.emplace_back(event.name);
  }
  return names;
}

CallResult Epoll(int fd, const EventNames& wanted, bool wait, EventNames& seen) {
#ifdef __linux__
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) return Told(-1);
  epoll_event event{};
  event.events = Bits(kEpollEvents, wanted);
  CallResult result = Told(::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
  if (result.Succeeded()) {
    event.events = 0;
    result = Told(::epoll_wait(epoll, &event, 1, wait ? -1 : 0));
    seen = Names(kEpollEvents, event.events);
  }
  ::close(epoll);
  return result;
#else
  return NoSuchCall("no epoll here");
#endif
}

CallResult Select(int fd, const EventNames& wanted, bool wait, EventNames& seen) {
  // The number of no socket does not fit into a set; one that is not open stands for it.
  int put = fd;
  if (fd == Raw(Handle())) {
    for (put = 0; ::fcntl(put, F_GETFD) >= 0;) ++put;
  }
  if (put >= FD_SETSIZE) return NoSuchCall("descriptor too large for select");
  const char* const names[] = {"IN", "OUT", "PRI"};
  fd_set sets[3];
  for (int i = 0; i < 3; ++i) {
    FD_ZERO(&sets[i]);
    if (std::find(wanted.begin(), wanted.end(), names[i]) != wanted.end()) FD_SET(put, &sets[i]);
  }
  timeval at_once{};
  CallResult result =
      Told(::select(put + 1, &sets[0], &sets[1], &sets[2], wait ? nullptr : &at_once));
  for (int i = 0; i < 3 && result.Succeeded(); ++i) {
    if (FD_ISSET(put, &sets[i])) seen.emplace_back(names[i]);
  }
  return result;
}

CallResult Count(int fd, unsigned long request) {
  int count = 0;
  CallResult result = Told(::ioctl(fd, request, &count));
  if (result.Succeeded()) result.value = count;
  return result;
}

bool NoMoreComes(const std::string& state) {
  return state == "CLOSE_WAIT" || state == "LAST_ACK" || state == "CLOSING" ||
         state == "TIME_WAIT" || state == "CLOSED";
}

}  // namespace

CallResult PollBy(PollCall poll, Handle handle, const EventNames& wanted, bool wait,
                  EventNames& seen) {
  pollfd polled{Raw(handle), static_cast<short>(Bits(kPollEvents, wanted)), 0};
  CallResult result = Told(poll(&polled, 1, wait ? -1 : 0));
  seen = Names(kPollEvents, static_cast<unsigned short>(polled.revents));
  return result;
}

#ifdef __linux__
unsigned EpollBits(const EventNames& names) { return Bits(kEpollEvents, names); }
EventNames EpollNames(unsigned bits) { return Names(kEpollEvents, bits); }
#endif

CallResult PollBothBy(PollCall poll, Handle handle, Handle also, const EventNames& wanted,
                      bool wait, EventNames& seen) {
  const auto asked = static_cast<short>(Bits(kPollEvents, wanted));
  pollfd polled[] = {{Raw(handle), asked, 0}, {Raw(also), asked, 0}};
  CallResult result = Told(poll(polled, 2, wait ? -1 : 0));
  seen = Names(kPollEvents, static_cast<unsigned short>(polled[0].revents));
  return result;
}

CallResult PosixStack::PollBoth(Handle handle, Handle also, const EventNames& wanted, bool wait,
                                EventNames& seen) {
  return PollBothBy(&::poll, handle, also, wanted, wait, seen);
}

CallResult PosixStack::Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                              EventNames& seen) {
  switch (how) {
    case Readiness::kPoll:
      return PollBy(&::poll, handle, wanted, wait, seen);
    case Readiness::kEpoll:
      return Epoll(Raw(handle), wanted, wait, seen);
    case Readiness::kSelect:
      break;
  }
  return Select(Raw(handle), wanted, wait, seen);
}

CallResult PosixStack::WaitReadable(Handle handle, int octets) {
  const int fd = Raw(handle);
  int before = 1;
  socklen_t length = sizeof(before);
  const bool raised = octets > 1 &&
                      ::getsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &before, &length) == 0 &&
                      ::setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &octets, sizeof(octets)) == 0;
  pollfd polled{fd, POLLIN | POLLRDHUP, 0};
  CallResult result = Told(::poll(&polled, 1, -1));
  // A stack may hold the mark lower than asked; then only looking again tells when all is there. It
  // may have no POLLRDHUP either (gVisor); then the state tells of the end behind the data.
  constexpr int kEnd = POLLRDHUP | POLLHUP | POLLERR | POLLNVAL;
  while (octets > 1 && result.Succeeded() && (polled.revents & kEnd) == 0) {
    const CallResult queued = Count(fd, FIONREAD);
    if (!queued.Succeeded() || queued.value >= octets) break;
    std::string state;
    if (State(handle, state).Succeeded() && NoMoreComes(state)) break;
    polled.events = POLLRDHUP;
    result = Told(::poll(&polled, 1, 1));
  }
  if (raised) ::setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &before, sizeof(before));
  if (result.Succeeded() && (polled.revents & POLLNVAL) != 0) {
    errno = EBADF;
    return Told(-1);
  }
  if (result.Succeeded()) result.value = 0;
  return result;
}

CallResult PosixStack::UnreadCount(Handle handle) { return Count(Raw(handle), FIONREAD); }

CallResult PosixStack::UnsentCount(Handle handle) {
#ifdef __linux__
  return Count(Raw(handle), SIOCOUTQ);
#else
  return NoSuchCall("no SIOCOUTQ here");
#endif
}

}  // namespace closespec::socket_peer
