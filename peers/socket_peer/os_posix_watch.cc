// PosixStack: registrations with epoll that are kept.

#ifdef __linux__

#include <sys/epoll.h>
#include <unistd.h>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_poll.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

unsigned TriggerBits(Trigger how) {
  switch (how) {
    case Trigger::kEdge:
      return EPOLLET;
    case Trigger::kOneshot:
      return EPOLLONESHOT;
    case Trigger::kLevel:
      break;
  }
  return 0;
}

}  // namespace

CallResult PosixStack::Watch(Handle handle, const EventNames& wanted, Trigger how) {
  const int watch = ::epoll_create1(EPOLL_CLOEXEC);
  if (watch < 0) return Told(-1);
  epoll_event event{};
  event.events = EpollBits(wanted) | TriggerBits(how);
  CallResult result = Told(::epoll_ctl(watch, EPOLL_CTL_ADD, Raw(handle), &event));
  if (!result.Succeeded()) {
    ::close(watch);
    return result;
  }
  result.value = watch;
  return result;
}

CallResult PosixStack::Rearm(Handle handle, Handle watch, const EventNames& wanted) {
  epoll_event event{};
  event.events = EpollBits(wanted) | EPOLLONESHOT;
  return Told(::epoll_ctl(Raw(watch), EPOLL_CTL_MOD, Raw(handle), &event));
}

CallResult PosixStack::Watched(Handle watch, bool wait, EventNames& seen) {
  epoll_event event{};
  CallResult result = Told(::epoll_wait(Raw(watch), &event, 1, wait ? -1 : 0));
  if (result.Succeeded()) seen = EpollNames(event.events);
  return result;
}

}  // namespace closespec::socket_peer

#endif
