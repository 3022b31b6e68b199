#include "peers/os/netlink.h"

#include <arpa/inet.h>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <span>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

struct Address {
  unsigned char family = AF_UNSPEC;
  std::array<std::byte, sizeof(in6_addr)> bytes{};
  std::size_t length = 0;

  [[nodiscard]] std::span<const std::byte> Bytes() const { return {bytes.data(), length}; }
  [[nodiscard]] unsigned char Bits() const { return static_cast<unsigned char>(length * 8); }
};

// An address that cannot be read has family AF_UNSPEC, which the kernel refuses.
Address ParseAddress(const std::string& text) {
  Address address;
  if (::inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET;
    address.length = sizeof(in_addr);
  } else if (::inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET6;
    address.length = sizeof(in6_addr);
  }
  return address;
}

template <typename T>
std::span<const std::byte> BytesOf(const T& value) {
  return std::as_bytes(std::span<const T, 1>(&value, 1));
}

// Appends one request; its length is right whenever an attribute has been added.
class RequestWriter {
 public:
  RequestWriter(std::vector<std::byte>& bytes, std::uint16_t type, std::uint16_t flags,
                std::uint32_t sequence, std::span<const std::byte> family_header)
      : bytes_(bytes), begin_(bytes.size()) {
    nlmsghdr header{};
    header.nlmsg_type = type;
    header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
    header.nlmsg_seq = sequence;
    Append(BytesOf(header));
    Append(family_header);
    SetLength();
  }

  RequestWriter& Add(std::uint16_t type, std::span<const std::byte> value) {
    rtattr attribute{};
    attribute.rta_type = type;
    attribute.rta_len = static_cast<std::uint16_t>(RTA_LENGTH(value.size()));
    Append(BytesOf(attribute));
    Append(value);
    SetLength();
    return *this;
  }
  RequestWriter& AddText(std::uint16_t type, const std::string& text) {
    return Add(type, std::as_bytes(std::span(text.c_str(), text.size() + 1)));
  }
  // What `add_inner` adds becomes part of this attribute, behind `header`.
  template <typename AddInner>
  RequestWriter& AddNested(std::uint16_t type, std::span<const std::byte> header,
                           const AddInner& add_inner) {
    const std::size_t begin = bytes_.size();
    Add(type, header);
    add_inner(*this);
    const auto length = static_cast<std::uint16_t>(bytes_.size() - begin);
    std::memcpy(bytes_.data() + begin + offsetof(rtattr, rta_len), &length, sizeof(length));
    return *this;
  }

 private:
  void Append(std::span<const std::byte> value) {
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    bytes_.resize(NLMSG_ALIGN(bytes_.size()));
  }
  void SetLength() {
    const auto length = static_cast<std::uint32_t>(bytes_.size() - begin_);
    std::memcpy(bytes_.data() + begin_ + offsetof(nlmsghdr, nlmsg_len), &length, sizeof(length));
  }

  std::vector<std::byte>& bytes_;
  std::size_t begin_;
};

// What both kinds of routes have.
template <typename Route>
void AddRoute(RequestWriter& request, const Route& route) {
  struct {
    rtattr attribute{RTA_LENGTH(sizeof(std::uint32_t)), RTAX_QUICKACK};
    std::uint32_t value = 1;
  } metrics;
  request.Add(RTA_TABLE, BytesOf(route.table))
      .Add(RTA_DST, ParseAddress(route.destination).Bytes())
      .Add(RTA_OIF, BytesOf(route.device))
      .Add(RTA_PREFSRC, ParseAddress(route.preferred_source).Bytes());
  if (route.quick_ack) request.Add(RTA_METRICS, BytesOf(metrics));
}

}  // namespace

Result<unsigned> DeviceIndex(const std::string& name) {
  const unsigned index = ::if_nametoindex(name.c_str());
  if (index == 0) return OsError("device " + name);
  return index;
}

NetlinkBatch& NetlinkBatch::AddVethPair(const std::string& device, const std::string& other_device,
                                        const FileDescriptor* other_namespace) {
  const ifinfomsg link{};
  RequestWriter(bytes_, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, Begin("add veth " + device),
                BytesOf(link))
      .AddText(IFLA_IFNAME, device)
      .AddNested(IFLA_LINKINFO, {}, [&](RequestWriter& info) {
        info.AddText(IFLA_INFO_KIND, "veth")
            .AddNested(IFLA_INFO_DATA, {}, [&](RequestWriter& veth) {
              veth.AddNested(VETH_INFO_PEER, BytesOf(link), [&](RequestWriter& peer) {
                peer.AddText(IFLA_IFNAME, other_device);
                if (other_namespace == nullptr) return;
                const int raw = other_namespace->Raw();
                peer.Add(IFLA_NET_NS_FD, BytesOf(raw));
              });
            });
      });
  return *this;
}

NetlinkBatch& NetlinkBatch::MoveLink(unsigned device, const FileDescriptor& network_namespace) {
  ifinfomsg link{};
  link.ifi_index = static_cast<int>(device);
  const int raw = network_namespace.Raw();
  RequestWriter(bytes_, RTM_NEWLINK, 0, Begin("move link"), BytesOf(link))
      .Add(IFLA_NET_NS_FD, BytesOf(raw));
  return *this;
}

