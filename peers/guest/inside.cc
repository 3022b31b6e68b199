// closespec-guest-init: the first process of an emulated machine. It finds the slots, says that it
// is there, and then makes of each, as often as it is told to, a place for one case (talk.h).

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>

#include "peers/guest/modules.h"
#include "peers/guest/slot.h"
#include "peers/guest/talk.h"
#include "peers/os/ethtool.h"
#include "peers/os/kernel_log.h"
#include "peers/os/stream_io.h"
#include "peers/protocol/line_buffer.h"

namespace closespec::guest {
namespace {

namespace fs = std::filesystem;
using protocol::Message;

constexpr const char* kModules = "/modules";
constexpr const char* kPeer = "/closespec-peer";

// What the console shows last is what the keeper tells.
[[noreturn]] void GiveUp(const Trouble& trouble) {
  std::fprintf(stderr, "closespec: %s\n", trouble.what.c_str());
  ::sync();
  ::reboot(RB_POWER_OFF);
  ::_exit(1);
}

template <typename T>
T Must(Result<T> result) {
  if (!result) GiveUp(result.trouble());
  return *std::move(result);
}

Status Mount(const char* kind, const char* where) {
  ::mkdir(where, 0755);
  if (::mount(kind, where, kind, 0, nullptr) < 0 && errno != EBUSY) {
    return OsError(std::string("mount ") + where);
  }
  return Done{};
}

FileDescriptor Open(const std::string& file) {
  FileDescriptor opened(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (!opened) GiveUp(OsError("open(" + file + ")"));
  return opened;
}

// Ports by their number: the device's own comes before it in the name.
std::map<int, std::string> PortsNow() {
  std::map<int, std::string> ports;
  for (const auto& entry : fs::directory_iterator("/dev")) {
    const std::string name = entry.path().filename().string();
    const auto number = name.find('p', 5);
    if (name.rfind("vport", 0) != 0 || number == std::string::npos) continue;
    ports[std::stoi(name.substr(number + 1))] = entry.path().string();
  }
  return ports;
}

// The host tells of them one by one, after the device is there.
std::map<int, std::string> Ports() {
  const FileDescriptor changes(::inotify_init1(IN_CLOEXEC));
  if (!changes || ::inotify_add_watch(changes.Raw(), "/dev", IN_CREATE) < 0) {
    GiveUp(OsError("inotify of /dev"));
  }
  for (;;) {
    auto ports = PortsNow();
    if (ports.count(PortOf(kSlots - 1)) != 0) return ports;
    Must(ReadSome(changes));
  }
}

bool HasDriver(const char* name) { return fs::exists(fs::path("/sys/bus/virtio/drivers") / name); }

std::map<std::string, std::string> DevicesByAddress() {
  std::map<std::string, std::string> devices;
  for (const auto& entry : fs::directory_iterator("/sys/class/net")) {
    std::string address;
    std::getline(std::ifstream(entry.path() / "address") >> std::ws, address);
    devices[address] = entry.path().filename().string();
  }
  return devices;
}

// A segment that came before a request is worked on before it, also when the kernel leaves it to
// its own thread because there are so many.
Status PutSegmentsFirst() {
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::string name;
    std::getline(std::ifstream(entry.path() / "comm"), name);
    if (name.rfind("ksoftirqd/", 0) != 0) continue;
    const sched_param priority{.sched_priority = 1};
    if (::sched_setscheduler(std::stoi(entry.path().filename()), SCHED_FIFO, &priority) < 0) {
      return OsError("sched_setscheduler");
    }
  }
  return Done{};
}

class Guest {
 public:
  Guest() {
    Must(Mount("proc", "/proc"));
    Must(Mount("sysfs", "/sys"));
    Must(Mount("devtmpfs", "/dev"));
    // The kernel had no such file when it started us.
    const FileDescriptor console = Open("/dev/console");
    for (int each = 0; each < 3; ++each) ::dup2(console.Raw(), each);
    const Status loaded = LoadModules(kModules);
    FindSlots(loaded);
    Must(PutSegmentsFirst());
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    children_ = FileDescriptor(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!children_) GiveUp(OsError("signalfd"));
    log_ = Must(KernelLog::Open(Warnings::kAll));
  }

