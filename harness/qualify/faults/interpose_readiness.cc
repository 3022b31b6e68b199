// poll, select and epoll lead to Calls::Events, where they only look. A call that waits is how a
// peer waits for what it needs; only a poll() of one socket may fail to wake.

#include <map>
#include <mutex>

#include "harness/qualify/faults/selected.h"

using closespec::faults::Real;
using closespec::faults::Selected;
using closespec::faults::SelectedFor;

namespace {

struct Registered {
  int fd = -1;
  epoll_event wanted{};
};

// What was last put into each epoll descriptor.
class Registrations {
 public:
  void Put(int epoll, const Registered& registered) {
    const std::lock_guard<std::mutex> lock(mutex_);
    by_epoll_[epoll] = registered;
  }
  Registered At(int epoll) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return by_epoll_[epoll];
  }

 private:
  std::mutex mutex_;
  std::map<int, Registered> by_epoll_;
};

Registrations& Epolls() {
  static auto* const registrations = new Registrations;
  return *registrations;
}

short PollOne(int fd, short wanted) {
  pollfd polled{fd, wanted, 0};
  Real().poll(&polled, 1, 0);
  return polled.revents;
}

bool Has(const fd_set* set, int fd) { return set != nullptr && FD_ISSET(fd, set); }

// 1 if `fd` stays in the set.
int Keep(fd_set* set, int fd, bool stays) {
  if (set == nullptr) return 0;
  FD_CLR(fd, set);
  if (stays) FD_SET(fd, set);
  return stays ? 1 : 0;
}

}  // namespace

extern "C" int poll(pollfd* polled, nfds_t count, int timeout) {
  const int result = Real().poll(polled, count, timeout);
  if (result < 0 || Selected() == nullptr) return result;
  if (timeout != 0) {
    auto* calls = timeout < 0 && count == 1 ? SelectedFor(polled->fd) : nullptr;
    const bool sleeps =
        calls != nullptr && !calls->Wakes({polled->fd}, polled->events, polled->revents);
    if (sleeps) closespec::faults::Calls::Sleep();
    return result;
  }
  int shown = 0;
  for (nfds_t i = 0; i < count; ++i) {
    if (auto* calls = SelectedFor(polled[i].fd)) {
      polled[i].revents = calls->Events({polled[i].fd}, polled[i].events, polled[i].revents);
    }
    if (polled[i].revents != 0) ++shown;
  }
  return Selected()->Counted(polled, count, shown);
}

extern "C" int select(int count, fd_set* in, fd_set* out, fd_set* exceptional, timeval* timeout) {
  const bool looks = timeout != nullptr && timeout->tv_sec == 0 && timeout->tv_usec == 0;
  fd_set wanted_in{};
  fd_set wanted_out{};
  fd_set wanted_exceptional{};
  if (in != nullptr) wanted_in = *in;
  if (out != nullptr) wanted_out = *out;
  if (exceptional != nullptr) wanted_exceptional = *exceptional;
  int result = Real().select(count, in, out, exceptional, timeout);
  if (!looks || result < 0 || Selected() == nullptr) return result;
  for (int fd = 0; fd < count; ++fd) {
    const bool asks_in = FD_ISSET(fd, &wanted_in);
    const bool asks_out = FD_ISSET(fd, &wanted_out);
    const bool asks_exceptional = FD_ISSET(fd, &wanted_exceptional);
    auto* calls = asks_in || asks_out || asks_exceptional ? SelectedFor(fd) : nullptr;
    if (calls == nullptr) continue;
    const auto wanted = static_cast<short>((asks_in ? POLLIN : 0) | (asks_out ? POLLOUT : 0) |
                                           (asks_exceptional ? POLLPRI : 0));
    const short seen = calls->Events({fd}, wanted, PollOne(fd, wanted));
    result -= static_cast<int>(Has(in, fd)) + static_cast<int>(Has(out, fd)) +
              static_cast<int>(Has(exceptional, fd));
    // IN alone decides on reading at the end of the stream, as the kernel has it with HUP and ERR.
    result += Keep(in, fd, asks_in && (seen & (POLLIN | POLLHUP | POLLERR)) != 0);
    result += Keep(out, fd, asks_out && (seen & (POLLOUT | POLLERR)) != 0);
    result += Keep(exceptional, fd, asks_exceptional && (seen & POLLPRI) != 0);
  }
  return result;
}

extern "C" int epoll_ctl(int epoll, int operation, int fd, epoll_event* event) noexcept {
  if (Selected() != nullptr && operation != EPOLL_CTL_DEL && event != nullptr) {
    Epolls().Put(epoll, {fd, *event});
    if (auto* calls = SelectedFor(fd)) {
      epoll_event asked = *event;
      asked.events = calls->Registered({fd}, epoll, event->events);
      return Real().epoll_ctl(epoll, operation, fd, &asked);
    }
  }
  return Real().epoll_ctl(epoll, operation, fd, event);
}

// For an epoll descriptor with one socket in it, as the socket peer has them.
extern "C" int epoll_wait(int epoll, epoll_event* events, int most, int timeout) {
  static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT && EPOLLERR == POLLERR &&
                EPOLLHUP == POLLHUP && EPOLLRDHUP == POLLRDHUP);
  const int result = Real().epoll_wait(epoll, events, most, timeout);
  if (timeout != 0 || result < 0 || most < 1 || Selected() == nullptr) return result;
  const Registered registered = Epolls().At(epoll);
  auto* calls = registered.fd >= 0 ? SelectedFor(registered.fd) : nullptr;
  if (calls == nullptr) return result;
  const auto seen = static_cast<short>(result == 1 ? events[0].events : 0);
  const auto wanted = static_cast<short>(registered.wanted.events);
  events[0].events = static_cast<unsigned short>(calls->Events({registered.fd}, wanted, seen));
  events[0].data = registered.wanted.data;
  return events[0].events != 0 ? 1 : 0;
}
