#include "peers/os/route.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstring>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

struct Question {
  nlmsghdr header{};
  rtmsg route{};
  rtattr destination{};
  std::array<std::byte, sizeof(in6_addr)> octets{};
};
static_assert(offsetof(Question, destination) == NLMSG_LENGTH(sizeof(rtmsg)));

Result<Question> QuestionAbout(const std::string& address) {
  Question question;
  for (const int family : {AF_INET, AF_INET6}) {
    if (::inet_pton(family, address.c_str(), question.octets.data()) != 1) continue;
    const std::size_t length = family == AF_INET ? 4 : 16;
    question.route.rtm_family = static_cast<unsigned char>(family);
    question.route.rtm_dst_len = static_cast<unsigned char>(8 * length);
    question.destination.rta_type = RTA_DST;
    question.destination.rta_len = static_cast<unsigned short>(RTA_LENGTH(length));
    question.header.nlmsg_type = RTM_GETROUTE;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.header.nlmsg_len =
        static_cast<std::uint32_t>(NLMSG_LENGTH(sizeof(rtmsg)) + RTA_SPACE(length));
    return question;
  }
  return Trouble{"no IP address: " + address};
}

std::string AddressIn(const rtattr* attribute, int family) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, RTA_DATA(attribute), text.data(), text.size());
  return text.data();
}

Route RouteIn(const nlmsghdr* header) {
  const auto* message = static_cast<const rtmsg*>(NLMSG_DATA(header));
  Route route{.own = message->rtm_type == RTN_LOCAL};
  auto left = static_cast<int>(RTM_PAYLOAD(header));
  for (const rtattr* each = RTM_RTA(message); RTA_OK(each, left); each = RTA_NEXT(each, left)) {
    if (each->rta_type == RTA_GATEWAY) route.gateway = AddressIn(each, message->rtm_family);
    if (each->rta_type != RTA_OIF) continue;
    unsigned index = 0;
    std::memcpy(&index, RTA_DATA(each), sizeof(index));
    std::array<char, IF_NAMESIZE> name{};
    if (::if_indextoname(index, name.data()) != nullptr) route.device = name.data();
  }
  return route;
}

}  // namespace

Result<Route> RouteTo(const std::string& address) {
  const auto question = QuestionAbout(address);
  if (!question) return question.trouble();
  const FileDescriptor netlink(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  if (!netlink) return OsError("socket(NETLINK_ROUTE)");
  if (::send(netlink.Raw(), &*question, question->header.nlmsg_len, 0) < 0) {
    return OsError("send(netlink)");
  }
  alignas(nlmsghdr) std::array<std::byte, 8192> answer{};
  const ssize_t received = ::recv(netlink.Raw(), answer.data(), answer.size(), 0);
  if (received < 0) return OsError("recv(netlink)");
  const auto* header = reinterpret_cast<const nlmsghdr*>(answer.data());
  if (!NLMSG_OK(header, static_cast<std::size_t>(received))) return Trouble{"route: no answer"};
  if (header->nlmsg_type == NLMSG_ERROR) {
    errno = -static_cast<const nlmsgerr*>(NLMSG_DATA(header))->error;
    return OsError("route to " + address);
  }
  return RouteIn(header);
}

}  // namespace closespec
