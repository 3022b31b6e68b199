// Changes to links, addresses and routes of the current network namespace, collected and sent to
// the kernel in one batch: cheap enough for a namespace per case.

#ifndef CLOSESPEC_PEERS_OS_NETLINK_H_
#define CLOSESPEC_PEERS_OS_NETLINK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// lo is the first device of every network namespace.
inline constexpr unsigned kLoopbackIndex = 1;

// The device of that name in the current network namespace.
Result<unsigned> DeviceIndex(const std::string& name);

// A route that delivers `destination` to this host.
struct LocalRoute {
  std::string destination;
  std::string preferred_source;  // what connect() takes without bind()
  unsigned device = kLoopbackIndex;
  std::uint32_t table = 255;  // RT_TABLE_LOCAL
  bool quick_ack = false;     // acknowledge at once instead of delaying
};

// A route to one host that is on the link of `device`.
struct HostRoute {
  std::string destination;
  std::string preferred_source;
  unsigned device = 0;
  std::uint32_t table = 254;  // RT_TABLE_MAIN
  bool quick_ack = false;
};

class NetlinkBatch {
 public:
  // Two Ethernet devices; what one sends the other receives. `other_namespace`: where the other
  // one goes, or null for the current namespace.
  NetlinkBatch& AddVethPair(const std::string& device, const std::string& other_device,
                            const FileDescriptor* other_namespace = nullptr);
  // It is down there, and has lost its addresses.
  NetlinkBatch& MoveLink(unsigned device, const FileDescriptor& network_namespace);
  NetlinkBatch& SetLinkUp(unsigned device, std::uint32_t mtu);
  // Usable at once: no duplicate address detection.
  NetlinkBatch& AddAddress(unsigned device, const std::string& address, unsigned prefix_length);
  NetlinkBatch& ReplaceLocalRoute(const LocalRoute& route);
  NetlinkBatch& ReplaceHostRoute(const HostRoute& route);
  // Families are those of the address given as an example.
  NetlinkBatch& AddRule(const std::string& family_of, std::uint32_t priority, std::uint32_t table);
  NetlinkBatch& DeleteRule(const std::string& family_of, std::uint32_t priority,
                           std::uint32_t table);

  // Names the first change that was refused; those after it are tried all the same.
  [[nodiscard]] Status Send();

 private:
  // The request that is now appended to `bytes_`; gives its number.
  std::uint32_t Begin(std::string what);

  std::vector<std::byte> bytes_;
  std::size_t last_request_ = 0;
  std::vector<std::string> what_;  // of each request, by number
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_NETLINK_H_
