#include "peers/lwip/lwip_link.h"

#include <poll.h>
#include <unistd.h>
// Some of them forget that there is C++.
extern "C" {
#include <lwip/etharp.h>
#include <lwip/ethip6.h>
#include <lwip/netif.h>
#include <lwip/tcpip.h>
}

#include <algorithm>
#include <array>
#include <future>
#include <thread>

namespace closespec::lwip_peer {
namespace {

constexpr std::size_t kMtu = 1500;
constexpr std::size_t kLargestFrame = kMtu + SIZEOF_ETH_HDR;
// Locally administered, of no vendor.
constexpr std::array<u8_t, ETH_HWADDR_LEN> kHardwareAddress = {0x02, 0xc5, 0x00, 0x00, 0x00, 0x01};

struct Interface {
  netif device{};
  int descriptor = -1;
};

err_t Output(netif* device, pbuf* frame) {
  std::array<char, kLargestFrame> octets{};
  const u16_t length = pbuf_copy_partial(frame, octets.data(), octets.size(), 0);
  const auto* of = static_cast<const Interface*>(device->state);
  // A link may lose a frame; who sent it sends it again.
  const ssize_t written = ::write(of->descriptor, octets.data(), length);
  return written == length ? ERR_OK : ERR_IF;
}

err_t SetUp(netif* device) {
  device->name[0] = 'c';
  device->name[1] = 's';
  device->mtu = kMtu;
  device->hwaddr_len = ETH_HWADDR_LEN;
  std::copy(kHardwareAddress.begin(), kHardwareAddress.end(), device->hwaddr);
  // Without MLD6 nobody hears what is asked of the group for an IPv6 address.
  device->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_MLD6;
  device->output = etharp_output;
  device->output_ip6 = ethip6_output;
  device->linkoutput = Output;
  return ERR_OK;
}

void Feed(Interface& interface) {
  std::array<char, kLargestFrame> octets{};
  pollfd readable{interface.descriptor, POLLIN, 0};
  while (::poll(&readable, 1, -1) >= 0) {
    const ssize_t length = ::read(interface.descriptor, octets.data(), octets.size());
    if (length <= 0) continue;
    pbuf* const frame = pbuf_alloc(PBUF_RAW, static_cast<u16_t>(length), PBUF_RAM);
    if (frame == nullptr) continue;
    pbuf_take(frame, octets.data(), static_cast<u16_t>(length));
    if (interface.device.input(frame, &interface.device) != ERR_OK) pbuf_free(frame);
  }
}

void StartThreads() {
  std::promise<void> runs;
  tcpip_init([](void* promise) { static_cast<std::promise<void>*>(promise)->set_value(); }, &runs);
  runs.get_future().wait();
}

}  // namespace

bool StartOn(const socket_peer::GivenLink& link) {
  ip4_addr_t ipv4{};
  ip6_addr_t ipv6{};
  if (ip4addr_aton(link.ipv4.c_str(), &ipv4) == 0) return false;
  if (ip6addr_aton(link.ipv6.c_str(), &ipv6) == 0) return false;
  StartThreads();
  // As long as the process.
  auto* const interface = new Interface;
  interface->descriptor = link.descriptor;
  ip4_addr_t mask{};
  ip4_addr_t no_gateway{};
  IP4_ADDR(&mask, 255, 255, 255, 0);
  ip4_addr_set_zero(&no_gateway);
  LOCK_TCPIP_CORE();
  netif* const device =
      netif_add(&interface->device, &ipv4, &mask, &no_gateway, interface, SetUp, tcpip_input);
  netif_set_default(device);
  netif_set_up(device);
  netif_set_link_up(device);
  netif_create_ip6_linklocal_address(device, 1);
  s8_t index = 1;
  netif_add_ip6_address(device, &ipv6, &index);
  // Nobody else is on the link that could have the address.
  netif_ip6_addr_set_state(device, index, IP6_ADDR_PREFERRED);
  UNLOCK_TCPIP_CORE();
  std::thread([interface] { Feed(*interface); }).detach();
  return true;
}

}  // namespace closespec::lwip_peer
