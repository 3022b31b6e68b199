#include "peers/os/ethtool.h"

#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

Status SwitchOff(const std::string& device, std::initializer_list<std::uint32_t> features) {
  const FileDescriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!any) return OsError("socket(AF_INET)");
  ifreq request{};
  if (device.size() >= sizeof(request.ifr_name)) return Trouble{"no device has so long a name"};
  std::memcpy(request.ifr_name, device.data(), device.size());
  for (const std::uint32_t feature : features) {
    ethtool_value off{feature, 0};
    request.ifr_data = reinterpret_cast<char*>(&off);
    if (::ioctl(any.Raw(), SIOCETHTOOL, &request) == 0) continue;
    const Trouble trouble = OsError("ethtool of " + device);
    // What a device never does cannot be switched off. The command that asks stands before each
    // that sets.
    ethtool_value now{feature - 1, 1};
    request.ifr_data = reinterpret_cast<char*>(&now);
    if (::ioctl(any.Raw(), SIOCETHTOOL, &request) < 0 || now.data != 0) return trouble;
  }
  return Done{};
}

}  // namespace

Status DisableSegmentationOffload(const std::string& device) {
  return SwitchOff(device, {ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO});
}

Status DisableChecksumOffload(const std::string& device) {
  return SwitchOff(device, {ETHTOOL_STXCSUM});
}

}  // namespace closespec
