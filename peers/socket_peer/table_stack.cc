#include "peers/socket_peer/table_stack.h"

#include <array>
#include <cerrno>

#include "peers/socket_peer/os_posix_address.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

// A stack refuses an option that it does not know or was built without in this way.
CallResult OptionResult(CallResult result, std::string_view option) {
  if (result.error != "ENOPROTOOPT") return result;
  return NoSuchCall("no option " + std::string(option));
}

std::string NotHeeded(const MessageFlags& wanted, const MessageFlags& not_heeded) {
  const auto both = [&](bool MessageFlags::*flag) { return wanted.*flag && not_heeded.*flag; };
  if (both(&MessageFlags::dontwait)) return "MSG_DONTWAIT is not implemented";
  if (both(&MessageFlags::oob)) return "MSG_OOB is not implemented";
  if (both(&MessageFlags::more)) return "MSG_MORE is not implemented";
  if (both(&MessageFlags::peek)) return "MSG_PEEK is not implemented";
  if (both(&MessageFlags::waitall)) return "MSG_WAITALL is not implemented";
  if (wanted.zerocopy) return "no MSG_ZEROCOPY here";
  if (both(&MessageFlags::trunc)) return "MSG_TRUNC is not implemented";
  return "";
}

int Flags(const MessageFlags& flags) {
  return (flags.dontwait ? MSG_DONTWAIT : 0) | (flags.oob ? MSG_OOB : 0) |
         (flags.more ? MSG_MORE : 0) | (flags.peek ? MSG_PEEK : 0) |
         (flags.waitall ? MSG_WAITALL : 0) | (flags.trunc ? MSG_TRUNC : 0);
}

// Two parts, so that a gather is one.
std::array<iovec, 2> Halves(char* data, std::size_t size) {
  return {{{data, size / 2}, {data + size / 2, size - size / 2}}};
}

template <typename Call, typename... Arguments>
CallResult Made(Call call, std::string_view name, Arguments... arguments) {
  if (call == nullptr) return NoSuchCall("no " + std::string(name) + "() here");
  return Told(call(arguments...));
}

template <typename Call>
CallResult Named(Call call, Handle handle, Endpoint& endpoint) {
  SocketAddress address;
  CallResult result = Told(call(Raw(handle), address.Raw(), &address.length));
  if (result.Succeeded()) endpoint = address.Read();
  return result;
}

}  // namespace

CallResult TableStack::Open(Family family) {
  return Told(calls_.socket(family == Family::kIpv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0));
}

CallResult TableStack::Bind(Handle handle, const Endpoint& local) {
  SocketAddress address;
  if (!address.Fill(local)) return NoSuchAddress();
  return Told(calls_.bind(Raw(handle), address.Raw(), address.length));
}

CallResult TableStack::Listen(Handle handle, int backlog) {
  return Told(calls_.listen(Raw(handle), backlog));
}

CallResult TableStack::Accept(Handle handle, Endpoint& remote) {
  return Named(calls_.accept, handle, remote);
}

CallResult TableStack::Connect(Handle handle, const Endpoint& remote) {
  SocketAddress address;
  if (!address.Fill(remote)) return NoSuchAddress();
  return Told(calls_.connect(Raw(handle), address.Raw(), address.length));
}

CallResult TableStack::SetBlocking(Handle handle, bool blocking) {
  return Told(calls_.set_blocking(Raw(handle), blocking));
}

CallResult TableStack::Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                            bool) {
  if (const auto why = NotHeeded(flags, not_heeded_); !why.empty()) return NoSuchCall(why);
  const int socket = Raw(handle);
  auto* data = const_cast<char*>(octets.data());
  auto parts = Halves(data, octets.size());
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  switch (via) {
    case Via::kPlain:
      return Told(calls_.send(socket, data, octets.size(), Flags(flags)));
    case Via::kFile:
      return Made(calls_.write, "write", socket, data, octets.size());
    case Via::kVector:
      return Made(calls_.writev, "writev", socket, parts.data(), static_cast<int>(parts.size()));
    case Via::kAddressed:
      return Made(calls_.sendto, "sendto", socket, data, octets.size(), Flags(flags), nullptr, 0);
    case Via::kSplice:
    case Via::kSendfile:
      return NoSuchCall("no splice() and sendfile() here");
    case Via::kMessage:
      break;
  }
  return Made(calls_.sendmsg, "sendmsg", socket, &message, Flags(flags));
}

