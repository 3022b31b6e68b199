// The real functions of libc behind the ones that this library puts in front of them.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_LIBC_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_LIBC_H_

#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace closespec::faults {

struct Libc {
  decltype(&::accept) accept;
  decltype(&::accept4) accept4;
  decltype(&::bind) bind;
  decltype(&::close) close;
  decltype(&::connect) connect;
  decltype(&::dup) dup;
  decltype(&::epoll_ctl) epoll_ctl;
  decltype(&::epoll_wait) epoll_wait;
  decltype(&::getpeername) getpeername;
  decltype(&::getsockopt) getsockopt;
  int (*ioctl)(int, unsigned long, void*);
  decltype(&::kill) kill;
  decltype(&::poll) poll;
  decltype(&::read) read;
  decltype(&::readv) readv;
  decltype(&::recv) recv;
  decltype(&::recvfrom) recvfrom;
  decltype(&::recvmsg) recvmsg;
  decltype(&::select) select;
  decltype(&::send) send;
  decltype(&::sendmsg) sendmsg;
  decltype(&::sendto) sendto;
  ssize_t (*sendfile)(int, int, off_t*, size_t);
  decltype(&::setsockopt) setsockopt;
  decltype(&::shutdown) shutdown;
  decltype(&::socket) socket;
  ssize_t (*splice)(int, off64_t*, int, off64_t*, size_t, unsigned);
  decltype(&::write) write;
  decltype(&::writev) writev;
  void (*exit_now)(int);  // _exit
};

const Libc& Real();

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_LIBC_H_
