#include "harness/bench/floor.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "peers/os/file_descriptor.h"

namespace closespec {
namespace {

Status EnterNamespace() {
  if (::unshare(CLONE_NEWNET) != 0) return OsError("unshare(CLONE_NEWNET)");
  const FileDescriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq loopback{};
  std::strncpy(loopback.ifr_name, "lo", sizeof loopback.ifr_name - 1);
  loopback.ifr_flags = IFF_UP;
  if (::ioctl(any.Raw(), SIOCSIFFLAGS, &loopback) != 0) return OsError("ioctl(SIOCSIFFLAGS)");
  return Done{};
}

struct Child {
  pid_t process = -1;
  FileDescriptor to;
  FileDescriptor from;
};

Result<Child> Spawn(const std::filesystem::path& program, const char* role) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) {
    return OsError("pipe2");
  }
  const FileDescriptor childs_in(in[0]);
  const FileDescriptor childs_out(out[1]);
  Child child{-1, FileDescriptor(in[1]), FileDescriptor(out[0])};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::string name = program.string();
  std::string word = role;
  std::array<char*, 3> argv = {name.data(), word.data(), nullptr};
  errno = ::posix_spawn(&child.process, name.c_str(), &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (errno != 0) return OsError("posix_spawn " + name);
  return child;
}

Status Await(const Child& child) {
  int status = 0;
  if (::waitpid(child.process, &status, 0) < 0) return OsError("waitpid");
  if (status != 0) return Trouble{"floor peer ended with " + std::to_string(status)};
  return Done{};
}

}  // namespace

Status RunFloor(const std::filesystem::path& floor_peer) {
  if (Status entered = EnterNamespace(); !entered) return entered;
  auto listener = Spawn(floor_peer, "listen");
  if (!listener) return listener.trouble();
  auto connector = Spawn(floor_peer, "connect");
  if (!connector) return connector.trouble();
  std::array<char, 16> port{};
  const ssize_t length = ::read(listener->from.Raw(), port.data(), port.size());
  if (length <= 0 || ::write(connector->to.Raw(), port.data(), length) != length) {
    return OsError("passing the port on");
  }
  if (Status ended = Await(*connector); !ended) return ended;
  return Await(*listener);
}

}  // namespace closespec