NetlinkBatch& NetlinkBatch::SetLinkUp(unsigned device, std::uint32_t mtu) {
  ifinfomsg link{};
  link.ifi_index = static_cast<int>(device);
  link.ifi_flags = IFF_UP;
  link.ifi_change = IFF_UP;
  RequestWriter(bytes_, RTM_NEWLINK, 0, Begin("set link up"), BytesOf(link))
      .Add(IFLA_MTU, BytesOf(mtu));
  return *this;
}

NetlinkBatch& NetlinkBatch::AddAddress(unsigned device, const std::string& address,
                                       unsigned prefix_length) {
  const Address parsed = ParseAddress(address);
  ifaddrmsg message{};
  message.ifa_family = parsed.family;
  message.ifa_prefixlen = static_cast<unsigned char>(prefix_length);
  message.ifa_index = device;
  if (parsed.family == AF_INET6) message.ifa_flags = IFA_F_NODAD;
  RequestWriter(bytes_, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, Begin("add address " + address),
                BytesOf(message))
      .Add(IFA_LOCAL, parsed.Bytes())
      .Add(IFA_ADDRESS, parsed.Bytes());
  return *this;
}

NetlinkBatch& NetlinkBatch::ReplaceLocalRoute(const LocalRoute& route) {
  const Address destination = ParseAddress(route.destination);
  rtmsg message{};
  message.rtm_family = destination.family;
  message.rtm_dst_len = destination.Bits();
  message.rtm_protocol = RTPROT_KERNEL;
  message.rtm_scope = RT_SCOPE_HOST;
  message.rtm_type = RTN_LOCAL;
  RequestWriter request(bytes_, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE,
                        Begin("route to " + route.destination), BytesOf(message));
  AddRoute(request, route);
  return *this;
}

NetlinkBatch& NetlinkBatch::ReplaceHostRoute(const HostRoute& route) {
  const Address destination = ParseAddress(route.destination);
  rtmsg message{};
  message.rtm_family = destination.family;
  message.rtm_dst_len = destination.Bits();
  message.rtm_protocol = RTPROT_STATIC;
  message.rtm_scope = RT_SCOPE_LINK;
  message.rtm_type = RTN_UNICAST;
  RequestWriter request(bytes_, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE,
                        Begin("route to " + route.destination), BytesOf(message));
  AddRoute(request, route);
  return *this;
}

NetlinkBatch& NetlinkBatch::AddRule(const std::string& family_of, std::uint32_t priority,
                                    std::uint32_t table) {
  fib_rule_hdr rule{};
  rule.family = ParseAddress(family_of).family;
  rule.action = FR_ACT_TO_TBL;
  RequestWriter(bytes_, RTM_NEWRULE, NLM_F_CREATE, Begin("add rule"), BytesOf(rule))
      .Add(FRA_PRIORITY, BytesOf(priority))
      .Add(FRA_TABLE, BytesOf(table));
  return *this;
}

NetlinkBatch& NetlinkBatch::DeleteRule(const std::string& family_of, std::uint32_t priority,
                                       std::uint32_t table) {
  fib_rule_hdr rule{};
  rule.family = ParseAddress(family_of).family;
  rule.action = FR_ACT_TO_TBL;
  RequestWriter(bytes_, RTM_DELRULE, 0, Begin("delete rule"), BytesOf(rule))
      .Add(FRA_PRIORITY, BytesOf(priority))
      .Add(FRA_TABLE, BytesOf(table));
  return *this;
}

std::uint32_t NetlinkBatch::Begin(std::string what) {
  last_request_ = bytes_.size();
  what_.push_back(std::move(what));
  return static_cast<std::uint32_t>(what_.size() - 1);
}

Status NetlinkBatch::Send() {
  if (what_.empty()) return Done{};
  const FileDescriptor netlink(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  if (!netlink) return OsError("socket(NETLINK_ROUTE)");

  // The kernel takes the requests one after the other before send() returns and answers those it
  // refuses; the last one is answered in any case.
  std::uint16_t flags = 0;
  std::byte* const flags_of_last = bytes_.data() + last_request_ + offsetof(nlmsghdr, nlmsg_flags);
  std::memcpy(&flags, flags_of_last, sizeof(flags));
  flags |= NLM_F_ACK;
  std::memcpy(flags_of_last, &flags, sizeof(flags));
  if (::send(netlink.Raw(), bytes_.data(), bytes_.size(), 0) < 0) return OsError("send(netlink)");

  while (true) {
    alignas(nlmsghdr) std::array<std::byte, 8192> answers;
    const ssize_t received = ::recv(netlink.Raw(), answers.data(), answers.size(), 0);
    if (received < 0) return OsError("recv(netlink)");
    auto left = static_cast<std::size_t>(received);
    for (const std::byte* at = answers.data(); left >= sizeof(nlmsghdr);) {
      nlmsghdr header;
      std::memcpy(&header, at, sizeof(header));
      if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > left) break;
      if (header.nlmsg_type == NLMSG_ERROR && header.nlmsg_len >= NLMSG_LENGTH(sizeof(nlmsgerr)) &&
          header.nlmsg_seq < what_.size()) {
        nlmsgerr answer;
        std::memcpy(&answer, at + NLMSG_HDRLEN, sizeof(answer));
        if (answer.error != 0) {
          errno = -answer.error;
          return OsError(what_[header.nlmsg_seq]);
        }
        if (header.nlmsg_seq + 1 == what_.size()) return Done{};
      }
      const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), left);
      at += step;
      left -= step;
    }
  }
}

}  // namespace closespec
