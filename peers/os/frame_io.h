// Whole frames through a descriptor that keeps their borders: a TUN device or a packet socket.

#ifndef CLOSESPEC_PEERS_OS_FRAME_IO_H_
#define CLOSESPEC_PEERS_OS_FRAME_IO_H_

#include <functional>
#include <span>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

Status SetNonBlocking(const FileDescriptor& descriptor);

// Waits while there is no room.
Status WriteFrame(const FileDescriptor& to, std::span<const std::byte> frame);

// Gives at most some hundred frames that wait; each as far as 64 KiB.
Status ReadFrames(const FileDescriptor& from,
                  const std::function<void(std::span<const std::byte> frame)>& sink);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_FRAME_IO_H_
