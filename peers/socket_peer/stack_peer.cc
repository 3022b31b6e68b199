#include "peers/socket_peer/stack_peer.h"

#ifdef __linux__
#include <sys/prctl.h>

#include <csignal>
#endif
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "peers/socket_peer/session.h"
#include "peers/socket_peer/stack_process.h"

namespace closespec::socket_peer {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What a stack prints, such as a failed assertion of lwIP's, goes where errors go from now on:
// answers have the standard output for themselves.
int TakeStandardOutput() {
  const int answers = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return answers;
}

}  // namespace

GivenLink LinkGiven(const std::string& kind) {
  GivenLink link;
  link.ipv4 = Environment("CLOSESPEC_IPV4");
  link.ipv6 = Environment("CLOSESPEC_IPV6");
  const std::string given = Environment("CLOSESPEC_LINK");
  if (given == kind && !link.ipv4.empty() && !link.ipv6.empty()) return link;
  std::fprintf(stderr,
               "needs its link's end on descriptor %d, CLOSESPEC_LINK=%s (found \"%s\"), "
               "CLOSESPEC_IPV4 and CLOSESPEC_IPV6\n",
               link.descriptor, kind.c_str(), given.c_str());
  std::exit(2);
}

void Serve(Stack& stack) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  Streams streams;
  Sockets sockets;
  StackProcess processes;
  LineWriter writer(Handle{TakeStandardOutput()});
  Session session({stack, streams, sockets, processes}, writer);
  session.SayHello();
  LineReader reader(Handle{STDIN_FILENO});
  session.Run(reader);
  std::abort();  // the session ends the process
}

}  // namespace closespec::socket_peer