CallResult TableStack::Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                               std::vector<std::string>& flags_out) {
  if (const auto why = NotHeeded(flags, not_heeded_); !why.empty()) return NoSuchCall(why);
  const int socket = Raw(handle);
  auto parts = Halves(buffer.data(), buffer.size());
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  switch (via) {
    case Via::kPlain:
      return Told(calls_.recv(socket, buffer.data(), buffer.size(), Flags(flags)));
    case Via::kFile:
      return Made(calls_.read, "read", socket, buffer.data(), buffer.size());
    case Via::kVector:
      return Made(calls_.readv, "readv", socket, parts.data(), static_cast<int>(parts.size()));
    case Via::kAddressed:
      return Made(calls_.recvfrom, "recvfrom", socket, buffer.data(), buffer.size(), Flags(flags),
                  nullptr, nullptr);
    case Via::kSplice:
    case Via::kSendfile:
      return NoSuchCall("no splice() here");
    case Via::kMessage:
      break;
  }
  CallResult result = Made(calls_.recvmsg, "recvmsg", socket, &message, Flags(flags));
  if ((message.msg_flags & MSG_TRUNC) != 0) flags_out.emplace_back("trunc");
  return result;
}

CallResult TableStack::WaitReadable(Handle handle, int octets) {
  pollfd polled{Raw(handle), POLLIN, 0};
  CallResult result = Told(calls_.poll(&polled, 1, -1));
  if (!result.Succeeded()) return result;
  if ((polled.revents & POLLNVAL) != 0) {
    errno = EBADF;
    return Told(-1);
  }
  // There is no low-water mark: only looking again tells when all is there.
  while (octets > 1 && !HasEnded(handle)) {
    const CallResult queued = UnreadCount(handle);
    if (!queued.Succeeded() || queued.value >= octets) break;
    ::poll(nullptr, 0, 1);
  }
  result.value = 0;
  return result;
}

CallResult TableStack::Shutdown(Handle handle, int how) {
  return Told(calls_.shutdown(Raw(handle), how));
}

CallResult TableStack::Close(Handle handle) { return Told(calls_.close(Raw(handle))); }

CallResult TableStack::Duplicate(Handle) { return NoSuchCall("no dup() here"); }

CallResult TableStack::SetOption(Handle handle, std::string_view option, const OptionValue& to) {
  return OptionResult(SetOptionBy(calls_.options, handle, option, to), option);
}

CallResult TableStack::GetOption(Handle handle, std::string_view option, OptionValue& is) {
  return OptionResult(GetOptionBy(calls_.options, handle, option, is), option);
}

CallResult TableStack::Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                              EventNames& seen) {
  if (how != Readiness::kPoll) return NoSuchCall("poll() alone is there");
  return PollBy(calls_.poll, handle, wanted, wait, seen);
}

CallResult TableStack::PollBoth(Handle handle, Handle also, const EventNames& wanted, bool wait,
                                EventNames& seen) {
  return PollBothBy(calls_.poll, handle, also, wanted, wait, seen);
}

CallResult TableStack::UnreadCount(Handle handle) {
  int count = 0;
  CallResult result = Told(calls_.unread_count(Raw(handle), &count));
  if (result.Succeeded()) result.value = count;
  return result;
}

CallResult TableStack::UnsentCount(Handle) { return NoSuchCall("no SIOCOUTQ here"); }

CallResult TableStack::LocalName(Handle handle, Endpoint& local) {
  return Named(calls_.getsockname, handle, local);
}

CallResult TableStack::RemoteName(Handle handle, Endpoint& remote) {
  return Named(calls_.getpeername, handle, remote);
}

CallResult TableStack::State(Handle, std::string&) { return NoSuchCall("no state to ask for"); }

}  // namespace closespec::socket_peer
