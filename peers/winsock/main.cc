// closespec-peer.exe: the socket peer on Winsock. See docs/peer-protocol.md.

#include <winsock2.h>

#include <cstdint>

#include "peers/socket_peer/session.h"
#include "peers/winsock/windows_processes.h"
#include "peers/winsock/winsock_stack.h"

namespace {

// Read and written without the C library, which would put a CR before each LF.
closespec::socket_peer::Handle Standard(DWORD which) {
  return {reinterpret_cast<std::intptr_t>(::GetStdHandle(which))};
}

}  // namespace

int main() {
  using namespace closespec::socket_peer;
  WinsockStack stack;
  Streams streams;
  Sockets sockets;
  WindowsProcesses processes;
  LineWriter writer(Standard(STD_OUTPUT_HANDLE));
  Session session({stack, streams, sockets, processes}, writer);
  session.SayHello();
  LineReader reader(Standard(STD_INPUT_HANDLE));
  session.Run(reader);
}
