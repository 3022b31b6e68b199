// The keeper of a run's emulated machine: every socket peer that is to run on that kernel calls it,
// and gets a slot of the machine for as long as its case lasts.

#ifndef CLOSESPEC_PEERS_GUEST_KEEPER_H_
#define CLOSESPEC_PEERS_GUEST_KEEPER_H_

#include <deque>
#include <filesystem>
#include <map>

#include "peers/guest/machine.h"
#include "peers/guest/meeting.h"
#include "peers/guest/session.h"
#include "peers/protocol/line_buffer.h"

namespace closespec::guest {

class Keeper {
 public:
  Keeper(Machine machine, FileDescriptor listener, std::filesystem::path console)
      : machine_(std::move(machine)),
        listener_(std::move(listener)),
        console_(std::move(console)) {}

  // Until nobody has called for a long time, or the machine has ended.
  void Serve();

 private:
  void Wait();
  bool ListenToGuest();  // false: it has ended
  void GiveSlots();
  void Complain(const protocol::Message& said);

  Machine machine_;
  FileDescriptor listener_;
  std::filesystem::path console_;
  protocol::LineBuffer lines_;
  std::deque<Caller> waiting_;
  std::map<int, Session> sessions_;  // by slot
  bool lost_ = false;
};

}  // namespace closespec::guest

#endif  // CLOSESPEC_PEERS_GUEST_KEEPER_H_
