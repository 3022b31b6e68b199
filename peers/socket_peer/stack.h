// The seam between the socket peer and the stack under test: the calls of a sockets interface, each
// one told as a CallResult. A peer for another stack implements Stack and shares everything else.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_STACK_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_STACK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace closespec::socket_peer {

// A socket as the stack numbers it. The default is no socket: calls on it fail with EBADF (poll
// would pass over a negative one).
struct Handle {
  std::intptr_t raw = 2147483647;
};

enum class Family { kIpv4, kIpv6 };
// Beside the ordinary sockets of TCP (docs/peer-protocol.md).
enum class SocketKind { kMapped, kMptcp };

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};
std::string ToText(const Endpoint& endpoint);  // "192.0.2.1:80", "[2001:db8::1]:80"

// What a call came to: a number, an error, or that this stack has no such call.
struct CallResult {
  std::int64_t value = -1;
  std::string error;  // POSIX name; empty when the call did not fail
  long native = 0;    // the stack's own number of the error
  std::string unsupported;
  std::uint64_t at = 0;  // nanoseconds of a monotonic clock when the call had returned

  [[nodiscard]] bool Succeeded() const { return error.empty() && unsupported.empty(); }
};

// How octets go in and out: send/recv, write/read, writev/readv, sendto/recvfrom, sendmsg/recvmsg,
// splice() by a pipe, sendfile().
enum class Via { kPlain, kFile, kVector, kAddressed, kMessage, kSplice, kSendfile };

constexpr bool TakesFlags(Via via) {
  return via == Via::kPlain || via == Via::kAddressed || via == Via::kMessage;
}

struct MessageFlags {
  bool dontwait = false;
  bool oob = false;
  bool more = false;
  bool peek = false;
  bool waitall = false;
  bool trunc = false;
  bool zerocopy = false;
};

struct OptionValue {
  int onoff = 0;
  int seconds = 0;
  int milliseconds = 0;
  int value = 0;
  std::string error;  // of SO_ERROR, by name
};

enum class Readiness { kPoll, kEpoll, kSelect };
using EventNames = std::vector<std::string>;  // IN OUT PRI ERR HUP RDHUP NVAL
enum class Trigger { kLevel, kEdge, kOneshot };

inline CallResult NotOnThisStack(std::string what) {
  CallResult result;
  result.unsupported = std::move(what) + " is not on this stack";
  return result;
}

class Stack {
 public:
  virtual ~Stack() = default;

  virtual std::string Name() = 0;  // "linux-6.18.44"
  virtual std::vector<std::string> Features() = 0;

  virtual CallResult Open(Family family) = 0;  // value: the handle
  virtual CallResult Bind(Handle handle, const Endpoint& local) = 0;
  virtual CallResult Listen(Handle handle, int backlog) = 0;
  virtual CallResult Accept(Handle handle, Endpoint& remote) = 0;  // value: the handle
  virtual CallResult Connect(Handle handle, const Endpoint& remote) = 0;
  virtual CallResult SetBlocking(Handle handle, bool blocking) = 0;
  // Without `sigpipe` the call never raises SIGPIPE, whatever it goes through.
  virtual CallResult Send(Handle handle, std::string_view octets, MessageFlags flags, Via via,
                          bool sigpipe) = 0;
  // Fills `buffer` from its begin; `flags_out` is set by Via::kMessage alone.
  virtual CallResult Receive(Handle handle, std::string& buffer, MessageFlags flags, Via via,
                             std::vector<std::string>& flags_out) = 0;
  // Until `octets` are queued, or the end of the stream or an error is.
  virtual CallResult WaitReadable(Handle handle, int octets) = 0;
  virtual CallResult Shutdown(Handle handle, int how) = 0;  // 0 read, 1 write, 2 both, or nonsense
  virtual CallResult Close(Handle handle) = 0;
  virtual CallResult Duplicate(Handle handle) = 0;  // value: the handle
  virtual CallResult SetOption(Handle handle, std::string_view option, const OptionValue& to) = 0;
  virtual CallResult GetOption(Handle handle, std::string_view option, OptionValue& is) = 0;
  // Level-triggered; `wait`: until an event is there, else only what is there now.
  virtual CallResult Events(Handle handle, Readiness how, const EventNames& wanted, bool wait,
                            EventNames& seen) = 0;
  virtual CallResult UnreadCount(Handle handle) = 0;
  virtual CallResult UnsentCount(Handle handle) = 0;
  virtual CallResult LocalName(Handle handle, Endpoint& local) = 0;
  virtual CallResult RemoteName(Handle handle, Endpoint& remote) = 0;
  virtual CallResult State(Handle handle, std::string& state) = 0;  // spelt as in RFC 9293

  // Where descriptors are the OS's.
  // `over` then is a descriptor of what `handle` is one of; what it was before is closed.
  virtual CallResult DuplicateOver(Handle /*handle*/, Handle /*over*/) {
    return NotOnThisStack("a descriptor");
  }
  virtual CallResult CloseOnExec(Handle /*handle*/) { return NotOnThisStack("a descriptor"); }

  // What few stacks have: each has a word of its own among the features.

  // value: the handle. All sockets of a peer are of one kind.
  virtual CallResult OpenKind(Family, SocketKind) { return NotOnThisStack("such a socket"); }
  // poll() of two sockets; `seen` is of the first one.
  virtual CallResult PollBoth(Handle, Handle /*also*/, const EventNames& /*wanted*/, bool /*wait*/,
                              EventNames& /*seen*/) {
    return NotOnThisStack("poll() of two sockets");
  }
  // A registration that is kept, on an epoll descriptor of its own. value: the handle of that.
  virtual CallResult Watch(Handle, const EventNames& /*wanted*/, Trigger) {
    return NotOnThisStack("epoll");
  }
  // Enables a one-shot registration again.
  virtual CallResult Rearm(Handle, Handle /*watch*/, const EventNames& /*wanted*/) {
    return NotOnThisStack("epoll");
  }
  virtual CallResult Watched(Handle /*watch*/, bool /*wait*/, EventNames& /*seen*/) {
    return NotOnThisStack("epoll");
  }
  // Winsock's network events of a socket, on an event object of its own. value: the handle of that.
  virtual CallResult EventSelect(Handle) { return NotOnThisStack("WSAEventSelect()"); }
  // Those since the last time, by their Winsock names, with the error of FD_CLOSE; without asking
  // the socket when the event object tells of none.
  virtual CallResult NetworkEvents(Handle, Handle /*event*/, bool /*wait*/, EventNames& /*seen*/,
                                   OptionValue& /*close_error*/) {
    return NotOnThisStack("WSAEventSelect()");
  }
  virtual CallResult SignalOnActivity(Handle) { return NotOnThisStack("SIGIO"); }
  virtual CallResult AwaitSignal() { return NotOnThisStack("SIGIO"); }
  // A caught signal for the thread of a background call, which begins and ends on that thread.
  virtual CallResult Interrupt(const std::string& /*call*/) {
    return NotOnThisStack("a caught signal");
  }
  virtual void BackgroundBegins(const std::string& /*call*/) {}
  virtual void BackgroundEnds(const std::string& /*call*/) {}
  // connect() to no address.
  virtual CallResult Disconnect(Handle) { return NotOnThisStack("connect() with AF_UNSPEC"); }
  // Sets SO_LINGER to off by that many octets of its value.
  virtual CallResult SetShortLinger(Handle, int /*octets*/) {
    return NotOnThisStack("an option of another length");
  }
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_STACK_H_
