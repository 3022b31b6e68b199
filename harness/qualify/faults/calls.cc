#include "harness/qualify/faults/calls.h"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cerrno>

namespace closespec::faults {

std::size_t Parts::Size() const {
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size += first[i].iov_len;
  return size;
}

char& Parts::At(std::size_t index) const {
  const iovec* part = first;
  while (index >= part->iov_len) index -= (part++)->iov_len;
  return static_cast<char*>(part->iov_base)[index];
}

std::string Parts::Copy(std::size_t octets) const {
  std::string copy;
  for (std::size_t i = 0; i < count && copy.size() < octets; ++i) {
    copy.append(static_cast<const char*>(first[i].iov_base),
                std::min(first[i].iov_len, octets - copy.size()));
  }
  return copy;
}

ssize_t Calls::Receive(Socket socket, Parts parts, int flags, int& flags_out) {
  msghdr message{};
  message.msg_iov = parts.first;
  message.msg_iovlen = parts.count;
  const ssize_t count = Real().recvmsg(socket.fd, &message, flags);
  flags_out = message.msg_flags;
  return count;
}

ssize_t Calls::Send(Socket socket, Parts parts, int flags) {
  msghdr message{};
  message.msg_iov = parts.first;
  message.msg_iovlen = parts.count;
  return Real().sendmsg(socket.fd, &message, flags);
}

int Calls::Bind(Socket socket, const sockaddr* address, socklen_t length) {
  return Real().bind(socket.fd, address, length);
}

int Calls::Connect(Socket socket, const sockaddr* to, socklen_t length) {
  const int result = Real().connect(socket.fd, to, length);
  if (result == 0) Connected(socket);
  return result;
}

int Calls::Shutdown(Socket socket, int how) { return Real().shutdown(socket.fd, how); }

int Calls::Close(Socket socket) { return Real().close(socket.fd); }

int Calls::SetLinger(Socket socket, const linger& value) {
  return Real().setsockopt(socket.fd, SOL_SOCKET, SO_LINGER, &value, sizeof(value));
}

int Calls::GetLinger(Socket socket, linger& value) {
  socklen_t length = sizeof(value);
  return Real().getsockopt(socket.fd, SOL_SOCKET, SO_LINGER, &value, &length);
}

int Calls::SetReuse(Socket socket, int option, int value) {
  return Real().setsockopt(socket.fd, SOL_SOCKET, option, &value, sizeof(value));
}

int Calls::SetUserTimeout(Socket socket, int milliseconds) {
  return Real().setsockopt(socket.fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds,
                           sizeof(milliseconds));
}

int Calls::GetError(Socket socket, int& error) {
  socklen_t length = sizeof(error);
  return Real().getsockopt(socket.fd, SOL_SOCKET, SO_ERROR, &error, &length);
}

int Calls::CountUnread(Socket socket, int& count) {
  return Real().ioctl(socket.fd, FIONREAD, &count);
}

int Calls::CountUnsent(Socket socket, int& count) {
  return Real().ioctl(socket.fd, SIOCOUTQ, &count);
}

int Calls::PeerName(Socket socket, sockaddr* name, socklen_t* length) {
  return Real().getpeername(socket.fd, name, length);
}

short Calls::Events(Socket /*socket*/, short /*wanted*/, short seen) { return seen; }

bool Calls::Wakes(Socket /*socket*/, short /*wanted*/, short /*seen*/) { return true; }

int Calls::Counted(const pollfd* /*polled*/, nfds_t /*count*/, int ready) { return ready; }

unsigned Calls::Registered(Socket /*socket*/, int /*epoll*/, unsigned events) { return events; }

int Calls::SetAsynchronous(Socket socket, int on) { return Real().ioctl(socket.fd, FIOASYNC, &on); }

ssize_t Calls::SpliceOut(Socket socket, int to, std::size_t size, unsigned flags) {
  return Real().splice(socket.fd, nullptr, to, nullptr, size, flags);
}

ssize_t Calls::FileSent(Socket /*socket*/, std::size_t /*size*/, ssize_t result) { return result; }

int Calls::SetShortLinger(Socket socket, const void* value, socklen_t length) {
  return Real().setsockopt(socket.fd, SOL_SOCKET, SO_LINGER, value, length);
}

int Calls::SetFinWait2Time(Socket socket, int seconds) {
  return Real().setsockopt(socket.fd, IPPROTO_TCP, TCP_LINGER2, &seconds, sizeof(seconds));
}

void Calls::Connected(Socket /*socket*/) {}

void Calls::Exiting(Socket /*socket*/) {}

void Calls::Killed(Socket /*socket*/) {}

void Calls::Sleep() {
  for (;;) ::pause();
}

int Calls::Fail(int error) {
  errno = error;
  return -1;
}

short Calls::PollNow(Socket socket, short wanted) {
  pollfd polled{socket.fd, wanted, 0};
  Real().poll(&polled, 1, 0);
  return polled.revents;
}

bool Calls::PeerHasClosed(Socket socket) {
  return (PollNow(socket, POLLRDHUP) & (POLLRDHUP | POLLERR)) == POLLRDHUP;
}

bool Calls::IsReset(Socket socket) { return (PollNow(socket, POLLIN) & POLLERR) != 0; }

std::size_t Calls::Unread(Socket socket) {
  int count = 0;
  Real().ioctl(socket.fd, FIONREAD, &count);
  return static_cast<std::size_t>(count);
}

int Calls::Unsent(Socket socket) {
  int count = 0;
  Real().ioctl(socket.fd, SIOCOUTQ, &count);
  return count;
}

std::string Calls::NameOfPeer(Socket socket) {
  sockaddr_storage name{};
  socklen_t length = sizeof(name);
  if (Real().getpeername(socket.fd, reinterpret_cast<sockaddr*>(&name), &length) != 0) return {};
  return {reinterpret_cast<const char*>(&name), length};
}

void Calls::Drain(Socket socket) {
  char octets[4096];
  while (Real().recv(socket.fd, octets, sizeof(octets), MSG_DONTWAIT) > 0) {
  }
}

int Calls::SetLingerTo(Socket socket, int onoff, int seconds) {
  const linger value{onoff, seconds};
  return Real().setsockopt(socket.fd, SOL_SOCKET, SO_LINGER, &value, sizeof(value));
}

linger Calls::LingerOf(Socket socket) {
  linger value{};
  socklen_t length = sizeof(value);
  Real().getsockopt(socket.fd, SOL_SOCKET, SO_LINGER, &value, &length);
  return value;
}

}  // namespace closespec::faults
