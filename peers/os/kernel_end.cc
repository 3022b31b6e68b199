#include "peers/os/kernel_end.h"

#include <array>
#include <utility>

#include "peers/os/sysctl.h"

namespace closespec {
namespace {

constexpr std::uint32_t kLocalTable = 255;

}  // namespace

// Rule 0 is "look in table local": moved behind the own table.
void LookInOwnTableFirst(NetlinkBatch& batch, const std::string& family_of) {
  batch.AddRule(family_of, 1, kOwnTable)
      .AddRule(family_of, 2, kLocalTable)
      .DeleteRule(family_of, 0, kLocalTable);
}

Status KeepNewDevicesQuiet() {
  using Setting = std::pair<const char*, const char*>;
  constexpr std::array<Setting, 3> kQuiet = {{{"net.ipv6.conf.default.addr_gen_mode", "1"},
                                              {"net.ipv6.conf.default.accept_ra", "0"},
                                              {"net.ipv6.conf.default.router_solicitations", "0"}}};
  for (const auto& [name, value] : kQuiet) {
    if (Status written = WriteSysctl(name, value); !written) return written;
  }
  return Done{};
}

Status SetUpKernelEnd(const std::string& device, const Addresses& own, const Addresses& other,
                      const LinkSettings& settings) {
  const auto index = DeviceIndex(device);
  if (!index) return index.trouble();
  NetlinkBatch batch;
  batch.SetLinkUp(kLoopbackIndex, 65536)
      .SetLinkUp(*index, settings.mtu)
      .AddAddress(*index, own.ipv4, 24)
      .AddAddress(*index, own.ipv6, 64)
      .ReplaceLocalRoute({.destination = own.ipv6,
                          .preferred_source = own.ipv6,
                          .device = *index,
                          .table = kOwnTable})
      .ReplaceHostRoute({.destination = other.ipv4,
                         .preferred_source = own.ipv4,
                         .device = *index,
                         .quick_ack = settings.quick_ack})
      .ReplaceHostRoute({.destination = other.ipv6,
                         .preferred_source = own.ipv6,
                         .device = *index,
                         .table = kOwnTable,
                         .quick_ack = settings.quick_ack});
  LookInOwnTableFirst(batch, own.ipv6);
  return batch.Send();
}

}  // namespace closespec
