#include "peers/wire/tun_link.h"

#include "peers/os/frame_io.h"

namespace closespec {

Status TunLink::Send(std::span<const std::byte> packet) { return WriteFrame(tun_, packet); }

Status TunLink::Receive(const PacketSink& sink) { return ReadFrames(tun_, sink); }

}  // namespace closespec
