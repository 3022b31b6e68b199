// One case's use of a slot, from its caller's call until the slot can be given to another: moves
// lines between harness and peer, and frames between link and device.

#ifndef CLOSESPEC_PEERS_GUEST_SESSION_H_
#define CLOSESPEC_PEERS_GUEST_SESSION_H_

#include <poll.h>

#include <string>
#include <vector>

#include "peers/guest/machine.h"
#include "peers/guest/meeting.h"
#include "peers/protocol/message.h"

namespace closespec::guest {

class Session {
 public:
  // `control`: the machine's.
  Session(int slot, Caller caller, const FileDescriptor& control, Machine::SlotEnds& ends);

  // What is waited for, of these four.
  void Await(std::vector<pollfd>& polled) const;
  // `ready`: what came of what Await() added.
  void Move(const pollfd* ready);
  // Of what the guest says with this slot's number.
  void Hear(const protocol::Message& said);
  // What the kernel says while the case runs is told as the peer's own word.
  void Complain(const std::string& text);
  // The machine is gone.
  void Lose(const std::string& why);

  // The slot can be used again.
  [[nodiscard]] bool Over() const { return phase_ == Phase::kOver; }

 private:
  enum class Phase { kBeginning, kRunning, kWithoutPeer, kStopping, kCleaning, kOver };

  void Tell(const char* word);
  void ReadRequests();
  void ReadAnswers();
  void PassOn(std::string& octets, const FileDescriptor& to);
  void PeerEnded(const protocol::Message& said);
  void DropFrames();
  void Stop();
  [[nodiscard]] bool Moving() const {
    return phase_ == Phase::kRunning || phase_ == Phase::kWithoutPeer;
  }

  int slot_;
  Caller caller_;
  const FileDescriptor& control_;
  Machine::SlotEnds& ends_;
  Phase phase_ = Phase::kBeginning;
  std::string requests_;  // read, and not yet taken
  std::string answers_;
  bool between_lines_ = true;  // of answers
  std::string complaints_;     // whole lines, for when the peer is between its own
  bool input_ended_ = false;
  std::string last_request_;
  bool told_to_quit_ = false;
};

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_SESSION_H_
