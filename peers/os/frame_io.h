// Whole frames through a descriptor that keeps their borders: a TUN device, a packet socket, or one
// end of a pair made here.

#ifndef CLOSESPEC_PEERS_OS_FRAME_IO_H_
#define CLOSESPEC_PEERS_OS_FRAME_IO_H_

#include <functional>
#include <span>
#include <utility>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

Status SetNonBlocking(const FileDescriptor& descriptor);

// Waits while there is no room.
Status WriteFrame(const FileDescriptor& to, std::span<const std::byte> frame);

// False where there is no room now: the frame is lost, as on a link.
Result<bool> OfferFrame(const FileDescriptor& to, std::span<const std::byte> frame);

// What is written to one end is read from the other, frame by frame; neither ever blocks.
Result<std::pair<FileDescriptor, FileDescriptor>> MakeFramePair();

// Gives at most some hundred frames that wait; each as far as 64 KiB.
Status ReadFrames(const FileDescriptor& from,
                  const std::function<void(std::span<const std::byte> frame)>& sink);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_FRAME_IO_H_
