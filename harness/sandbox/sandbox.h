// The network namespace that one case has for itself: a link with an address for each side and
// family, captured from the start. Children enter it by `network_namespace`.

#ifndef CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_
#define CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/capture/capture.h"
#include "harness/sandbox/link.h"
#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"
#include "peers/os/socket_table.h"
#include "suites/model/scenario.h"

namespace closespec {

// What a case needs of its surroundings. Sandboxes of equal plans are interchangeable.
struct SandboxPlan {
  LinkKind link = LinkKind::kLoopback;
  LinkEnds ends;
  // Name and value, written in order where the SUT is.
  std::vector<std::pair<std::string, std::string>> sysctls;
  bool gap = false;  // in the link, of which the peer holds an end

  auto operator<=>(const SandboxPlan&) const = default;
};

struct Sandbox {
  FileDescriptor network_namespace;  // empty: the one that the harness runs in
  Addresses sut;
  Addresses peer;
  LinkKind link = LinkKind::kLoopback;
  LinkEnds ends;
  FileDescriptor other_namespace;  // for a side of kNamespace
  // That the plan has and nobody has written: the SUT's stack is in its process.
  std::vector<std::pair<std::string, std::string>> sysctls_of_sut;
  // Of the link, for the sides of kDescriptor.
  FileDescriptor sut_end;
  FileDescriptor peer_end;
  // In the link, to be bridged; the capture shows what it is fed with.
  std::optional<LinkGap> gap;
  std::optional<Capture> capture;  // nothing without a namespace
  SocketTable sockets;
  bool real_checksums = false;    // the capture shows checksums as they were sent
  bool private_sockets = true;    // every socket in `sockets` belongs to the case
  bool shows_states = true;       // `sockets` knows the state of the case's own connections
  std::uint16_t server_port = 0;  // that something listens on where the SUT is; 0: none is known
  // Of a wire peer on a link that other cases use, too: no other port is this case's business.
  std::optional<std::pair<std::uint16_t, std::uint16_t>> peer_ports;

  // Where the process that speaks for a side is to run, and what it is given of the link; empty for
  // nothing.
  [[nodiscard]] const FileDescriptor& NamespaceOf(Actor side) const;
  [[nodiscard]] const FileDescriptor& EndOf(Actor side) const;
  [[nodiscard]] const Addresses& AddressesOf(Actor side) const;
};

// Moves the calling thread into the new namespace and leaves it there, so call it on a thread that
// does nothing else; it may be called again and again.
Result<Sandbox> MakeSandbox(const SandboxPlan& plan, const LinkSettings& settings = {});

// Where namespaces are refused: 127.0.0.1 and 127.0.0.2, ::1 for both sides, no capture. It serves
// the plan that asks for nothing, and no other.
Result<Sandbox> MakePlainSandbox();

// A device of the calling thread's namespace, and who is where behind and before it. A family
// without an address is left out.
struct InterfaceLink {
  std::string device;
  Addresses sut;
  Addresses own;                  // of this machine, for a socket peer
  Addresses wire;                 // of no kernel, for a wire peer
  std::uint16_t server_port = 0;  // that something listens on behind it; 0: none is known

  bool operator==(const InterfaceLink&) const = default;
};

// No namespace: both sides are where they are, and others may use the device too.
Result<Sandbox> MakeInterfaceSandbox(const InterfaceLink& link, LinkEnd peer);

// The first of `kinds` of which MakeSandbox() can make a sandbox with these ends, or the trouble
// with the last. From any thread.
Result<LinkKind> BestLink(const LinkEnds& ends, const std::vector<LinkKind>& kinds);

// Sysctls of the calling thread's namespace that decide how connections end, for the record.
std::map<std::string, std::string> ReadLinkSettings();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_
