#include "peers/os/raw_end.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include "peers/os/netlink.h"

namespace closespec {

Result<FileDescriptor> OpenRawEnd(const std::string& device, Written written) {
  // Of no protocol until it is bound, so that it sees no other device's frames.
  FileDescriptor socket(::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return OsError("socket(AF_PACKET)");
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  constexpr int kOn = 1;
  const int past_queue = written == Written::kPastQueue ? 1 : 0;
  if (::setsockopt(socket.Raw(), SOL_PACKET, PACKET_IGNORE_OUTGOING, &kOn, sizeof(kOn)) < 0 ||
      ::setsockopt(socket.Raw(), SOL_PACKET, PACKET_QDISC_BYPASS, &past_queue, sizeof(past_queue)) <
          0) {
    return OsError("setsockopt(SOL_PACKET)");
  }
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = static_cast<int>(*index);
  if (::bind(socket.Raw(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) < 0) {
    return OsError("bind to device " + device);
  }
  return socket;
}

Status LetAllIn(const FileDescriptor& raw_end, const std::string& device) {
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  packet_mreq membership{};
  membership.mr_ifindex = static_cast<int>(*index);
  membership.mr_type = PACKET_MR_PROMISC;
  if (::setsockopt(raw_end.Raw(), SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership,
                   sizeof(membership)) < 0) {
    return OsError("PACKET_ADD_MEMBERSHIP " + device);
  }
  return Done{};
}

}  // namespace closespec
