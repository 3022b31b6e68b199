#include "peers/guest/machine.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <deque>
#include <fstream>

#include "peers/guest/talk.h"
#include "peers/os/frame_io.h"
#include "peers/os/kernel_log.h"
#include "peers/os/stream_io.h"

namespace closespec::guest {
namespace {

constexpr const char* kEmulator = "qemu-system-x86_64";
// Never KVM: what is restored there is another processor than it was.
constexpr const char* kMachine[] = {"-accel",   "tcg",  "-machine",    "q35",
                                    "-m",       "192",  "-nodefaults", "-no-user-config",
                                    "-display", "none", "-no-reboot"};
constexpr const char* kKernelWords =
    "console=ttyS0 loglevel=5 panic=-1 net.ifnames=0 "
    // How long things take says something of the machine that emulates.
    "nowatchdog workqueue.watchdog_thresh=0 rcupdate.rcu_cpu_stall_suppress=1";
// Checksums are computed and segments cut by the kernel under test itself. A descriptor for each
// queue's events would be one more to poll at every turn.
constexpr const char* kNetworkDevice =
    "virtio-net-pci,romfile=,ioeventfd=off,csum=off,guest_csum=off,gso=off,mrg_rxbuf=off,mq=off,"
    "guest_announce=off";
constexpr std::size_t kLastLines = 4;

// A pair of ends: one is kept, the other goes to qemu by its number.
struct Ends {
  FileDescriptor kept;
  FileDescriptor given;
};

Result<Ends> MakeStream() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return OsError("socketpair");
  return Ends{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// qemu's command line, with the descriptors that it mentions.
class CommandLine {
 public:
  CommandLine() : words_{kEmulator} {
    for (const char* const word : kMachine) words_.emplace_back(word);
  }

  void Add(std::string option, std::string value) {
    words_.push_back(std::move(option));
    words_.push_back(std::move(value));
  }
  std::string Give(FileDescriptor end) {
    given_.push_back(std::move(end));
    return std::to_string(given_.back().Raw());
  }
  Result<FileDescriptor> AddStream(const std::string& id) {
    auto ends = MakeStream();
    if (!ends) return ends.trouble();
    Add("-chardev", "socket,id=" + id + ",fd=" + Give(std::move(ends->given)));
    return std::move(ends->kept);
  }

  Result<pid_t> Start(const std::filesystem::path& console) {
    const FileDescriptor said(
        ::open(console.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!said) return OsError("open(" + console.string() + ")");
    std::vector<char*> words;
    for (std::string& word : words_) words.push_back(word.data());
    words.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return OsError("fork");
    if (child > 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    for (const FileDescriptor& each : given_) ::fcntl(each.Raw(), F_SETFD, 0);
    ::dup2(said.Raw(), STDOUT_FILENO);
    ::dup2(said.Raw(), STDERR_FILENO);
    ::execvp(words.front(), words.data());
    ::dprintf(STDERR_FILENO, "%s: %s\n", words.front(), ::strerror(errno));
    ::_exit(127);
  }

 private:
  std::vector<std::string> words_;
  std::vector<FileDescriptor> given_;
};

Result<FileDescriptor> AddPort(CommandLine& command, int port) {
  const std::string id = "port" + std::to_string(port);
  auto kept = command.AddStream(id);
  command.Add("-device", "virtserialport,chardev=" + id + ",nr=" + std::to_string(port));
  return kept;
}

Result<FileDescriptor> AddDevice(CommandLine& command, int slot) {
  auto pair = MakeFramePair();
  if (!pair) return pair.trouble();
  const std::string id = "net" + std::to_string(slot);
  command.Add("-netdev", "dgram,id=" + id +
                             ",local.type=fd,local.str=" + command.Give(std::move(pair->second)));
  command.Add("-device", kNetworkDevice + (",netdev=" + id) + ",mac=" + HardwareAddressOf(slot));
  return std::move(pair->first);
}

// Until the monitor asks for the next command; gives what it said.
Result<std::string> AwaitPrompt(const FileDescriptor& monitor) {
  constexpr std::string_view kPrompt = "(qemu) ";
  std::string said;
  while (said.size() < kPrompt.size() ||
         said.compare(said.size() - kPrompt.size(), kPrompt.size(), kPrompt) != 0) {
    const auto more = ReadSome(monitor);
    if (!more) return more.trouble();
    if (more->empty()) return Trouble{"qemu has ended"};
    said += *more;
  }
  return said;
}

}  // namespace

Result<Machine> Machine::Begin(const std::filesystem::path& folder, Start start,
                               const std::filesystem::path& console) {
  CommandLine command;
  command.Add("-kernel", folder / kKernelFile);
  command.Add("-initrd", folder / kInitramfsFile);
  command.Add("-append", kKernelWords);
  command.Add("-chardev", "file,id=console,append=on,path=" + console.string());
  command.Add("-serial", "chardev:console");
  command.Add("-device", "virtio-serial-pci,ioeventfd=off");
  FileDescriptor monitor;
  if (start == Start::kBoot) {
    auto kept = command.AddStream("monitor");
    if (!kept) return kept.trouble();
    monitor = *std::move(kept);
    command.Add("-monitor", "chardev:monitor");
  } else {
    FileDescriptor snapshot(::open((folder / kSnapshotFile).c_str(), O_RDONLY | O_CLOEXEC));
    if (!snapshot) return OsError("open(" + (folder / kSnapshotFile).string() + ")");
    command.Add("-incoming", "fd:" + command.Give(std::move(snapshot)));
  }
  Machine machine(std::move(monitor));
  auto control = AddPort(command, kFirstPort);
  if (!control) return control.trouble();
  machine.control = *std::move(control);
  for (int i = 0; i < kSlots; ++i) {
    auto lines = AddPort(command, PortOf(i));
    if (!lines) return lines.trouble();
    auto frames = AddDevice(command, i);
    if (!frames) return frames.trouble();
    machine.slots.push_back({*std::move(lines), *std::move(frames)});
  }
  const auto process = command.Start(console);
  if (!process) return process.trouble();
  machine.process_ = *process;
  return machine;
}

Machine::Machine(Machine&& other) noexcept
    : control(std::move(other.control)),
      slots(std::move(other.slots)),
      monitor_(std::move(other.monitor_)),
      process_(std::exchange(other.process_, -1)) {}

Machine::~Machine() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

Status Machine::Freeze(const std::filesystem::path& snapshot) {
  if (auto greeted = AwaitPrompt(monitor_); !greeted) return greeted.trouble();
  const std::string commands[] = {"migrate_set_parameter max-bandwidth 10G\n",
                                  "migrate \"exec:cat > '" + snapshot.string() + "'\"\n"};
  for (const std::string& each : commands) {
    if (Status asked = WriteAll(monitor_, each); !asked) return asked;
    const auto answer = AwaitPrompt(monitor_);
    if (!answer) return answer.trouble();
    const auto error = answer->find("Error");
    if (error != std::string::npos) {
      return Trouble{"qemu: " +
                     answer->substr(error, answer->find_first_of("\r\n", error) - error)};
    }
  }
  return Done{};
}

std::string LastWords(const std::filesystem::path& console) {
  std::ifstream file(console);
  std::deque<std::string> last;
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    if (IsComplaint(line, Warnings::kAll)) return line;
    last.push_back(line);
    if (last.size() > kLastLines) last.pop_front();
  }
  std::string words;
  for (const std::string& line : last) words += (words.empty() ? "" : " / ") + line;
  return words.empty() ? "it said nothing" : words;
}

}  // namespace closespec::guest
