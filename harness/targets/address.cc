#include "harness/targets/address.h"

#include <arpa/inet.h>

#include <array>

namespace closespec {

std::optional<Address> ParseAddress(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  std::array<char, INET6_ADDRSTRLEN> written{};
  for (const int family : {AF_INET, AF_INET6}) {
    if (::inet_pton(family, text.c_str(), octets.data()) != 1) continue;
    ::inet_ntop(family, octets.data(), written.data(), written.size());
    return Address{written.data(), family == AF_INET6};
  }
  return std::nullopt;
}

}  // namespace closespec
