// The calls that make, end and describe a connection.

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstdarg>
#include <cstring>

#include "harness/qualify/faults/selected.h"

using closespec::faults::IsTcp;
using closespec::faults::Real;
using closespec::faults::Selected;
using closespec::faults::SelectedFor;

namespace {

int Began(int fd) {
  if (auto* calls = fd < 0 ? nullptr : SelectedFor(fd)) calls->Begin({fd});
  return fd;
}

int Accepted(int fd) {
  if (auto* calls = Began(fd) < 0 ? nullptr : SelectedFor(fd)) calls->Connected({fd});
  return fd;
}

template <typename Use>
void ForEachSocket(Use use) {
  constexpr int kMost = 1024;
  auto* calls = Selected();
  for (int fd = 0; calls != nullptr && fd < kMost; ++fd) {
    if (IsTcp(fd)) use(*calls, fd);
  }
}

}  // namespace

extern "C" int socket(int domain, int type, int protocol) noexcept {
  return Began(Real().socket(domain, type, protocol));
}

extern "C" int dup(int fd) noexcept { return Began(Real().dup(fd)); }

extern "C" int accept(int fd, sockaddr* from, socklen_t* length) {
  return Accepted(Real().accept(fd, from, length));
}

extern "C" int accept4(int fd, sockaddr* from, socklen_t* length, int flags) {
  return Accepted(Real().accept4(fd, from, length, flags));
}

extern "C" int bind(int fd, const sockaddr* address, socklen_t length) noexcept {
  auto* calls = SelectedFor(fd);
  return calls != nullptr ? calls->Bind({fd}, address, length) : Real().bind(fd, address, length);
}

extern "C" int connect(int fd, const sockaddr* to, socklen_t length) {
  auto* calls = SelectedFor(fd);
  return calls != nullptr ? calls->Connect({fd}, to, length) : Real().connect(fd, to, length);
}

extern "C" int shutdown(int fd, int how) noexcept {
  auto* calls = SelectedFor(fd);
  return calls != nullptr ? calls->Shutdown({fd}, how) : Real().shutdown(fd, how);
}

extern "C" int close(int fd) {
  auto* calls = SelectedFor(fd);
  return calls != nullptr ? calls->Close({fd}) : Real().close(fd);
}

extern "C" int setsockopt(int fd, int level, int option, const void* value,
                          socklen_t length) noexcept {
  const bool is_reuse = level == SOL_SOCKET && length == sizeof(int) &&
                        (option == SO_REUSEADDR || option == SO_REUSEPORT);
  if (auto* calls = is_reuse ? SelectedFor(fd) : nullptr) {
    return calls->SetReuse({fd}, option, *static_cast<const int*>(value));
  }
  const bool is_user_timeout =
      level == IPPROTO_TCP && option == TCP_USER_TIMEOUT && length == sizeof(int);
  if (auto* calls = is_user_timeout ? SelectedFor(fd) : nullptr) {
    return calls->SetUserTimeout({fd}, *static_cast<const int*>(value));
  }
  const bool is_linger = level == SOL_SOCKET && option == SO_LINGER;
  const bool is_time = level == IPPROTO_TCP && option == TCP_LINGER2 && length == sizeof(int);
  auto* calls = is_linger || is_time ? SelectedFor(fd) : nullptr;
  if (calls == nullptr) return Real().setsockopt(fd, level, option, value, length);
  if (is_time) return calls->SetFinWait2Time({fd}, *static_cast<const int*>(value));
  linger wanted{};
  if (length < sizeof(wanted)) return calls->SetShortLinger({fd}, value, length);
  std::memcpy(&wanted, value, sizeof(wanted));
  return calls->SetLinger({fd}, wanted);
}

extern "C" int getsockopt(int fd, int level, int option, void* value, socklen_t* length) noexcept {
  auto* calls = level == SOL_SOCKET ? SelectedFor(fd) : nullptr;
  if (calls != nullptr && option == SO_LINGER && *length >= sizeof(linger)) {
    *length = sizeof(linger);
    return calls->GetLinger({fd}, *static_cast<linger*>(value));
  }
  if (calls != nullptr && option == SO_ERROR && *length >= sizeof(int)) {
    *length = sizeof(int);
    return calls->GetError({fd}, *static_cast<int*>(value));
  }
  return Real().getsockopt(fd, level, option, value, length);
}

extern "C" int getpeername(int fd, sockaddr* name, socklen_t* length) noexcept {
  auto* calls = SelectedFor(fd);
  return calls != nullptr ? calls->PeerName({fd}, name, length)
                          : Real().getpeername(fd, name, length);
}

extern "C" int ioctl(int fd, unsigned long request, ...) noexcept {
  std::va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  const bool is_known = request == FIONREAD || request == SIOCOUTQ || request == FIOASYNC;
  auto* calls = is_known ? SelectedFor(fd) : nullptr;
  if (calls == nullptr) return Real().ioctl(fd, request, argument);
  int& count = *static_cast<int*>(argument);
  if (request == FIOASYNC) return calls->SetAsynchronous({fd}, count);
  return request == FIONREAD ? calls->CountUnread({fd}, count) : calls->CountUnsent({fd}, count);
}

extern "C" int kill(pid_t process, int signal) noexcept {
  if (process == ::getpid() && signal != 0) {
    ForEachSocket([](closespec::faults::Calls& calls, int fd) { calls.Killed({fd}); });
  }
  return Real().kill(process, signal);
}

extern "C" __attribute__((noreturn)) void _exit(int status) {
  ForEachSocket([](closespec::faults::Calls& calls, int fd) { calls.Exiting({fd}); });
  Real().exit_now(status);
  for (;;) ::pause();
}
