#include "peers/wire_peer/command_line.h"

#include <arpa/inet.h>

#include <array>
#include <optional>
#include <string_view>

#include "peers/wire_peer/request.h"

namespace closespec::wire_peer {
namespace {

// As the parser of segments writes it, so that addresses compare.
std::optional<std::string> Canonical(const std::string& address) {
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  for (const int family : {AF_INET, AF_INET6}) {
    if (::inet_pton(family, address.c_str(), octets.data()) != 1) continue;
    ::inet_ntop(family, octets.data(), text.data(), text.size());
    return text.data();
  }
  return std::nullopt;
}

Status TakeArgument(const std::string& name, const std::string& value, CommandLine& line) {
  if (name == "--link" && (value == "tun" || value == "ethernet")) {
    line.link = value == "tun" ? LinkKind::kTun : LinkKind::kEthernet;
    return Done{};
  }
  if (name == "--device" && !value.empty()) {
    line.device = value;
    return Done{};
  }
  if (name == "--address") {
    const auto address = Canonical(value);
    if (!address) return Trouble{"no address: " + value};
    line.addresses.push_back(*address);
    return Done{};
  }
  if (name == "--ports") {
    const auto limits = Split(value, '-');
    const auto first = ParseNumber(limits.front(), 65535);
    const auto last = ParseNumber(limits.back(), 65535);
    if (limits.size() != 2 || !first || !last || *first == 0 || *first > *last) {
      return Trouble{"no ports FIRST-LAST: " + value};
    }
    line.ports = {static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
    return Done{};
  }
  return Trouble{"no argument " + name + "=" + value};
}

}  // namespace

Result<CommandLine> ParseCommandLine(std::span<const char* const> arguments) {
  CommandLine line;
  bool link_given = false;
  for (const std::string argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos) return Trouble{"an argument without =: " + argument};
    const std::string name = argument.substr(0, equals);
    link_given |= name == "--link";
    const Status taken = TakeArgument(name, argument.substr(equals + 1), line);
    if (!taken) return taken.trouble();
  }
  if (!link_given) return Trouble{"--link=tun or --link=ethernet is missing"};
  if (line.addresses.empty()) return Trouble{"--address=ADDRESS is missing"};
  if (!line.device.empty() && line.link == LinkKind::kTun) {
    return Trouble{"--device is for --link=ethernet"};
  }
  return line;
}

}  // namespace closespec::wire_peer
