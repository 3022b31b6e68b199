// Address resolution (ARP, RFC 826; neighbour discovery, RFC 4861) for a host that exists only in
// user space: what it answers, asks and learns, frame by frame.

#ifndef CLOSESPEC_PEERS_WIRE_NEIGHBOURS_H_
#define CLOSESPEC_PEERS_WIRE_NEIGHBOURS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "peers/os/result.h"
#include "peers/wire/frame.h"
#include "peers/wire/headers.h"

namespace closespec {

struct EthernetHost {
  HardwareAddress hardware;
  std::vector<std::string> addresses;
};

// A request or solicitation for one of the host's addresses.
struct NeighbourQuestion {
  HardwareAddress asker_hardware;
  std::string asker;
  std::string wanted;

  bool operator==(const NeighbourQuestion&) const = default;
};
std::optional<NeighbourQuestion> ParseNeighbourQuestion(std::span<const std::byte> frame,
                                                        const EthernetHost& host);

Result<Frame> AnswerNeighbour(const NeighbourQuestion& question, const EthernetHost& host);

// Asks everyone for the hardware address of `wanted`.
Result<Frame> AskNeighbour(const std::string& wanted, const EthernetHost& host);

// Asks everyone whether somebody has `wanted`, in nobody's name, so that no one learns anything by
// it (RFC 5227 2.1.1, RFC 4862 5.4.2).
Result<Frame> ProbeAddress(const std::string& wanted, const HardwareAddress& asker);

// Who says by this frame that `wanted` is its own.
std::optional<HardwareAddress> OwnerTold(std::span<const std::byte> frame,
                                         const std::string& wanted);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_NEIGHBOURS_H_
