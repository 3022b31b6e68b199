// For tests: a socket peer as a process of its own, driven line by line over pipes.
//   DrivenPeer peer; auto answer = peer.Ask("socket family=ipv4 as=c");

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_TESTING_DRIVEN_PEER_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_TESTING_DRIVEN_PEER_H_

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "peers/os/file_descriptor.h"
#include "peers/protocol/line_buffer.h"
#include "peers/protocol/message.h"

namespace closespec::socket_peer {

class DrivenPeer {
 public:
  using Environment = std::vector<std::string>;  // "NAME=value", besides what the test has

  explicit DrivenPeer(const Environment& environment = {}, bool says_hello = true);
  // Another peer that speaks the protocol. It finds `inherited` as descriptor 3.
  DrivenPeer(std::vector<std::string> command, const FileDescriptor& inherited);
  DrivenPeer(const DrivenPeer&) = delete;
  DrivenPeer& operator=(const DrivenPeer&) = delete;
  ~DrivenPeer();

  [[nodiscard]] const protocol::Message& Hello() const { return hello_; }

  // Sends "TAG request" and waits for the line with that tag.
  protocol::Message Ask(std::string_view request);
  // Sends it and gives the tag, to be awaited later.
  std::string Begin(std::string_view request);
  // Starts the call in the background as `name` and waits until it was begun.
  void BeginInBackground(const std::string& name, std::string_view request);
  // The next line with this tag; a test that waits for a minute fails, and gets an empty one.
  protocol::Message Await(const std::string& tag);

  // A line with this tag came that nobody has awaited yet.
  [[nodiscard]] bool HasAnswered(const std::string& tag) const { return answers_.count(tag) != 0; }

  void Write(std::string_view octets);
  void EndInput() { input_ = FileDescriptor(); }
  // Waits until the output has ended and the process with it: "0", "signal:9".
  std::string AwaitEnd();

 private:
  void Start(std::vector<std::string> command, std::vector<std::string> environment,
             const FileDescriptor& inherited);
  bool ReadMore();
  void TakeLines();

  pid_t pid_ = -1;
  FileDescriptor input_;
  FileDescriptor output_;
  protocol::LineBuffer lines_;
  std::multimap<std::string, protocol::Message> answers_;
  protocol::Message hello_;
  int last_tag_ = 0;
};

// The value of `key`, or "-".
std::string In(const protocol::Message& message, std::string_view key);
// "5", or the error's name, or "refused", "unsupported".
std::string Result(const protocol::Message& message);

// Two peers with a connection `c`; `first` has the listener `l` too.
class ConnectedPeers {
 public:
  explicit ConnectedPeers(std::string family, const DrivenPeer::Environment& first = {});

  // This machine has addresses of that family.
  [[nodiscard]] bool Available() const { return available_; }
  DrivenPeer& First() { return first_; }
  DrivenPeer& Second() { return second_; }
  void Connect(const std::string& as);

 private:
  std::string family_;
  std::string address_;
  std::string port_;
  bool available_ = false;
  DrivenPeer first_;
  DrivenPeer second_;
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_TESTING_DRIVEN_PEER_H_
