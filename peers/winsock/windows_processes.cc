#include "peers/winsock/windows_processes.h"

#include <winsock2.h>

#include <csignal>

#include "peers/socket_peer/request.h"
#include "peers/winsock/winsock_result.h"

namespace closespec::socket_peer {
namespace {

constexpr char kNoFork[] = "no fork";
// What the C library's abort() ends a process with.
constexpr UINT kAborted = 3;

}  // namespace

CallResult WindowsProcesses::Fork(const std::string&) { return NoSuchCall(kNoFork); }
CallResult WindowsProcesses::Reap(const std::string&, std::string&) { return NoSuchCall(kNoFork); }
CallResult WindowsProcesses::Share(const std::string&, const Socket&) {
  return NoSuchCall(kNoFork);
}
CallResult WindowsProcesses::Adopt(Socket&) { return NoSuchCall(kNoFork); }

CallResult WindowsProcesses::Exit(int status) { ::ExitProcess(static_cast<UINT>(status)); }

CallResult WindowsProcesses::Abort(const std::string& signal) {
  if (signal == "ABRT") std::raise(SIGABRT);
  if (signal == "TERM") std::raise(SIGTERM);
  if (signal == "SEGV") std::raise(SIGSEGV);
  ::TerminateProcess(::GetCurrentProcess(), kAborted);
  return Told(-1);
}

void WindowsProcesses::Forward(const std::string& name, const protocol::Message&) {
  throw Refused{"no process " + name};
}

}  // namespace closespec::socket_peer
