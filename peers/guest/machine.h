// An emulated machine: a qemu process with a kernel, whose slots (talk.h) are reached through
// descriptors. It ends with its Machine, and with this process.

#ifndef CLOSESPEC_PEERS_GUEST_MACHINE_H_
#define CLOSESPEC_PEERS_GUEST_MACHINE_H_

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec::guest {

// In the folder that an installation makes.
inline constexpr const char* kKernelFile = "kernel";
inline constexpr const char* kInitramfsFile = "initramfs";
inline constexpr const char* kSnapshotFile = "snapshot";

enum class Start { kBoot, kRestore };

class Machine {
 public:
  // What the machine and qemu say goes to `console`.
  static Result<Machine> Begin(const std::filesystem::path& folder, Start start,
                               const std::filesystem::path& console);
  Machine(Machine&& other) noexcept;
  Machine& operator=(Machine&&) = delete;
  ~Machine();

  // The first process's lines. Its end is the machine's.
  FileDescriptor control;
  struct SlotEnds {
    FileDescriptor lines;   // of the peer, unlimited by borders
    FileDescriptor frames;  // Ethernet, whole
  };
  std::vector<SlotEnds> slots;

  // What it looks like now becomes the snapshot that the next one starts from; it runs no longer.
  Status Freeze(const std::filesystem::path& snapshot);

 private:
  explicit Machine(FileDescriptor monitor) : monitor_(std::move(monitor)) {}

  FileDescriptor monitor_;
  pid_t process_ = -1;
};

// What a kernel, or qemu, said when it went wrong: its complaint, or else the last lines.
std::string LastWords(const std::filesystem::path& console);

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_MACHINE_H_
