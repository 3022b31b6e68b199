// PosixProcesses: descriptors that go from a process to its child.

#include <sys/socket.h>

#include <cstring>

#include "peers/socket_peer/os_posix_child.h"
#include "peers/socket_peer/os_posix_processes.h"
#include "peers/socket_peer/os_posix_result.h"
#include "peers/socket_peer/request.h"

namespace closespec::socket_peer {
namespace {

// One datagram: the number of the stream, and the descriptor beside it.
struct Parcel {
  std::uint64_t stream = 0;
  iovec part{&stream, sizeof(stream)};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};

  Parcel() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof(control);
  }
  Parcel(const Parcel&) = delete;
  Parcel& operator=(const Parcel&) = delete;
};

}  // namespace

CallResult PosixProcesses::Share(const std::string& name, const Socket& socket) {
  const auto child = ChildNamed(name);
  Parcel parcel;
  parcel.stream = socket.stream;
  cmsghdr* header = CMSG_FIRSTHDR(&parcel.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int fd = Raw(socket.handle);
  std::memcpy(CMSG_DATA(header), &fd, sizeof(fd));
  return Told(::sendmsg(Raw(child->descriptors), &parcel.message, MSG_NOSIGNAL));
}

CallResult PosixProcesses::Adopt(Socket& socket) {
  if (own_.descriptors.raw == Handle().raw) throw Refused{"nobody shares anything with this one"};
  Parcel parcel;
  CallResult result = Told(::recvmsg(Raw(own_.descriptors), &parcel.message, 0));
  if (!result.Succeeded()) return result;
  const cmsghdr* header = CMSG_FIRSTHDR(&parcel.message);
  if (header == nullptr) throw Refused{"no descriptor came"};
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(header), sizeof(fd));
  socket = {Handle{fd}, static_cast<std::size_t>(parcel.stream)};
  result.value = 0;
  return result;
}

}  // namespace closespec::socket_peer
