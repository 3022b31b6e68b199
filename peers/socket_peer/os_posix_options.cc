// PosixStack: options and state.

#include "peers/socket_peer/os_posix_options.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

enum class Kind { kValue, kSeconds, kMilliseconds, kLinger, kTime, kError };

struct OptionRow {
  std::string_view name;
  int level;
  int number;
  Kind kind;
};

constexpr OptionRow kNumbered[] = {
    {"SO_LINGER", SOL_SOCKET, SO_LINGER, Kind::kLinger},
    {"SO_ERROR", SOL_SOCKET, SO_ERROR, Kind::kError},
    {"SO_RCVTIMEO", SOL_SOCKET, SO_RCVTIMEO, Kind::kTime},
    {"SO_SNDTIMEO", SOL_SOCKET, SO_SNDTIMEO, Kind::kTime},
    {"SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, Kind::kValue},
#ifdef SO_REUSEPORT
    {"SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT, Kind::kValue},
#endif
    {"SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, Kind::kValue},
    {"SO_OOBINLINE", SOL_SOCKET, SO_OOBINLINE, Kind::kValue},
    {"SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, Kind::kValue},
    {"SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, Kind::kValue},
    {"SO_RCVLOWAT", SOL_SOCKET, SO_RCVLOWAT, Kind::kValue},
    {"TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, Kind::kValue},
#ifdef TCP_CORK
    {"TCP_CORK", IPPROTO_TCP, TCP_CORK, Kind::kValue},
#endif
#ifdef TCP_LINGER2
    {"TCP_LINGER2", IPPROTO_TCP, TCP_LINGER2, Kind::kSeconds},
#endif
#ifdef TCP_USER_TIMEOUT
    {"TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT, Kind::kMilliseconds},
#endif
#ifdef TCP_KEEPIDLE
    {"TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, Kind::kSeconds},
    {"TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, Kind::kSeconds},
    {"TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, Kind::kValue},
#endif
#ifdef TCP_DEFER_ACCEPT
    {"TCP_DEFER_ACCEPT", IPPROTO_TCP, TCP_DEFER_ACCEPT, Kind::kSeconds},
#endif
#ifdef TCP_SYNCNT
    {"TCP_SYNCNT", IPPROTO_TCP, TCP_SYNCNT, Kind::kValue},
#endif
#ifdef SO_ZEROCOPY
    {"SO_ZEROCOPY", SOL_SOCKET, SO_ZEROCOPY, Kind::kValue},
#endif
#ifdef IP_RECVERR
    {"IP_RECVERR", IPPROTO_IP, IP_RECVERR, Kind::kValue},
#endif
};

const OptionRow* Find(std::string_view option) {
  const auto* found = std::find_if(std::begin(kNumbered), std::end(kNumbered),
                                   [option](const auto& row) { return row.name == option; });
  return found == std::end(kNumbered) ? nullptr : found;
}

struct OneOption {
  const OptionCalls& calls;
  int socket;
  const OptionRow& row;

  template <typename Value>
  [[nodiscard]] CallResult Set(const Value& value) const {
    return Told(calls.set(socket, row.level, row.number, &value, sizeof(value)));
  }
  template <typename Value>
  [[nodiscard]] CallResult Get(Value& value) const {
    socklen_t length = sizeof(value);
    return Told(calls.get(socket, row.level, row.number, &value, &length));
  }
};

}  // namespace

CallResult SetOptionBy(const OptionCalls& calls, Handle handle, std::string_view option,
                       const OptionValue& to) {
  const OptionRow* row = Find(option);
  if (row == nullptr) return NoSuchCall("no option " + std::string(option));
  const OneOption one{calls, Raw(handle), *row};
  switch (row->kind) {
    case Kind::kLinger:
      return one.Set(linger{to.onoff, to.seconds});
    case Kind::kTime:
      return one.Set(timeval{to.milliseconds / 1000, to.milliseconds % 1000 * 1000L});
    case Kind::kSeconds:
      return one.Set(to.seconds);
    case Kind::kMilliseconds:
      return one.Set(to.milliseconds);
    case Kind::kValue:
    case Kind::kError:
      break;
  }
  return one.Set(to.value);
}

CallResult GetOptionBy(const OptionCalls& calls, Handle handle, std::string_view option,
                       OptionValue& is) {
  const OptionRow* row = Find(option);
  if (row == nullptr) return NoSuchCall("no option " + std::string(option));
  const OneOption one{calls, Raw(handle), *row};
  CallResult result;
  linger lingering{};
  timeval time{};
  switch (row->kind) {
    case Kind::kLinger:
      result = one.Get(lingering);
      is.onoff = lingering.l_onoff;
      is.seconds = lingering.l_linger;
      return result;
    case Kind::kTime:
      result = one.Get(time);
      is.milliseconds = static_cast<int>(time.tv_sec * 1000 + time.tv_usec / 1000);
      return result;
    case Kind::kSeconds:
      return one.Get(is.seconds);
    case Kind::kMilliseconds:
      return one.Get(is.milliseconds);
    case Kind::kError:
      result = one.Get(is.value);
      if (is.value != 0) is.error = ErrorName(is.value);
      return result;
    case Kind::kValue:
      break;
  }
  return one.Get(is.value);
}

CallResult PosixStack::SetOption(Handle handle, std::string_view option, const OptionValue& to) {
  return SetOptionBy({&::setsockopt, &::getsockopt}, handle, option, to);
}

CallResult PosixStack::GetOption(Handle handle, std::string_view option, OptionValue& is) {
  return GetOptionBy({&::setsockopt, &::getsockopt}, handle, option, is);
}

CallResult PosixStack::State(Handle handle, std::string& state) {
#ifdef __linux__
  // In the order of the kernel's numbers, from TCP_ESTABLISHED = 1 on.
  static constexpr const char* kStates[] = {
      "",          "ESTABLISHED", "SYN_SENT",   "SYN_RECEIVED", "FIN_WAIT_1", "FIN_WAIT_2",
      "TIME_WAIT", "CLOSED",      "CLOSE_WAIT", "LAST_ACK",     "LISTEN",     "CLOSING"};
  tcp_info info{};
  socklen_t length = sizeof(info);
  CallResult result = Told(::getsockopt(Raw(handle), IPPROTO_TCP, TCP_INFO, &info, &length));
  if (!result.Succeeded()) return result;
  const bool known = info.tcpi_state >= 1 && info.tcpi_state < std::size(kStates);
  state = known ? kStates[info.tcpi_state] : std::to_string(info.tcpi_state);
  return result;
#else
  return NoSuchCall("no TCP_INFO here");
#endif
}

}  // namespace closespec::socket_peer
