// closespec-peer-lwip: the socket peer on lwIP, which lives in this process and has the link's end
// on descriptor 3. See docs/peer-protocol.md and docs/targets.md.

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "peers/lwip/lwip_link.h"
#include "peers/lwip/lwip_stack.h"
#include "peers/socket_peer/session.h"
#include "peers/socket_peer/stack_process.h"

namespace {

constexpr int kLinkEnd = 3;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

int main() {
  using namespace closespec;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (Environment("CLOSESPEC_LINK") != "ethernet" ||
      !lwip_peer::StartOn(kLinkEnd,
                          {Environment("CLOSESPEC_IPV4"), Environment("CLOSESPEC_IPV6")})) {
    std::fputs(
        "closespec-peer-lwip: needs a tap link: frames on descriptor 3, CLOSESPEC_LINK=ethernet, "
        "CLOSESPEC_IPV4 and CLOSESPEC_IPV6\n",
        stderr);
    return 2;
  }
  lwip_peer::LwipStack stack;
  socket_peer::Streams streams;
  socket_peer::Sockets sockets;
  socket_peer::StackProcess processes;
  socket_peer::LineWriter writer(socket_peer::Handle{STDOUT_FILENO});
  socket_peer::Session session({stack, streams, sockets, processes}, writer);
  session.SayHello();
  socket_peer::LineReader reader(socket_peer::Handle{STDIN_FILENO});
  session.Run(reader);
}
