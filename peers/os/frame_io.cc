#include "peers/os/frame_io.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace closespec {
namespace {

constexpr std::size_t kMostBytes = 65536;
constexpr int kMostFrames = 256;

void AwaitRoom(const FileDescriptor& descriptor) {
  pollfd polled{descriptor.Raw(), POLLOUT, 0};
  ::poll(&polled, 1, -1);
}

}  // namespace

Status SetNonBlocking(const FileDescriptor& descriptor) {
  const int flags = ::fcntl(descriptor.Raw(), F_GETFL);
  if (flags < 0 || ::fcntl(descriptor.Raw(), F_SETFL, flags | O_NONBLOCK) < 0) {
    return OsError("fcntl(O_NONBLOCK)");
  }
  return Done{};
}

Status WriteFrame(const FileDescriptor& to, std::span<const std::byte> frame) {
  while (::write(to.Raw(), frame.data(), frame.size()) < 0) {
    if (errno == EAGAIN) {
      AwaitRoom(to);
    } else if (errno != EINTR) {
      return OsError("write to the link");
    }
  }
  return Done{};
}

Result<bool> OfferFrame(const FileDescriptor& to, std::span<const std::byte> frame) {
  while (::write(to.Raw(), frame.data(), frame.size()) < 0) {
    if (errno == EAGAIN || errno == ENOBUFS) return false;
    if (errno != EINTR) return OsError("write to the link");
  }
  return true;
}

Result<std::pair<FileDescriptor, FileDescriptor>> MakeFramePair() {
  int ends[2] = {-1, -1};
  constexpr int kType = SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC;
  if (::socketpair(AF_UNIX, kType, 0, ends) < 0) return OsError("socketpair");
  return std::pair(FileDescriptor(ends[0]), FileDescriptor(ends[1]));
}

Status ReadFrames(const FileDescriptor& from,
                  const std::function<void(std::span<const std::byte> frame)>& sink) {
  std::array<std::byte, kMostBytes> frame;
  for (int taken = 0; taken < kMostFrames; ++taken) {
    const ssize_t count = ::read(from.Raw(), frame.data(), frame.size());
    // ENETDOWN says once that the device is or was down; what comes when it is up is read as ever.
    if (count < 0 && (errno == EINTR || errno == ENETDOWN)) continue;
    if (count < 0 && errno == EAGAIN) return Done{};
    if (count < 0) return OsError("read from the link");
    if (count == 0) return Trouble{"the link has ended"};
    sink(std::span(frame).first(static_cast<std::size_t>(count)));
  }
  return Done{};
}

}  // namespace closespec
