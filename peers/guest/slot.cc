#include "peers/guest/slot.h"

#include <signal.h>
#include <unistd.h>

#include <utility>

#include "peers/guest/talk.h"
#include "peers/os/kernel_end.h"
#include "peers/os/network_namespace.h"
#include "peers/os/stream_io.h"
#include "peers/os/sysctl.h"

namespace closespec::guest {
namespace {

std::string ValueOf(const protocol::Message& message, std::string_view key) {
  const std::string* const found = protocol::Find(message, key);
  return found == nullptr ? std::string() : *found;
}

Status WriteSysctls(const protocol::Message& begin) {
  for (const auto& [name, value] : begin.values) {
    if (name.rfind("net.", 0) != 0) continue;
    if (const Status written = WriteSysctl(name, value); !written) {
      return Trouble{name + "=" + value + ": " + written.trouble().what};
    }
  }
  return Done{};
}

// What is done in `there`, on the way back from which nothing is lost.
template <typename Act>
Status In(const FileDescriptor& there, const FileDescriptor& home, const Act& act) {
  if (Status entered = EnterNetworkNamespace(there); !entered) return entered;
  const Status acted = act();
  if (Status back = EnterNetworkNamespace(home); !back) return back;
  return acted;
}

}  // namespace

Status Slot::Prepare() {
  auto made = NewNetworkNamespace();
  if (!made) return made.trouble();
  if (Status quiet = KeepNewDevicesQuiet(); !quiet) return quiet;
  // Of segments that come in one batch, an emulated device's are, it gives each to the socket that
  // was there before the first: a RST right behind the ACK of a FIN is lost in the closed one.
  if (Status off = WriteSysctl("net.ipv4.tcp_early_demux", "0"); !off) return off;
  const FileDescriptor& before = network_namespace_ ? network_namespace_ : home_;
  Status moved = In(before, home_, [&]() -> Status {
    const auto index = DeviceIndex(device_);
    if (!index) return index.trouble();
    return NetlinkBatch().MoveLink(*index, *made).Send();
  });
  if (!moved) return moved;
  network_namespace_ = *std::move(made);
  peer_.reset();
  return Done{};
}

Status Slot::SetUp(const protocol::Message& begin) {
  return In(network_namespace_, home_, [&]() -> Status {
    if (Status written = WriteSysctls(begin); !written) return written;
    return SetUpKernelEnd(device_, {ValueOf(begin, "ipv4"), ValueOf(begin, "ipv6")},
                          {ValueOf(begin, "other_ipv4"), ValueOf(begin, "other_ipv6")}, {});
  });
}

Status Slot::StartPeer(const char* program) {
  return In(network_namespace_, home_, [&]() -> Status {
    const pid_t child = ::fork();
    if (child < 0) return OsError("fork");
    if (child > 0) {
      peer_ = child;
      return Done{};
    }
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (::dup2(port_.Raw(), STDIN_FILENO) >= 0 && ::dup2(port_.Raw(), STDOUT_FILENO) >= 0) {
      ::execl(program, program, nullptr);
    }
    ::_exit(127);
  });
}

void Slot::Stop() const {
  if (peer_) ::kill(-*peer_, SIGKILL);
}

bool Slot::Quiet() const { return !peer_ || (::kill(-*peer_, 0) < 0 && errno == ESRCH); }

Result<bool> Slot::ThrowAway() {
  const auto read = ReadSome(port_);
  if (!read) return read.trouble();
  if (read->empty()) return Trouble{"the port has no other side"};
  return read->find(kEndOfLines) != std::string::npos;
}

}  // namespace closespec::guest
