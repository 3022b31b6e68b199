// The network namespace that one case has for itself: loopback with an address for each side and
// family, captured from the start. Children enter it by `network_namespace`.

#ifndef CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_
#define CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "harness/capture/capture.h"
#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"
#include "peers/os/socket_table.h"

namespace closespec {

// One address a family.
struct Addresses {
  std::string ipv4;
  std::string ipv6;

  bool operator==(const Addresses&) const = default;
};

// A connect() to one side's address comes from the other side's, without bind().
struct LoopbackLink {
  Addresses sut{"192.0.2.1", "fd00::1"};
  Addresses peer{"192.0.2.2", "fd00::2"};
  std::uint32_t mtu = 1500;
  bool quick_ack = true;
  CaptureSettings capture;
};

struct Sandbox {
  FileDescriptor network_namespace;  // empty: the one that the harness runs in
  Addresses sut;
  Addresses peer;
  std::optional<Capture> capture;  // nothing without a namespace
  SocketTable sockets;
  bool private_sockets = true;  // every socket in `sockets` belongs to the case
  bool shows_states = true;     // `sockets` knows the state of the case's own connections
};

// Moves the calling thread into the new namespace and leaves it there, so call it on a thread that
// does nothing else; it may be called again and again.
Result<Sandbox> MakeSandbox(const LoopbackLink& link);

// Where namespaces are refused: 127.0.0.1 and 127.0.0.2, ::1 for both sides, no capture.
Result<Sandbox> MakePlainSandbox();

// Sysctls of the calling thread's namespace that decide how connections end, for the record.
std::map<std::string, std::string> ReadLinkSettings();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_SANDBOX_H_
