// The socket calls of libc as a fault sees them: the many ways in and out of libc are few here. The
// methods of Calls do what libc does; a fault overrides the one that it alters.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_CALLS_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_CALLS_H_

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <string>

#include "harness/qualify/faults/libc.h"
#include "harness/qualify/faults/notes.h"

namespace closespec::faults {

// The descriptor of a TCP socket.
struct Socket {
  int fd;
};

// Where octets come from or go to.
struct Parts {
  iovec* first;
  std::size_t count;

  [[nodiscard]] std::size_t Size() const;
  [[nodiscard]] std::string Copy(std::size_t octets) const;
  // The octet at `index`, which must be there.
  [[nodiscard]] char& At(std::size_t index) const;
};

class Calls {
 public:
  virtual ~Calls() = default;

  virtual ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out);
  virtual ssize_t Send(Socket socket, Parts parts, int flags);
  virtual int Bind(Socket socket, const sockaddr* address, socklen_t length);
  virtual int Connect(Socket socket, const sockaddr* to, socklen_t length);
  virtual int Shutdown(Socket socket, int how);
  virtual int Close(Socket socket);
  virtual int SetLinger(Socket socket, const linger& value);
  virtual int GetLinger(Socket socket, linger& value);
  // SO_REUSEADDR or SO_REUSEPORT.
  virtual int SetReuse(Socket socket, int option, int value);
  virtual int SetUserTimeout(Socket socket, int milliseconds);
  virtual int GetError(Socket socket, int& error);
  virtual int CountUnread(Socket socket, int& count);
  virtual int CountUnsent(Socket socket, int& count);
  virtual int PeerName(Socket socket, sockaddr* name, socklen_t* length);
  // What poll, select and epoll show of `wanted`, where they do not wait; the bits are poll's.
  virtual short Events(Socket socket, short wanted, short seen);
  // Whether a poll() that waits returns, now that the kernel has woken it.
  virtual bool Wakes(Socket socket, short wanted, short seen);
  // What poll() returns for sockets of which so many have events.
  virtual int Counted(const pollfd* polled, nfds_t count, int ready);
  // What epoll is asked for, with its flags.
  virtual unsigned Registered(Socket socket, int epoll, unsigned events);
  virtual int SetAsynchronous(Socket socket, int on);
  // splice() out of the socket; and what sendfile() and splice() into it came to, errno being set.
  virtual ssize_t SpliceOut(Socket socket, int to, std::size_t size, unsigned flags);
  virtual ssize_t FileSent(Socket socket, std::size_t size, ssize_t result);
  // SO_LINGER with fewer octets than it has.
  virtual int SetShortLinger(Socket socket, const void* value, socklen_t length);
  virtual int SetFinWait2Time(Socket socket, int seconds);
  // accept() or connect() has made a connection of it.
  virtual void Connected(Socket socket);
  // The process is about to exit, or to be killed by itself, with this socket open.
  virtual void Exiting(Socket socket);
  virtual void Killed(Socket socket);

  // The descriptor belongs to a new socket.
  virtual void Begin(Socket socket) { notes_.Forget(socket.fd); }

  // For ever.
  [[noreturn]] static void Sleep();

 protected:
  static int Fail(int error);
  // Of the connection as the kernel has it.
  static bool PeerHasClosed(Socket socket);
  static bool IsReset(Socket socket);
  static short PollNow(Socket socket, short wanted);
  static std::size_t Unread(Socket socket);
  static int Unsent(Socket socket);
  // As a sockaddr; empty when there is none.
  static std::string NameOfPeer(Socket socket);
  static void Drain(Socket socket);
  static int SetLingerTo(Socket socket, int onoff, int seconds);
  static linger LingerOf(Socket socket);

  Notes notes_;
};

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_CALLS_H_
