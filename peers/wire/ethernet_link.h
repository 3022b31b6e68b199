// The end of an Ethernet link, through a packet socket, of a host that exists only here: it answers
// for its addresses, learns the other end's hardware address from what comes, and asks for it
// before it sends first.

#ifndef CLOSESPEC_PEERS_WIRE_ETHERNET_LINK_H_
#define CLOSESPEC_PEERS_WIRE_ETHERNET_LINK_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "peers/wire/link.h"
#include "peers/wire/neighbours.h"

namespace closespec {

class EthernetLink final : public Link {
 public:
  EthernetLink(FileDescriptor socket, std::vector<std::string> addresses);

  [[nodiscard]] const FileDescriptor& Descriptor() const override { return socket_; }
  Status Send(std::span<const std::byte> packet) override;
  Status Receive(const PacketSink& sink) override;
  [[nodiscard]] std::optional<std::chrono::milliseconds> Patience() const override;
  Status Insist() override;

 private:
  Status Ask(std::span<const std::byte> packet);
  Status SendTo(const HardwareAddress& destination, std::span<const std::byte> packet);
  Status Take(std::span<const std::byte> frame, const PacketSink& sink);
  Status Learn(const HardwareAddress& other);

  FileDescriptor socket_;
  EthernetHost host_;
  std::optional<HardwareAddress> other_;
  std::string asker_;           // by whose question other_ is known, if by one
  std::string towards_;         // where was sent last
  std::vector<Frame> waiting_;  // for other_
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_ETHERNET_LINK_H_
