#include "peers/os/socket_table.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace closespec {
namespace {

// Indexed by the kernel's number (include/net/tcp_states.h). 12 is a request socket.
constexpr std::array<std::string_view, 13> kStates = {
    "",       "ESTABLISHED", "SYN_SENT", "SYN_RECEIVED", "FIN_WAIT_1", "FIN_WAIT_2",  "TIME_WAIT",
    "CLOSED", "CLOSE_WAIT",  "LAST_ACK", "LISTEN",       "CLOSING",    "SYN_RECEIVED"};
// Of sockets that are bound and nothing more (13) older kernels say nothing, and nor do we.
constexpr std::uint32_t kEveryState = (1U << kStates.size()) - 1;

struct Request {
  nlmsghdr header{};
  inet_diag_req_v2 body{};
};

struct OldRequest {
  nlmsghdr header{};
  inet_diag_req body{};
};

struct Answer {
  nlmsghdr header{};
  inet_diag_msg body{};
};

// Nothing of an address that cannot be read.
std::optional<int> FamilyOf(const Endpoint& endpoint, std::uint32_t* address) {
  if (::inet_pton(AF_INET, endpoint.address.c_str(), address) == 1) return AF_INET;
  if (::inet_pton(AF_INET6, endpoint.address.c_str(), address) == 1) return AF_INET6;
  return std::nullopt;
}

Endpoint EndpointOf(int family, const std::uint32_t* address, std::uint16_t port) {
  const void* at = address;
  in6_addr as_ipv6;
  std::memcpy(&as_ipv6, address, family == AF_INET6 ? sizeof(as_ipv6) : sizeof(in_addr));
  if (family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&as_ipv6)) {
    family = AF_INET;
    at = address + 3;
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, at, text.data(), text.size());
  return {text.data(), ntohs(port)};
}

std::string StateName(unsigned state) {
  return std::string(state < kStates.size() ? kStates[state] : "");
}

SocketEntry EntryOf(const inet_diag_msg& socket) {
  return {.local = EndpointOf(socket.idiag_family, socket.id.idiag_src, socket.id.idiag_sport),
          .remote = EndpointOf(socket.idiag_family, socket.id.idiag_dst, socket.id.idiag_dport),
          .state = StateName(socket.idiag_state),
          .receive_queue = socket.idiag_rqueue,
          .send_queue = socket.idiag_wqueue};
}

Request MakeRequest(int family) {
  Request request;
  request.header.nlmsg_len = sizeof(request);
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST;
  request.body.sdiag_family = static_cast<std::uint8_t>(family);
  request.body.sdiag_protocol = IPPROTO_TCP;
  request.body.idiag_states = kEveryState;
  return request;
}

// Calls `sink` with each socket of a datagram; true when the answer is complete. errno-style code
// of a refusal in `error`.
template <typename Sink>
bool ReadAnswers(const std::byte* at, std::size_t left, std::uint32_t sequence, int* error,
                 const Sink& sink) {
  while (left >= sizeof(nlmsghdr)) {
    nlmsghdr header;
    std::memcpy(&header, at, sizeof(header));
    if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > left) break;
    const bool ours = header.nlmsg_seq == sequence;
    if (ours && header.nlmsg_type == NLMSG_DONE) return true;
    if (ours && header.nlmsg_type == NLMSG_ERROR && header.nlmsg_len >= sizeof(nlmsgerr)) {
      std::memcpy(error, at + NLMSG_HDRLEN, sizeof(*error));
      *error = -*error;
      return true;
    }
    if (ours && header.nlmsg_len >= sizeof(Answer)) {
      inet_diag_msg socket;
      std::memcpy(&socket, at + NLMSG_HDRLEN, sizeof(socket));
      sink(socket);
      if ((header.nlmsg_flags & NLM_F_MULTI) == 0) return true;
    }
    const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), left);
    at += step;
    left -= step;
  }
  return false;
}

// Result is the kernel's error number, 0 for none.
template <typename AnyRequest, typename Sink>
Result<int> Ask(const FileDescriptor& netlink, const AnyRequest& request, const Sink& sink) {
  if (::send(netlink.Raw(), &request, sizeof(request), 0) < 0) return OsError("send(sock_diag)");
  alignas(nlmsghdr) std::array<std::byte, 32768> answers;
  int error = 0;
  while (true) {
    const ssize_t received = ::recv(netlink.Raw(), answers.data(), answers.size(), 0);
    if (received < 0) return OsError("recv(sock_diag)");
    if (ReadAnswers(answers.data(), static_cast<std::size_t>(received), request.header.nlmsg_seq,
                    &error, sink)) {
      return error;
    }
  }
}

}  // namespace

Result<SocketTable> SocketTable::Open() {
  FileDescriptor netlink(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!netlink) return OsError("socket(NETLINK_SOCK_DIAG)");
  return SocketTable(std::move(netlink));
}

Result<std::optional<std::string>> SocketTable::StateOf(const Endpoint& local,
                                                        const Endpoint& remote) {
  inet_diag_sockid wanted{};
  const auto family = FamilyOf(local, wanted.idiag_src);
  if (!family || FamilyOf(remote, wanted.idiag_dst) != family) {
    return Trouble{"sock_diag: " + local.address + " and " + remote.address +
                   " are not two addresses of a family"};
  }
  wanted.idiag_sport = htons(local.port);
  wanted.idiag_dport = htons(remote.port);
  wanted.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  wanted.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  Request request = MakeRequest(*family);
  request.header.nlmsg_seq = ++sequence_;
  request.body.id = wanted;

  std::optional<std::string> state;
  const auto error = Ask(netlink_, request, [&](const inet_diag_msg& socket) {
    // The kernel falls back to a listener on the local port: not the connection asked for.
    if (socket.id.idiag_dport == wanted.idiag_dport) state = StateName(socket.idiag_state);
  });
  if (!error) return error.trouble();
  if (*error != 0 && *error != ENOENT) {
    errno = *error;
    return OsError("sock_diag");
  }
  return state;
}

Result<std::vector<SocketEntry>> SocketTable::Dump() {
  // The older request, because it alone gives both families in one walk over the kernel's table,
  // which is as large as the machine's memory makes it.
  OldRequest request;
  request.header.nlmsg_len = sizeof(request);
  request.header.nlmsg_type = TCPDIAG_GETSOCK;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.header.nlmsg_seq = ++sequence_;
  request.body.idiag_family = AF_INET;
  request.body.idiag_states = kEveryState;

  std::vector<SocketEntry> entries;
  const auto error = Ask(netlink_, request,
                         [&](const inet_diag_msg& socket) { entries.push_back(EntryOf(socket)); });
  if (!error) return error.trouble();
  if (*error != 0) {
    errno = *error;
    return OsError("sock_diag");
  }
  return entries;
}

}  // namespace closespec
