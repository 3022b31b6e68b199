// What connects both sides inside a sandbox. On loopback both are sockets of the same kernel; any
// other link has a device in the sandbox's namespace, its near end, and a far end that a process
// holds or another namespace has. A link with a gap lets nothing pass by itself, so that someone
// may alter what passes.

#ifndef CLOSESPEC_HARNESS_SANDBOX_LINK_H_
#define CLOSESPEC_HARNESS_SANDBOX_LINK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "peers/os/file_descriptor.h"
#include "peers/os/kernel_end.h"
#include "peers/os/result.h"

namespace closespec {

enum class LinkKind {
  kLoopback,
  kTun,        // the far end is whole IP packets; needs /dev/net/tun
  kTap,        // the far end is whole Ethernet frames; needs /dev/net/tun
  kVeth,       // the far end is whole Ethernet frames, or a device; needs nothing
  kInterface,  // a device of this machine, behind which the SUT is somewhere; made by nobody here
};

// "loopback", "tun", "tap", "veth", "interface".
std::string_view ToText(LinkKind kind);
// What a descriptor of the link gives and takes is Ethernet frames.
bool IsEthernet(LinkKind kind);

// Who speaks for a side.
enum class LinkEnd {
  kKernel,      // that of the sandbox's namespace
  kDescriptor,  // a process that is given the link's end
  kNamespace,   // a network namespace of its own, with the link's end as a device in it
};

struct LinkEnds {
  LinkEnd sut = LinkEnd::kKernel;
  LinkEnd peer = LinkEnd::kKernel;

  auto operator<=>(const LinkEnds&) const = default;
};

// Where a link is cut in two: what is read on one side is meant to be written to the other. Packets
// or frames as the wire end has them, never blocking.
struct LinkGap {
  FileDescriptor sut_side;
  FileDescriptor far_side;
};

struct Link {
  std::string device;  // the near end
  // Of the sides that hold an end; they never block.
  FileDescriptor sut_end;
  FileDescriptor peer_end;
  std::optional<LinkGap> gap;
};

// The new network namespaces that a link is made in. `other` is for an end of kNamespace, and empty
// when there is none.
struct LinkSpaces {
  const FileDescriptor& own;  // the current one
  const FileDescriptor& other;
};

// Of `ends` at most one is the kernel, except on loopback, where both are.
Result<Link> MakeLink(LinkKind kind, const LinkEnds& ends, const LinkSpaces& spaces,
                      const LinkSettings& settings);

// Cuts a link off from the end that the peer holds.
Status MakeGap(Link& link);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_LINK_H_
