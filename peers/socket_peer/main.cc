// closespec-peer: makes socket calls when told to and says what they returned. See
// docs/peer-protocol.md.

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <sys/auxv.h>
#include <sys/prctl.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#endif

#include <cstring>
#include <string>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_processes.h"
#include "peers/socket_peer/session.h"

namespace closespec::socket_peer {
namespace {

struct Shared {
  PosixStack stack;
  Streams streams;
  Sockets sockets;
};

// A forked peer goes on with the sockets and streams of its parent, and is new for the rest.
[[noreturn]] void RunPeer(Shared& shared, Channels channels, bool says_hello) {
  LineWriter writer(channels.answers);
  PosixProcesses processes(shared.sockets, writer, channels, [&shared](Channels of_child) {
    RunPeer(shared, of_child, /*says_hello=*/false);
  });
  Session session({shared.stack, shared.streams, shared.sockets, processes}, writer);
  if (says_hello) session.SayHello();
  LineReader reader(channels.requests);
  session.Run(reader);
}

#ifdef __linux__
// A static program would be deaf to the library that somebody wants in its calls: the one beside it
// that is linked to libc takes over.
void HandOverIfPreloaded(char** argv) {
  const bool is_static = ::getauxval(AT_BASE) == 0;
  const char* const library = std::getenv("LD_PRELOAD");
  if (!is_static || library == nullptr || *library == '\0') return;
  char self[PATH_MAX];
  const ssize_t length = ::readlink("/proc/self/exe", self, sizeof(self));
  const std::string linked = std::string(self, length < 0 ? 0 : length) + "-preload";
  ::execv(linked.c_str(), argv);
  std::fprintf(stderr, "closespec-peer: to have %s preloaded, %s is needed: %s\n", library,
               linked.c_str(), std::strerror(errno));
  std::exit(1);
}
#endif

}  // namespace
}  // namespace closespec::socket_peer

int main(int argc, char** argv) {
  using closespec::socket_peer::Handle;
#ifdef __GLIBC__
  // The threads are few and wait; a heap for each costs more than the lock of one.
  ::mallopt(M_ARENA_MAX, 1);
#endif
#ifdef __linux__
  closespec::socket_peer::HandOverIfPreloaded(argv);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  ::signal(SIGPIPE, SIG_DFL);
  if (argc > 2 && std::strcmp(argv[1], closespec::socket_peer::kIdleArgument) == 0) {
    closespec::socket_peer::IdleWhileLives(argv[2]);
  }
  closespec::socket_peer::Shared shared;
  closespec::socket_peer::RunPeer(shared, {Handle{STDIN_FILENO}, Handle{STDOUT_FILENO}, Handle()},
                                  /*says_hello=*/true);
}
