// Octets in and out: all ways lead to Calls::Receive and Calls::Send.

#include "harness/qualify/faults/selected.h"

using closespec::faults::Parts;
using closespec::faults::Real;
using closespec::faults::SelectedFor;

extern "C" ssize_t recv(int fd, void* octets, size_t size, int flags) {
  auto* calls = SelectedFor(fd);
  if (calls == nullptr) return Real().recv(fd, octets, size, flags);
  iovec part{octets, size};
  int ignored = 0;
  return calls->Receive({fd}, {&part, 1}, flags, ignored);
}

extern "C" ssize_t recvfrom(int fd, void* octets, size_t size, int flags, sockaddr* from,
                            socklen_t* length) {
  // Whoever asks where the octets came from does not use TCP's usual calls.
  if (from != nullptr || SelectedFor(fd) == nullptr) {
    return Real().recvfrom(fd, octets, size, flags, from, length);
  }
  return recv(fd, octets, size, flags);
}

extern "C" ssize_t recvmsg(int fd, msghdr* message, int flags) {
  auto* calls = SelectedFor(fd);
  if (calls == nullptr) return Real().recvmsg(fd, message, flags);
  message->msg_flags = 0;
  message->msg_controllen = 0;
  message->msg_namelen = 0;
  return calls->Receive({fd}, {message->msg_iov, message->msg_iovlen}, flags, message->msg_flags);
}

extern "C" ssize_t read(int fd, void* octets, size_t size) {
  // Linux gives 0 to a read() of no octets, whatever recv() says to one.
  if (size == 0 || SelectedFor(fd) == nullptr) return Real().read(fd, octets, size);
  return recv(fd, octets, size, 0);
}

extern "C" ssize_t readv(int fd, const iovec* parts, int count) {
  auto* calls = SelectedFor(fd);
  const Parts wanted{const_cast<iovec*>(parts), static_cast<std::size_t>(count)};
  if (calls == nullptr || wanted.Size() == 0) return Real().readv(fd, parts, count);
  int ignored = 0;
  return calls->Receive({fd}, wanted, 0, ignored);
}

extern "C" ssize_t send(int fd, const void* octets, size_t size, int flags) {
  auto* calls = SelectedFor(fd);
  if (calls == nullptr) return Real().send(fd, octets, size, flags);
  iovec part{const_cast<void*>(octets), size};
  return calls->Send({fd}, {&part, 1}, flags);
}

extern "C" ssize_t sendto(int fd, const void* octets, size_t size, int flags, const sockaddr* to,
                          socklen_t length) {
  if (to != nullptr || SelectedFor(fd) == nullptr) {
    return Real().sendto(fd, octets, size, flags, to, length);
  }
  return send(fd, octets, size, flags);
}

extern "C" ssize_t sendmsg(int fd, const msghdr* message, int flags) {
  auto* calls = SelectedFor(fd);
  if (calls == nullptr) return Real().sendmsg(fd, message, flags);
  return calls->Send({fd}, {message->msg_iov, message->msg_iovlen}, flags);
}

extern "C" ssize_t write(int fd, const void* octets, size_t size) {
  if (SelectedFor(fd) == nullptr) return Real().write(fd, octets, size);
  return send(fd, octets, size, 0);
}

extern "C" ssize_t writev(int fd, const iovec* parts, int count) {
  auto* calls = SelectedFor(fd);
  if (calls == nullptr) return Real().writev(fd, parts, count);
  return calls->Send({fd}, {const_cast<iovec*>(parts), static_cast<std::size_t>(count)}, 0);
}
