// Signals by their names without SIG, and a scope in which no SIGPIPE comes.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_SIGNALS_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_SIGNALS_H_

#include <csignal>
#include <ctime>
#include <string>
#include <string_view>

namespace closespec::socket_peer {

struct NamedSignal {
  std::string_view name;
  int number;
};

inline constexpr NamedSignal kSignals[] = {
    {"ABRT", SIGABRT}, {"KILL", SIGKILL}, {"TERM", SIGTERM}, {"SEGV", SIGSEGV}, {"PIPE", SIGPIPE},
    {"HUP", SIGHUP},   {"INT", SIGINT},   {"BUS", SIGBUS},   {"FPE", SIGFPE},   {"ILL", SIGILL}};

inline std::string SignalName(int number) {
  for (const auto& each : kSignals) {
    if (each.number == number) return std::string(each.name);
  }
  return std::to_string(number);
}

inline int SignalNumber(std::string_view name) {
  for (const auto& each : kSignals) {
    if (each.name == name) return each.number;
  }
  return SIGABRT;
}

// Keeps SIGPIPE from this thread, and takes it away if it came meanwhile: write() and writev() have
// no MSG_NOSIGNAL.
class SigpipeHeldBack {
 public:
  SigpipeHeldBack() {
    ::sigemptyset(&sigpipe_);
    ::sigaddset(&sigpipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
  }
  SigpipeHeldBack(const SigpipeHeldBack&) = delete;
  SigpipeHeldBack& operator=(const SigpipeHeldBack&) = delete;
  ~SigpipeHeldBack() {
    const timespec at_once{};
    ::sigtimedwait(&sigpipe_, nullptr, &at_once);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t sigpipe_{};
  sigset_t before_{};
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_OS_POSIX_SIGNALS_H_