  [[noreturn]] void Serve() {
    utsname kernel{};
    ::uname(&kernel);
    Say({"guest", "hello", {{"kernel", kernel.release}}});
    for (;;) {
      std::vector<const FileDescriptor*> awaited{&control_, &children_, &log_->Readable()};
      const std::set<int> emptied = emptied_;
      for (const int each : emptied) awaited.push_back(&slots_.at(each).Port());
      const auto readable = AwaitReadable(awaited, std::nullopt);
      std::size_t next = 3;
      for (const int each : emptied) {
        if (readable[next++]) Empty(each);
      }
      // Before that a peer has ended, so that it still hears of it.
      if (readable[2]) Complain();
      if (readable[1]) Reap();
      if (readable[0]) Listen();
    }
  }

 private:
  void FindSlots(const Status& loaded) {
    const std::string besides = loaded ? "" : "; " + loaded.trouble().what;
    if (!HasDriver("virtio_console")) GiveUp({"the kernel has no virtio_console" + besides});
    if (!HasDriver("virtio_net")) GiveUp({"the kernel has no virtio_net" + besides});
    const auto ports = Ports();
    const auto devices = DevicesByAddress();
    control_ = Open(ports.at(kFirstPort));
    home_ = FileDescriptor(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
    if (!home_) GiveUp({"the kernel has no network namespaces"});
    for (int i = 0; i < kSlots; ++i) {
      const std::string& device = devices.at(HardwareAddressOf(i));
      Must(DisableSegmentationOffload(device));
      slots_.emplace(std::piecewise_construct, std::forward_as_tuple(i),
                     std::forward_as_tuple(home_, device, Open(ports.at(PortOf(i)))));
      Must(slots_.at(i).Prepare());
    }
  }

  void Say(const Message& message) { Must(WriteAll(control_, protocol::Format(message) + "\n")); }
  void SayOf(int slot, const char* word) { Say({std::to_string(slot), word, {}}); }

  void Complain() {
    for (const std::string& text : log_->Drain()) Say({"guest", "complaint", {{"text", text}}});
  }

  void Listen() {
    lines_.Append(Must(ReadSome(control_)));
    while (const auto line = lines_.Next()) {
      const auto parsed = protocol::Parse(*line);
      const Message* const message = std::get_if<Message>(&parsed);
      if (message == nullptr) GiveUp({"nonsense on the first port: " + *line});
      Obey(*message);
    }
  }

  void Obey(const Message& message) {
    int number = -1;
    std::from_chars(message.tag.data(), message.tag.data() + message.tag.size(), number);
    const auto found = slots_.find(number);
    if (found == slots_.end()) GiveUp({"no slot " + message.tag});
    Slot& slot = found->second;
    if (message.word == "begin") {
      Begin(number, slot, message);
    } else if (message.word == "stop") {
      stopped_.insert(number);
      slot.Stop();
      TellStopped();
    } else if (message.word == "clean") {
      emptied_.insert(number);
    }
  }

  void Begin(int number, Slot& slot, const Message& message) {
    if (const Status set_up = slot.SetUp(message); !set_up) {
      return Say({std::to_string(number), "unsupported", {{"why", set_up.trouble().what}}});
    }
    // First, so that nothing of the peer comes before it.
    SayOf(number, "ready");
    Must(slot.StartPeer(kPeer));
  }

  void Reap() {
    signalfd_siginfo ignored{};
    while (::read(children_.Raw(), &ignored, sizeof(ignored)) > 0) {
    }
    int status = 0;
    for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;) {
      for (const auto& [number, slot] : slots_) {
        if (!slot.IsPeer(ended) || stopped_.count(number) != 0) continue;
        const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        Say({std::to_string(number), "ended", {{"status", std::to_string(code)}}});
      }
    }
    TellStopped();
  }

  void TellStopped() {
    for (auto each = stopped_.begin(); each != stopped_.end();) {
      if (slots_.at(*each).Quiet()) {
        SayOf(*each, "stopped");
        each = stopped_.erase(each);
      } else {
        ++each;
      }
    }
  }

  void Empty(int number) {
    Slot& slot = slots_.at(number);
    if (!Must(slot.ThrowAway())) return;
    emptied_.erase(number);
    Must(slot.Prepare());
    SayOf(number, "free");
  }

  FileDescriptor control_;
  FileDescriptor home_;
  FileDescriptor children_;
  // After the machine was set up: what it says until then is no case's doing.
  std::optional<KernelLog> log_;
  protocol::LineBuffer lines_;
  std::map<int, Slot> slots_;
  std::set<int> stopped_;  // not said yet, because something still runs there
  std::set<int> emptied_;  // of lines that came too late
};

}  // namespace
}  // namespace closespec::guest

int main() {
  if (::getpid() != 1) {
    std::fprintf(stderr, "closespec-guest-init is the first process of an emulated machine\n");
    return 2;
  }
  closespec::guest::Guest().Serve();
}
