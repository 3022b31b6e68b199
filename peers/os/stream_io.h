// Octets through pipes and terminals, for a process with one thread that waits for several inputs.

#ifndef CLOSESPEC_PEERS_OS_STREAM_IO_H_
#define CLOSESPEC_PEERS_OS_STREAM_IO_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"

namespace closespec {

// Waits until one of them can be read, has ended or failed; says so of each. None: `patience`
// ended.
std::vector<bool> AwaitReadable(const std::vector<const FileDescriptor*>& descriptors,
                                std::optional<std::chrono::milliseconds> patience);

// What is there, some KiB at most; empty at the end. Waits if nothing is.
Result<std::string> ReadSome(const FileDescriptor& from);

// Waits while there is no room.
Status WriteAll(const FileDescriptor& to, std::string_view octets);

}  // namespace closespec

#endif  // CLOSESPEC_PEERS_OS_STREAM_IO_H_
