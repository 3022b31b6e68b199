// PosixStack: signals that are caught.

#include <semaphore.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sockios.h>
#endif

#include <cerrno>
#include <csignal>

#include "peers/socket_peer/os_posix.h"
#include "peers/socket_peer/os_posix_result.h"

namespace closespec::socket_peer {
namespace {

void Catch(int signal, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  ::sigaction(signal, &action, nullptr);
}

#ifdef __linux__
// Posted for each SIGIO. A handler may do little else.
sem_t* Activities() {
  static sem_t semaphore = [] {
    sem_t zero;
    ::sem_init(&zero, 0, 0);
    return zero;
  }();
  return &semaphore;
}
#endif

}  // namespace

void BackgroundThreads::Begin(const std::string& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  by_call_[call] = ::pthread_self();
}

void BackgroundThreads::End(const std::string& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  by_call_.erase(call);
}

bool BackgroundThreads::Signal(const std::string& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = by_call_.find(call);
  if (found == by_call_.end()) return false;
  // Without SA_RESTART: the call is not begun again.
  Catch(
      SIGUSR1, [](int) {}, 0);
  ::pthread_kill(found->second, SIGUSR1);
  return true;
}

void PosixStack::BackgroundBegins(const std::string& call) { background_.Begin(call); }

void PosixStack::BackgroundEnds(const std::string& call) { background_.End(call); }

CallResult PosixStack::Interrupt(const std::string& call) {
  errno = ECHILD;
  return Told(background_.Signal(call) ? 0 : -1);
}

#ifdef __linux__
CallResult PosixStack::SignalOnActivity(Handle handle) {
  Activities();
  Catch(
      SIGIO, [](int) { ::sem_post(Activities()); }, SA_RESTART);
  const int owner = ::getpid();
  CallResult result = Told(::ioctl(Raw(handle), FIOSETOWN, &owner));
  if (!result.Succeeded()) return result;
  int on = 1;
  return Told(::ioctl(Raw(handle), FIOASYNC, &on));
}

CallResult PosixStack::AwaitSignal() {
  int result = 0;
  do {
    result = ::sem_wait(Activities());
  } while (result != 0 && errno == EINTR);
  return Told(result);
}
#endif

}  // namespace closespec::socket_peer
