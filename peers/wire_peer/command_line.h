// closespec-wire-peer --link=tun|ethernet --address=ADDRESS.. [--device=NAME]
//                     [--ports=FIRST-LAST]

#ifndef CLOSESPEC_PEERS_WIRE_PEER_COMMAND_LINE_H_
#define CLOSESPEC_PEERS_WIRE_PEER_COMMAND_LINE_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "peers/os/result.h"
#include "peers/wire_peer/host.h"

namespace closespec::wire_peer {

enum class LinkKind { kTun, kEthernet };

struct CommandLine {
  LinkKind link = LinkKind::kTun;
  std::vector<std::string> addresses;  // as inet_ntop writes them
  std::string device;                  // empty: descriptor 3 is the link's end
  std::optional<PortRange> ports;      // nothing: any
};

Result<CommandLine> ParseCommandLine(std::span<const char* const> arguments);

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_COMMAND_LINE_H_
