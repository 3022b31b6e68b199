#include "harness/qualify/faults/libc.h"

#include <dlfcn.h>

namespace closespec::faults {
namespace {

template <typename Function>
void Find(const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

Libc FindAll() {
  Libc libc{};
  Find("accept", libc.accept);
  Find("accept4", libc.accept4);
  Find("bind", libc.bind);
  Find("close", libc.close);
  Find("connect", libc.connect);
  Find("dup", libc.dup);
  Find("epoll_ctl", libc.epoll_ctl);
  Find("epoll_wait", libc.epoll_wait);
  Find("getpeername", libc.getpeername);
  Find("getsockopt", libc.getsockopt);
  Find("ioctl", libc.ioctl);
  Find("kill", libc.kill);
  Find("poll", libc.poll);
  Find("read", libc.read);
  Find("readv", libc.readv);
  Find("recv", libc.recv);
  Find("recvfrom", libc.recvfrom);
  Find("recvmsg", libc.recvmsg);
  Find("select", libc.select);
  Find("send", libc.send);
  Find("sendfile", libc.sendfile);
  Find("sendmsg", libc.sendmsg);
  Find("sendto", libc.sendto);
  Find("setsockopt", libc.setsockopt);
  Find("shutdown", libc.shutdown);
  Find("socket", libc.socket);
  Find("splice", libc.splice);
  Find("write", libc.write);
  Find("writev", libc.writev);
  Find("_exit", libc.exit_now);
  return libc;
}

}  // namespace

const Libc& Real() {
  static const Libc libc = FindAll();
  return libc;
}

}  // namespace closespec::faults
