// One end of a link whose other end is a stack under test: IP packets go out and come in, whatever
// the link puts around them.

#ifndef CLOSESPEC_PEERS_WIRE_LINK_H_
#define CLOSESPEC_PEERS_WIRE_LINK_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

inline constexpr std::size_t kLinkMtu = 1500;

using PacketSink = std::function<void(std::span<const std::byte> packet)>;

class Link {
 public:
  Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  virtual ~Link() = default;

  // Readable when Receive() may have something.
  [[nodiscard]] virtual const FileDescriptor& Descriptor() const = 0;

  // From the IP header on, at most kLinkMtu octets.
  virtual Status Send(std::span<const std::byte> packet) = 0;

  // Gives what waits, in order, but not what a flood adds meanwhile. What is no packet is dropped.
  virtual Status Receive(const PacketSink& sink) = 0;

  // Given: Insist() is to be called whenever nothing has come for so long.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> Patience() const { return {}; }
  virtual Status Insist() { return Done{}; }
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_LINK_H_
