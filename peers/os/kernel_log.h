// What the kernel says in its log that it should never have to say: that it caught itself in a
// mistake. kmsg(4), Documentation/ABI/testing/dev-kmsg in Linux

#ifndef CLOSESPEC_PEERS_OS_KERNEL_LOG_H_
#define CLOSESPEC_PEERS_OS_KERNEL_LOG_H_

#include <string>
#include <string_view>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// Whose warnings count. One that is nobody's but the network's can be told from the place it names;
// of a machine that does other things besides, no other is taken. What is worse always counts.
enum class Warnings { kAll, kOfNetwork };

// The kernel's text, one line, is such a complaint.
bool IsComplaint(std::string_view text, Warnings warnings);

class KernelLog {
 public:
  // From now on. Needs the right to read it.
  static Result<KernelLog> Open(Warnings warnings);

  // Readable when there is more.
  [[nodiscard]] const FileDescriptor& Readable() const { return log_; }
  // Complaints since the last call.
  std::vector<std::string> Drain();

 private:
  KernelLog(FileDescriptor log, Warnings warnings) : log_(std::move(log)), warnings_(warnings) {}

  FileDescriptor log_;
  Warnings warnings_;
};

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_KERNEL_LOG_H_
