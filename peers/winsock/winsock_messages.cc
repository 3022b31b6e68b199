// WinsockStack: octets in and out.

#include <winsock2.h>

#include "peers/winsock/winsock_result.h"
#include "peers/winsock/winsock_stack.h"

namespace closespec::socket_peer {
namespace {

constexpr char kNoFile[] = "sockets are no files here: no read and write";
constexpr char kNoSplice[] = "no splice and sendfile";
constexpr char kNoMessage[] = "WSASendMsg and WSARecvMsg are not for streams";

// Empty when Winsock has all of them.
std::string Missing(const MessageFlags& flags) {
  if (flags.dontwait) return "no MSG_DONTWAIT";
  if (flags.more) return "no MSG_MORE";
  if (flags.zerocopy) return "no MSG_ZEROCOPY";
  if (flags.trunc) return "no MSG_TRUNC to ask for";
  return "";
}

int Flags(const MessageFlags& flags) {
  return (flags.oob ? MSG_OOB : 0) | (flags.peek ? MSG_PEEK : 0) |
         (flags.waitall ? MSG_WAITALL : 0);
}

// Two parts, so that a gather or a scatter is one.
struct Parts {
  Parts(char* data, std::size_t octets) {
    const auto first = static_cast<u_long>(octets / 2);
    buffers[0] = {first, data};
    buffers[1] = {static_cast<u_long>(octets) - first, data + first};
  }
  WSABUF buffers[2];
};

// The calls with WSABUF say how it went, and how many octets there were beside it.
CallResult SendParts(SOCKET socket, Parts& parts) {
  DWORD octets = 0;
  CallResult result = Told(::WSASend(socket, parts.buffers, 2, &octets, 0, nullptr, nullptr));
  if (result.Succeeded()) result.value = octets;
  return result;
}

CallResult ReceiveParts(SOCKET socket, Parts& parts) {
  DWORD octets = 0;
  DWORD flags = 0;
  CallResult result = Told(::WSARecv(socket, parts.buffers, 2, &octets, &flags, nullptr, nullptr));
  if (result.Succeeded()) result.value = octets;
  return result;
}

}  // namespace

CallResult WinsockStack::Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                              bool sigpipe) {
  if (sigpipe) return NoSuchCall("no SIGPIPE");
  if (const std::string missing = Missing(flags); !missing.empty()) return NoSuchCall(missing);
  auto* data = const_cast<char*>(octets.data());
  const auto length = static_cast<int>(octets.size());
  Parts parts(data, octets.size());
  switch (via) {
    case Via::kPlain:
      return Told(::send(Raw(handle), data, length, Flags(flags)));
    case Via::kAddressed:
      return Told(::sendto(Raw(handle), data, length, Flags(flags), nullptr, 0));
    case Via::kVector:
      return SendParts(Raw(handle), parts);
    case Via::kFile:
      return NoSuchCall(kNoFile);
    case Via::kSplice:
    case Via::kSendfile:
      return NoSuchCall(kNoSplice);
    case Via::kMessage:
      break;
  }
  return NoSuchCall(kNoMessage);
}

CallResult WinsockStack::Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                                 std::vector<std::string>&) {
  if (const std::string missing = Missing(flags); !missing.empty()) return NoSuchCall(missing);
  const auto length = static_cast<int>(buffer.size());
  Parts parts(buffer.data(), buffer.size());
  switch (via) {
    case Via::kPlain:
      return Told(::recv(Raw(handle), buffer.data(), length, Flags(flags)));
    case Via::kAddressed:
      return Told(::recvfrom(Raw(handle), buffer.data(), length, Flags(flags), nullptr, nullptr));
    case Via::kVector:
      return ReceiveParts(Raw(handle), parts);
    case Via::kFile:
      return NoSuchCall(kNoFile);
    case Via::kSplice:
    case Via::kSendfile:
      return NoSuchCall(kNoSplice);
    case Via::kMessage:
      break;
  }
  return NoSuchCall(kNoMessage);
}

}  // namespace closespec::socket_peer
