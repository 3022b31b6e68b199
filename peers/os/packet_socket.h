// The frames of one device, both ways, as the kernel's packet sockets show them: opened in the
// current network namespace, never blocking. Closing one waits some 15 ms for other processors (the
// kernel's RCU), so it is best done where nobody waits.

#ifndef CLOSESPEC_PEERS_OS_PACKET_SOCKET_H_
#define CLOSESPEC_PEERS_OS_PACKET_SOCKET_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

struct ReceivedFrame {
  std::span<const std::byte> bytes;  // as far as it was captured
  std::size_t original_length = 0;
  // Since the epoch. The kernel begins to stamp frames a moment after the machine's first socket
  // has asked for it; until then this is when the frame was read.
  std::chrono::nanoseconds received_at{0};
  bool checksum_offloaded = false;  // the transport's checksum was left to the device
};

// kTcpHeaders: frames of TCP, cut behind the TCP header. What waits to be read then takes a quarter
// of the memory. kTcpFrames: with their payload.
enum class Frames { kTcpHeaders, kTcpFrames };

class PacketSocket {
 public:
  // `buffer_bytes` may be cut by net.core.rmem_max.
  static Result<PacketSocket> Open(const std::string& device, Frames frames,
                                   std::size_t buffer_bytes);

  [[nodiscard]] const FileDescriptor& Descriptor() const { return socket_; }

  // Octets before the IP header: 14 on Ethernet and loopback, none on a tun device.
  [[nodiscard]] std::size_t LinkHeader() const { return link_header_; }

  // Gives every frame that waits to `sink`, in order.
  Status Receive(const std::function<void(const ReceivedFrame&)>& sink);

  // Frames that the kernel had no room for since the last call.
  Result<std::uint64_t> TakeDropped();

 private:
  PacketSocket(FileDescriptor socket, std::size_t link_header)
      : socket_(std::move(socket)), link_header_(link_header) {}

  FileDescriptor socket_;
  std::size_t link_header_;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_PACKET_SOCKET_H_
