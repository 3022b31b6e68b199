// Ns3Stack: octets in and out.

#include <ns3/tcp-tx-buffer.h>

#include <algorithm>

#include "peers/ns3/ns3_result.h"
#include "peers/ns3/ns3_stack.h"

namespace closespec::ns3_peer {
namespace {

using ns3::TcpSocket;
using socket_peer::NoSuchCall;
using socket_peer::Told;

// Empty when ns-3 has all of it.
std::string Missing(const MessageFlags& flags, Via via) {
  if (via != Via::kPlain && via != Via::kAddressed) return "Send, SendTo, Recv and RecvFrom alone";
  if (flags.oob || flags.more || flags.peek || flags.waitall || flags.trunc) return "no flags";
  return "";
}

bool MaySend(TcpSocket::TcpStates_t state) {
  return state == TcpSocket::SYN_SENT || state == TcpSocket::ESTABLISHED ||
         state == TcpSocket::CLOSE_WAIT;
}

}  // namespace

CallResult Ns3Stack::Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                          bool sigpipe) {
  if (sigpipe) return NoSuchCall("no SIGPIPE");
  if (const std::string missing = Missing(flags, via); !missing.empty()) return NoSuchCall(missing);
  std::size_t accepted = 0;
  return On(handle, [&](Socket& on) -> std::optional<CallResult> {
    do {
      const auto* rest = reinterpret_cast<const std::uint8_t*>(octets.data()) + accepted;
      // More than there is room for is refused as a whole.
      const auto room = std::min<std::size_t>(on.raw->GetTxAvailable(), octets.size() - accepted);
      if (room == 0 && !octets.empty() && MaySend(on.state) && !on.closed_by_error) {
        if (accepted > 0 && (!on.blocking || flags.dontwait)) break;
        return on.OrBlock(flags.dontwait);
      }
      const auto piece = static_cast<std::uint32_t>(room);
      const CallResult result =
          ToldBy(*on.raw, via == Via::kPlain ? on.raw->ns3::Socket::Send(rest, piece, 0)
                                             : on.raw->ns3::Socket::SendTo(rest, piece, 0, {}));
      if (!result.Succeeded() && accepted == 0) return result;
      if (!result.Succeeded()) break;
      accepted += room;
    } while (accepted < octets.size());
    return Told(static_cast<std::int64_t>(accepted));
  });
}

CallResult Ns3Stack::Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                             std::vector<std::string>&) {
  if (const std::string missing = Missing(flags, via); !missing.empty()) return NoSuchCall(missing);
  return On(handle, [&](Socket& on) -> std::optional<CallResult> {
    const auto size = static_cast<std::uint32_t>(buffer.size());
    ns3::Address from;
    const auto packet =
        via == Via::kPlain ? on.raw->Recv(size, 0) : on.raw->RecvFrom(size, 0, from);
    // An empty one is the end.
    if (packet) {
      return Told(packet->CopyData(reinterpret_cast<std::uint8_t*>(buffer.data()), size));
    }
    if (on.closed_by_error) return Failed("ECONNRESET");
    if (on.HasEnded()) return Told(0);
    return on.OrBlock(flags.dontwait);
  });
}

CallResult Ns3Stack::WaitReadable(Handle handle, int octets) {
  return On(handle, [&](Socket& on) -> std::optional<CallResult> {
    const bool readable = !on.to_accept.empty() || on.HasEnded() ||
                          on.raw->GetRxAvailable() >= static_cast<std::uint32_t>(octets);
    return readable ? std::optional(Told(0)) : std::nullopt;
  });
}

CallResult Ns3Stack::UnreadCount(Handle handle) {
  return On(handle, [](Socket& on) { return Told(on.raw->GetRxAvailable()); });
}

CallResult Ns3Stack::UnsentCount(Handle handle) {
  return On(handle, [](Socket& on) { return Told(on.raw->GetTxBuffer()->Size()); });
}

}  // namespace closespec::ns3_peer
