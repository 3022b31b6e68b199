// WinsockStack: options and state.

#include <winsock2.h>
#include <ws2tcpip.h>

#include "peers/winsock/option_table.h"
#include "peers/winsock/winsock_result.h"
#include "peers/winsock/winsock_stack.h"

namespace closespec::socket_peer {
namespace {

static_assert(SOL_SOCKET == 0xffff && IPPROTO_TCP == 6 && SO_REUSEADDR == 0x0004 &&
              SO_KEEPALIVE == 0x0008 && SO_LINGER == 0x0080 && SO_DONTLINGER == ~0x0080 &&
              SO_OOBINLINE == 0x0100 && SO_SNDBUF == 0x1001 && SO_RCVBUF == 0x1002 &&
              SO_SNDTIMEO == 0x1005 && SO_RCVTIMEO == 0x1006 && SO_ERROR == 0x1007 &&
              TCP_NODELAY == 1);

CallResult NoSuchOption(std::string_view option) {
  return NoSuchCall("no option " + std::string(option));
}

template <typename Value>
CallResult Set(Handle handle, const WinsockOption& row, const Value& value) {
  return Told(::setsockopt(Raw(handle), row.level, row.number,
                           reinterpret_cast<const char*>(&value), sizeof(value)));
}

template <typename Value>
CallResult Get(Handle handle, const WinsockOption& row, Value& value) {
  int length = sizeof(value);
  return Told(
      ::getsockopt(Raw(handle), row.level, row.number, reinterpret_cast<char*>(&value), &length));
}

}  // namespace

CallResult WinsockStack::SetOption(Handle handle, std::string_view option, const OptionValue& to) {
  const WinsockOption* row = FindWinsockOption(option);
  if (row == nullptr) return NoSuchOption(option);
  switch (row->kind) {
    case OptionKind::kLinger:
      // What does not fit becomes what C makes of it, as in any program that is compiled for both.
      return Set(handle, *row,
                 linger{static_cast<u_short>(to.onoff), static_cast<u_short>(to.seconds)});
    case OptionKind::kSeconds:
      return Set(handle, *row, to.seconds);
    case OptionKind::kMilliseconds:
      return Set(handle, *row, to.milliseconds);
    case OptionKind::kValue:
    case OptionKind::kError:
      break;
  }
  return Set(handle, *row, to.value);
}

CallResult WinsockStack::GetOption(Handle handle, std::string_view option, OptionValue& is) {
  const WinsockOption* row = FindWinsockOption(option);
  if (row == nullptr) return NoSuchOption(option);
  CallResult result;
  linger lingering{};
  switch (row->kind) {
    case OptionKind::kLinger:
      result = Get(handle, *row, lingering);
      is.onoff = lingering.l_onoff;
      is.seconds = lingering.l_linger;
      return result;
    case OptionKind::kSeconds:
      return Get(handle, *row, is.seconds);
    case OptionKind::kMilliseconds:
      return Get(handle, *row, is.milliseconds);
    case OptionKind::kError:
      result = Get(handle, *row, is.value);
      if (is.value != 0) is.error = WinsockErrorName(is.value);
      return result;
    case OptionKind::kValue:
      break;
  }
  return Get(handle, *row, is.value);
}

CallResult WinsockStack::State(Handle, std::string&) { return NoSuchCall("no TCP_INFO here"); }

}  // namespace closespec::socket_peer
