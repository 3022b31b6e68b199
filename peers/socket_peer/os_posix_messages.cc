// PosixStack: octets in and out.

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_file_calls.h"
#include "peers/socket_peer/os_posix_result.h"
#include "peers/socket_peer/os_posix_signals.h"

namespace closespec::socket_peer {
namespace {

int Flags(const MessageFlags& flags) {
  return (flags.dontwait ? MSG_DONTWAIT : 0) | (flags.oob ? MSG_OOB : 0) |
         (flags.peek ? MSG_PEEK : 0) | (flags.waitall ? MSG_WAITALL : 0) |
         (flags.trunc ? MSG_TRUNC : 0)
#ifdef MSG_MORE
         | (flags.more ? MSG_MORE : 0)
#endif
#ifdef MSG_ZEROCOPY
         | (flags.zerocopy ? MSG_ZEROCOPY : 0)
#endif
      ;
}

std::vector<std::string> FlagNames(int flags) {
  std::vector<std::string> names;
  if ((flags & MSG_OOB) != 0) names.emplace_back("oob");
  if ((flags & MSG_TRUNC) != 0) names.emplace_back("trunc");
  if ((flags & MSG_CTRUNC) != 0) names.emplace_back("ctrunc");
  if ((flags & MSG_EOR) != 0) names.emplace_back("eor");
  return names;
}

CallResult SendRaw(int fd, std::string_view octets, int flags, Via via) {
  auto* data = const_cast<char*>(octets.data());
  // Two parts, so that a gather is one.
  iovec parts[2] = {{data, octets.size() / 2},
                    {data + octets.size() / 2, octets.size() - octets.size() / 2}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  switch (via) {
    case Via::kPlain:
      return Told(::send(fd, data, octets.size(), flags));
    case Via::kFile:
      return Told(::write(fd, data, octets.size()));
    case Via::kVector:
      return Told(::writev(fd, parts, 2));
    case Via::kAddressed:
      return Told(::sendto(fd, data, octets.size(), flags, nullptr, 0));
    case Via::kSplice:
      return SpliceOut(fd, octets);
    case Via::kSendfile:
      return SendFile(fd, octets);
    case Via::kMessage:
      break;
  }
  return Told(::sendmsg(fd, &message, flags));
}

}  // namespace

CallResult PosixStack::Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                            bool sigpipe) {
  if (sigpipe) return SendRaw(Raw(handle), octets, Flags(flags), via);
  if (!TakesFlags(via)) {
    const SigpipeHeldBack held_back;
    return SendRaw(Raw(handle), octets, 0, via);
  }
  return SendRaw(Raw(handle), octets, Flags(flags) | MSG_NOSIGNAL, via);
}

CallResult PosixStack::Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                               std::vector<std::string>& flags_out) {
  const int fd = Raw(handle);
  iovec parts[2] = {{buffer.data(), buffer.size() / 2},
                    {buffer.data() + buffer.size() / 2, buffer.size() - buffer.size() / 2}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  switch (via) {
    case Via::kPlain:
      return Told(::recv(fd, buffer.data(), buffer.size(), Flags(flags)));
    case Via::kFile:
      return Told(::read(fd, buffer.data(), buffer.size()));
    case Via::kVector:
      return Told(::readv(fd, parts, 2));
    case Via::kAddressed:
      return Told(::recvfrom(fd, buffer.data(), buffer.size(), Flags(flags), nullptr, nullptr));
    case Via::kSplice:
      return SpliceIn(fd, buffer);
    case Via::kSendfile:
    case Via::kMessage:
      break;
  }
  CallResult result = Told(::recvmsg(fd, &message, Flags(flags)));
  flags_out = FlagNames(message.msg_flags);
  return result;
}

}  // namespace closespec::socket_peer
