#include "harness/cli/server_way.h"

#include "harness/targets/address.h"
#include "peers/os/route.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

constexpr const char* kOption = "--wire-address";

Route WayTo(const std::string& address, const std::string& whose) {
  const auto route = RouteTo(address);
  if (!route) throw DocumentError(whose + ": " + route.trouble().what);
  if (route->own) {
    throw DocumentError(whose + ": " + address +
                        " is this machine's own; the link to it must be one that a wire peer can "
                        "be on, such as a network namespace's or another machine's");
  }
  if (!route->gateway.empty()) {
    throw DocumentError(whose + ": " + address + " is behind the router " + route->gateway +
                        "; a wire peer reaches only what is on a network of this machine");
  }
  return *route;
}

}  // namespace

void FindWay(const std::string& wire_address, Target& target) {
  const bool on_command_line = target.server && target.interface.device.empty();
  if (!on_command_line) {
    if (wire_address.empty()) return;
    throw DocumentError(std::string(kOption) + ": only for a target wire:ADDRESS:PORT/ROLE; " +
                        target.name + " has its own in link/wire");
  }
  const bool ipv6 = target.interface.sut.ipv4.empty();
  const std::string server = ipv6 ? target.interface.sut.ipv6 : target.interface.sut.ipv4;
  const Route route = WayTo(server, target.name);
  target.interface.device = route.device;
  if (wire_address.empty()) {
    throw DocumentError(target.name + ": " + kOption +
                        " is missing: an address on the network of " + route.device +
                        " that nobody has, for the wire peer to speak from");
  }
  const std::string whose = std::string(kOption) + " " + wire_address;
  const auto address = ParseAddress(wire_address);
  if (!address) throw DocumentError(whose + ": expected an IP address");
  if (address->ipv6 != ipv6) {
    throw DocumentError(whose + ": expected an " + (ipv6 ? "IPv6" : "IPv4") +
                        " address, as the server's is");
  }
  const Route back = WayTo(address->text, whose);
  if (back.device != route.device) {
    throw DocumentError(whose + ": it is on the network of " + back.device +
                        ", the server on that of " + route.device);
  }
  (ipv6 ? target.interface.wire.ipv6 : target.interface.wire.ipv4) = address->text;
}

}  // namespace closespec
