// What connects both sides inside a sandbox. On loopback both are sockets of the same kernel; on a
// tun or veth link only the SUT is, and whoever plays the peer holds the link's other end. A link
// with a gap lets nothing pass by itself, so that someone may alter what passes.

#ifndef CLOSESPEC_HARNESS_SANDBOX_LINK_H_
#define CLOSESPEC_HARNESS_SANDBOX_LINK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

enum class LinkKind {
  kLoopback,
  kTun,   // the other end is whole IP packets; needs /dev/net/tun
  kVeth,  // the other end is whole Ethernet frames; needs nothing
};

// "loopback", "tun", "veth".
std::string_view ToText(LinkKind kind);

// One address a family.
struct Addresses {
  std::string ipv4;
  std::string ipv6;

  bool operator==(const Addresses&) const = default;
};

// A connect() to the peer's address comes from the SUT's without bind(); on loopback also the other
// way round.
struct LinkSettings {
  Addresses sut{"192.0.2.1", "fd00::1"};
  Addresses peer{"192.0.2.2", "fd00::2"};
  std::uint32_t mtu = 1500;
  bool quick_ack = true;
};

// Where a link is cut in two: what is read on one side is meant to be written to the other. Packets
// or frames as the wire end has them, never blocking.
struct LinkGap {
  FileDescriptor sut_side;
  FileDescriptor far_side;
};

struct Link {
  std::string device;       // that the SUT sends and receives on
  FileDescriptor wire_end;  // never blocks; empty on loopback
  std::optional<LinkGap> gap;
};

// In the current network namespace, which must be a new one.
Result<Link> MakeLink(LinkKind kind, const LinkSettings& settings);

// Cuts a link that has a wire end off from it.
Status MakeGap(Link& link);

// The link for cases that need to write single segments: tun where this machine lets us have it,
// else veth. Tried in a namespace of its own.
Result<LinkKind> BestWireLink();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_LINK_H_
