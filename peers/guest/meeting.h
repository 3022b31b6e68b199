// How a socket peer's launcher meets the keeper of the run's machine: over a socket in the keeper's
// own mount namespace, so that nothing is left behind. It hands over what the harness gave it.

#ifndef CLOSESPEC_PEERS_GUEST_MEETING_H_
#define CLOSESPEC_PEERS_GUEST_MEETING_H_

#include <filesystem>
#include <optional>
#include <string>

#include "peers/os/file_descriptor.h"
#include "peers/os/result.h"
#include "peers/protocol/message.h"

namespace closespec::guest {

// By which a keeper is found among the processes.
inline constexpr const char* kKeeperName = "closespec-guest";
inline constexpr const char* kKeeperWord = "--keep";

struct Caller {
  FileDescriptor connection;  // the launcher's; it ends with it
  protocol::Message begin;    // what the machine is told
  FileDescriptor input;       // of the peer
  FileDescriptor output;
  FileDescriptor link;
};

// In a mount namespace of its own, made here.
Result<FileDescriptor> ListenInOwnMounts();
// A place there for a file.
std::filesystem::path OwnFile(const std::string& name);
Result<Caller> Accept(const FileDescriptor& listener);

// The keeper of the machine of that folder; empty when there is none, or it takes nobody more.
FileDescriptor Meet(const std::filesystem::path& folder);
// Standard input, output and descriptor 3 go with it.
Status Call(const FileDescriptor& connection, const protocol::Message& begin);

// One message, whole; nothing when the other side is gone.
Status Say(const FileDescriptor& connection, const protocol::Message& message);
std::optional<protocol::Message> Hear(const FileDescriptor& connection);

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_MEETING_H_
