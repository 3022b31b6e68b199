// One peer's conversation. The thread that calls Run() reads and answers pings, a command thread
// makes the calls one after the other, and each background call has a thread of its own.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_SESSION_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_SESSION_H_

#include <condition_variable>
#include <deque>
#include <mutex>

#include "peers/socket_peer/actions.h"
#include "peers/socket_peer/channel.h"

namespace closespec::socket_peer {

class Session {
 public:
  Session(Surroundings surroundings, LineWriter& writer)
      : surroundings_(surroundings), writer_(writer) {}

  void SayHello();
  // Until `from` ends; then the process ends, whatever blocks.
  [[noreturn]] void Run(LineReader& from);

 private:
  void Take(const std::string& line);
  void Enqueue(Request request);
  [[noreturn]] void PerformQueued();
  void Begin(const Request& request);
  void Perform(const ActionRow& row, const Request& request, const std::string& tag);

  Surroundings surroundings_;
  LineWriter& writer_;
  std::mutex mutex_;
  std::condition_variable queued_;
  std::deque<Request> queue_;
  bool command_thread_runs_ = false;  // belongs to the reading thread
};

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_SESSION_H_
