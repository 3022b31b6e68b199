// The end of a TUN device that user space holds (IFF_TUN, IFF_NO_PI): bare IP packets.

#ifndef CLOSESPEC_PEERS_WIRE_TUN_LINK_H_
#define CLOSESPEC_PEERS_WIRE_TUN_LINK_H_

#include <utility>

#include "peers/wire/link.h"

namespace closespec {

class TunLink final : public Link {
 public:
  explicit TunLink(FileDescriptor tun) : tun_(std::move(tun)) {}

  [[nodiscard]] const FileDescriptor& Descriptor() const override { return tun_; }
  Status Send(std::span<const std::byte> packet) override;
  Status Receive(const PacketSink& sink) override;

 private:
  FileDescriptor tun_;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_WIRE_TUN_LINK_H_
