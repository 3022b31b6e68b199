// closespec-guest FOLDER: is a socket peer that runs on the kernel of an emulated machine, to the
// harness: standard input and output are the peer's, descriptor 3 is its link. FOLDER is what an
// installation has made. All peers of a run share one machine, which the first of them starts.
//
// closespec-guest --end FOLDER: ends that machine; the next peer starts another.
//
// closespec-guest --boot FOLDER: boots the kernel once, and keeps what it is then as the snapshot
// that every run starts from.

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "peers/guest/keeper.h"
#include "peers/guest/machine.h"
#include "peers/guest/meeting.h"
#include "peers/os/stream_io.h"

namespace closespec::guest {
namespace {

namespace fs = std::filesystem;

constexpr int kBroken = 127;
// Emulated, on a machine that does other things besides.
constexpr std::chrono::seconds kBootPatience{180};

int Fail(const Trouble& trouble) {
  std::fprintf(stderr, "%s\n", trouble.what.c_str());
  return kBroken;
}

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The first word of the guest.
Status AwaitHello(const Machine& machine, const fs::path& console) {
  if (!AwaitReadable({&machine.control}, kBootPatience)[0]) {
    return Trouble{"the kernel did not say hello: " + LastWords(console)};
  }
  const auto said = ReadSome(machine.control);
  if (!said || said->rfind("guest hello ", 0) != 0) {
    return Trouble{"the kernel ended: " + LastWords(console)};
  }
  return Done{};
}

int Boot(const fs::path& folder) {
  const fs::path console = folder / "console.log";
  fs::remove(console);
  auto machine = Machine::Begin(folder, Start::kBoot, console);
  if (!machine) return Fail(machine.trouble());
  if (Status said = AwaitHello(*machine, console); !said) return Fail(said.trouble());
  if (Status frozen = machine->Freeze(folder / kSnapshotFile); !frozen) {
    return Fail(frozen.trouble());
  }
  return 0;
}

int Keep(const fs::path& folder) {
  ::signal(SIGPIPE, SIG_IGN);
  auto listener = ListenInOwnMounts();
  if (!listener) return Fail(listener.trouble());
  const fs::path console = OwnFile("console.log");
  auto machine = Machine::Begin(folder, Start::kRestore, console);
  if (!machine) return Fail(machine.trouble());
  // Whoever started it waits for that.
  (void)!::write(STDOUT_FILENO, "r", 1);
  const FileDescriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ::dup2(nowhere.Raw(), STDOUT_FILENO);
  Keeper(*std::move(machine), *std::move(listener), console).Serve();
  return 0;
}

Status StartKeeper(const fs::path& folder) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) < 0) return OsError("pipe");
  const FileDescriptor ready(ends[0]);
  FileDescriptor said(ends[1]);
  const std::string where = folder.string();
  const pid_t child = ::fork();
  if (child < 0) return OsError("fork");
  if (child == 0) {
    // It outlives this peer, which the harness ends with its process group.
    ::setsid();
    ::dup2(said.Raw(), STDOUT_FILENO);
    const FileDescriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ::dup2(nowhere.Raw(), STDIN_FILENO);
    constexpr int kLink = 3;
    ::close(kLink);
    ::execl("/proc/self/exe", kKeeperName, kKeeperWord, where.c_str(), nullptr);
    ::_exit(kBroken);
  }
  said = FileDescriptor();
  const auto word = ReadSome(ready);
  if (!word || word->empty()) return Trouble{"no keeper of the machine could be started"};
  return Done{};
}

Result<FileDescriptor> MeetOrStart(const fs::path& folder) {
  if (FileDescriptor connection = Meet(folder)) return connection;
  const FileDescriptor lock(::open((folder / kKernelFile).c_str(), O_RDONLY | O_CLOEXEC));
  if (!lock || ::flock(lock.Raw(), LOCK_EX) < 0) return OsError((folder / kKernelFile).string());
  if (FileDescriptor connection = Meet(folder)) return connection;
  if (Status started = StartKeeper(folder); !started) return started.trouble();
  if (FileDescriptor connection = Meet(folder)) return connection;
  return Trouble{"the keeper of the machine has gone"};
}

protocol::Message BeginMessage() {
  protocol::Message begin{"call", "begin", {}};
  begin.values = {{"ipv4", Environment("CLOSESPEC_IPV4")},
                  {"ipv6", Environment("CLOSESPEC_IPV6")},
                  {"other_ipv4", Environment("CLOSESPEC_OTHER_IPV4")},
                  {"other_ipv6", Environment("CLOSESPEC_OTHER_IPV6")}};
  std::istringstream sysctls(Environment("CLOSESPEC_SYSCTLS"));
  for (std::string line; std::getline(sysctls, line);) {
    const auto equals = line.find('=');
    if (equals == std::string::npos) continue;
    begin.values.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return begin;
}

int Launch(const fs::path& folder) {
  ::signal(SIGPIPE, SIG_IGN);
  if (Environment("CLOSESPEC_LINK") != "ethernet") {
    return Fail({"usage: closespec-guest FOLDER, with a link of the kind \"tap\""});
  }
  const auto connection = MeetOrStart(folder);
  if (!connection) return Fail(connection.trouble());
  if (Status called = Call(*connection, BeginMessage()); !called) return Fail(called.trouble());
  const auto said = Hear(*connection);
  if (!said) return Fail({"the keeper of the machine has gone"});
  const std::string* const status = protocol::Find(*said, "status");
  if (status != nullptr) return std::atoi(status->c_str());
  const std::string* const why = protocol::Find(*said, "why");
  return Fail({"the emulated kernel has gone: " + (why == nullptr ? std::string() : *why)});
}

int End(const fs::path& folder) {
  const FileDescriptor connection = Meet(folder);
  if (!connection) return 0;
  ucred keeper{};
  socklen_t size = sizeof(keeper);
  if (::getsockopt(connection.Raw(), SOL_SOCKET, SO_PEERCRED, &keeper, &size) < 0) {
    return Fail(OsError("SO_PEERCRED"));
  }
  ::kill(keeper.pid, SIGKILL);
  // The machine goes with its keeper, and the connection when that is gone.
  (void)Hear(connection);
  return 0;
}

}  // namespace
}  // namespace closespec::guest

int main(int argc, char** argv) {
  using namespace closespec::guest;
  const std::string_view word = argc > 1 ? argv[1] : "";
  if (argc == 2) return Launch(fs::absolute(argv[1]));
  if (argc == 3 && word == kKeeperWord) return Keep(argv[2]);
  if (argc == 3 && word == "--end") return End(fs::absolute(argv[2]));
  if (argc == 3 && word == "--boot") return Boot(fs::absolute(argv[2]));
  std::fprintf(stderr, "usage: closespec-guest [--boot | --end] FOLDER\n");
  return 2;
}
