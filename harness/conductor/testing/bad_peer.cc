// A peer that breaks in the way that its first argument names, for tests. What no way forbids it
// does well enough: it says hello and answers everything with returns=0 ("fails": error=EIO).

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

void Hello() {
  std::cout << "hello closespec-peer protocol=1 stack=bad-1 "
               "actions=socket,bind,listen,accept,connect,set_blocking,send,send_all,recv,"
               "recv_all,wait_readable,shutdown,close,dup,fork,share,adopt,exit,abort,reap,"
               "setsockopt,getsockopt,poll,epoll,select,unread_count,unsent_count,getsockname,"
               "getpeername,state,ping,quit"
               " features=threads,fork,share,signals,epoll,fionread,siocoutq,tcp_info"
            << std::endl;
}

// Until the input ends.
void Converse(const char* outcome) {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string tag = line.substr(0, line.find(' '));
    if (line.find(" quit") != std::string::npos) std::_Exit(0);
    std::cout << tag << ' ' << outcome << std::endl;
  }
}

void WaitForEver() {
  while (true) ::pause();
}

void PrintAGigabyte(bool in_lines) {
  std::string block(1 << 16, 'x');
  if (in_lines) {
    for (std::size_t i = 99; i < block.size(); i += 100) block[i] = '\n';
  }
  for (int i = 0; i < 1 << 14; ++i) {
    if (!std::cout.write(block.data(), static_cast<std::streamsize>(block.size()))) break;
  }
}

// Holds the pipes open in a session of its own, after the peer has ended.
void LeaveADaemon() {
  if (::fork() != 0) return;
  ::setsid();
  if (::fork() == 0) WaitForEver();
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string way = argc > 1 ? argv[1] : "";
  ::signal(SIGPIPE, SIG_IGN);
  if (way == "exits") return 3;
  if (way == "complains") {
    std::cerr << "cannot find the stack\nsecond line" << std::endl;
    return 4;
  }
  if (way == "killed") ::raise(SIGKILL);
  if (way == "no_hello") Converse("returns=0");
  if (way == "hangs") WaitForEver();
  if (way == "half_line") {
    std::cout << "hello closespec-pe" << std::flush;
    WaitForEver();
  }
  if (way == "gigabyte") PrintAGigabyte(true);
  if (way == "gigabyte_line") PrintAGigabyte(false);
  if (way == "daemon_exits") {
    LeaveADaemon();
    Hello();
    return 0;
  }
  Hello();
  if (way == "silent_after_hello") WaitForEver();
  if (way == "closes_output") {
    ::close(STDOUT_FILENO);
    WaitForEver();
  }
  if (way == "gigabyte_of_complaints") {
    // Its output stays open: it is not to be taken for closed before the flood was noticed.
    if (::dup(STDOUT_FILENO) < 0) return 1;
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    PrintAGigabyte(true);
  }
  if (way == "dies_in_call") {
    std::string line;
    std::getline(std::cin, line);
    ::raise(SIGTERM);
  }
  if (way == "nonsense") {
    std::string line;
    std::getline(std::cin, line);
    std::cout << "I beg your pardon?" << std::endl;
  }
  Converse(way == "fails" ? "error=EIO" : "returns=0");
  return 0;
}
