#include "peers/socket_peer/os_posix_result.h"

#include <cerrno>
#include <ctime>
#include <utility>

namespace closespec::socket_peer {
namespace {

struct NamedError {
  int number;
  const char* name;
};

#define CLOSESPEC_NAMED(error) \
  { error, #error }
// A table of our own, because strerrorname_np() is glibc's alone.
constexpr NamedError kErrors[] = {
    CLOSESPEC_NAMED(EACCES),       CLOSESPEC_NAMED(EADDRINUSE),  CLOSESPEC_NAMED(EADDRNOTAVAIL),
    CLOSESPEC_NAMED(EAFNOSUPPORT), CLOSESPEC_NAMED(EAGAIN),      CLOSESPEC_NAMED(EALREADY),
    CLOSESPEC_NAMED(EBADF),        CLOSESPEC_NAMED(ECHILD),      CLOSESPEC_NAMED(ECONNABORTED),
    CLOSESPEC_NAMED(ECONNREFUSED), CLOSESPEC_NAMED(ECONNRESET),  CLOSESPEC_NAMED(EDESTADDRREQ),
    CLOSESPEC_NAMED(EDOM),         CLOSESPEC_NAMED(EFAULT),      CLOSESPEC_NAMED(EHOSTDOWN),
    CLOSESPEC_NAMED(EHOSTUNREACH), CLOSESPEC_NAMED(EINPROGRESS), CLOSESPEC_NAMED(EINTR),
    CLOSESPEC_NAMED(EINVAL),       CLOSESPEC_NAMED(EIO),         CLOSESPEC_NAMED(EISCONN),
    CLOSESPEC_NAMED(EMFILE),       CLOSESPEC_NAMED(EMSGSIZE),    CLOSESPEC_NAMED(ENETDOWN),
    CLOSESPEC_NAMED(ENETRESET),    CLOSESPEC_NAMED(ENETUNREACH), CLOSESPEC_NAMED(ENFILE),
    CLOSESPEC_NAMED(ENOBUFS),      CLOSESPEC_NAMED(ENODEV),      CLOSESPEC_NAMED(ENOMEM),
    CLOSESPEC_NAMED(ENOPROTOOPT),  CLOSESPEC_NAMED(ENOSYS),      CLOSESPEC_NAMED(ENOTCONN),
    CLOSESPEC_NAMED(ENOTSOCK),     CLOSESPEC_NAMED(EOPNOTSUPP),  CLOSESPEC_NAMED(EPERM),
    CLOSESPEC_NAMED(EPIPE),        CLOSESPEC_NAMED(EPROTO),      CLOSESPEC_NAMED(EPROTONOSUPPORT),
    CLOSESPEC_NAMED(EPROTOTYPE),   CLOSESPEC_NAMED(ESHUTDOWN),   CLOSESPEC_NAMED(ETIMEDOUT),
};
#undef CLOSESPEC_NAMED

}  // namespace

std::string ErrorName(int number) {
  for (const auto& each : kErrors) {
    if (each.number == number) return each.name;
  }
  return "E" + std::to_string(number);
}

CallResult Told(std::int64_t returned) {
  const int error = errno;
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  CallResult result;
  result.at = static_cast<std::uint64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
  result.value = returned;
  if (returned < 0) {
    result.error = ErrorName(error);
    result.native = error;
  }
  return result;
}

CallResult NoSuchCall(std::string why) {
  CallResult result = Told(0);
  result.unsupported = std::move(why);
  return result;
}

}  // namespace closespec::socket_peer
