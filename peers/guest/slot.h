// A place for one case inside the guest: a network namespace of its own with the slot's device in
// it, and a socket peer that speaks through the slot's serial port.

#ifndef CLOSESPEC_PEERS_GUEST_SLOT_H_
#define CLOSESPEC_PEERS_GUEST_SLOT_H_

#include <sys/types.h>

#include <optional>
#include <string>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"
#include "peers/protocol/message.h"

namespace closespec::guest {

class Slot {
 public:
  // `home` is the namespace that the device is in at first; both outlive the slot.
  Slot(const FileDescriptor& home, std::string device, FileDescriptor port)
      : home_(home), device_(std::move(device)), port_(std::move(port)) {}

  // A namespace that nobody has been in.
  Status Prepare();

  // Settings and addresses as "begin" says. Trouble when this kernel has no such setting.
  Status SetUp(const protocol::Message& begin);
  Status StartPeer(const char* program);
  // Kills what runs in it. Quiet() tells when the last has gone.
  void Stop() const;
  [[nodiscard]] bool Quiet() const;

  // The port, while what comes is thrown away up to kEndOfLines.
  [[nodiscard]] const FileDescriptor& Port() const { return port_; }
  // True when that has come.
  Result<bool> ThrowAway();

  [[nodiscard]] bool IsPeer(pid_t process) const { return peer_ == process; }

 private:
  const FileDescriptor& home_;
  std::string device_;
  FileDescriptor port_;
  FileDescriptor network_namespace_;  // empty: the device is still at home
  std::optional<pid_t> peer_;         // also its process group
};

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_SLOT_H_
