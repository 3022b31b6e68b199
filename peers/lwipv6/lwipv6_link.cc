#include "peers/lwipv6/lwipv6_link.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstring>
// It forgets that there is C++.
extern "C" {
#include <lwipv6.h>
}

namespace {

int link_end = -1;

}  // namespace

// lwIPv6 makes its tap device itself: it is given the harness's instead, whichever calls it makes
// to get there.
extern "C" int open(const char* path, int flags, ...) {
  if (link_end >= 0 && std::strcmp(path, "/dev/net/tun") == 0) return ::dup(link_end);
  va_list rest;
  va_start(rest, flags);
  const int mode = va_arg(rest, int);
  va_end(rest);
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

extern "C" int ioctl(int descriptor, unsigned long request, ...) {
  if (request == TUNSETIFF) return 0;
  va_list rest;
  va_start(rest, request);
  void* const argument = va_arg(rest, void*);
  va_end(rest);
  return static_cast<int>(::syscall(SYS_ioctl, descriptor, request, argument));
}

namespace closespec::lwipv6_peer {
namespace {

// lwIPv6 holds every address as one of IPv6.
bool Parse(const std::string& text, ip_addr& address) {
  in_addr ipv4{};
  if (::inet_pton(AF_INET, text.c_str(), &ipv4) == 1) {
    address = {{0, 0, htonl(0xffff), ipv4.s_addr}};
    return true;
  }
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

bool AddAddress(netif* device, const std::string& text, const ip_addr& mask) {
  ip_addr address{};
  ip_addr own_mask = mask;
  return Parse(text, address) && lwip_add_addr(device, &address, &own_mask) == 0;
}

}  // namespace

::stack* StartOn(const socket_peer::GivenLink& link) {
  link_end = link.descriptor;
  // It reads when there is nothing, too.
  ::fcntl(link_end, F_SETFL, ::fcntl(link_end, F_GETFL) & ~O_NONBLOCK);
  ::stack* const stack = lwip_stack_new();
  if (stack == nullptr) return nullptr;
  char name[] = "tap0";
  netif* const device = lwip_tapif_add(stack, name);
  constexpr std::uint32_t kAll = 0xffffffff;
  const ip_addr mask_of_24{{kAll, kAll, kAll, htonl(0xffffff00)}};
  const ip_addr mask_of_64{{kAll, kAll, 0, 0}};
  const bool up = device != nullptr && AddAddress(device, link.ipv4, mask_of_24) &&
                  AddAddress(device, link.ipv6, mask_of_64) && lwip_ifup(device) == 0;
  return up ? stack : nullptr;
}

}  // namespace closespec::lwipv6_peer
