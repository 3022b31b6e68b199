// The answer to a request while it is being put together: values in order, then the time.

#ifndef CLOSESPEC_PEERS_SOCKET_PEER_ANSWER_H_
#define CLOSESPEC_PEERS_SOCKET_PEER_ANSWER_H_

#include <string>
#include <utility>
#include <vector>

#include "peers/protocol/message.h"
#include "peers/socket_peer/stack.h"

namespace closespec::socket_peer {

class Answer {
 public:
  Answer() = default;
  // returns=N, or error=NAME native=N, or `unsupported why=..`; and at=.
  explicit Answer(const CallResult& result);

  Answer& Set(std::string key, std::string value);
  Answer& Set(std::string key, std::int64_t value);
  Answer& Set(std::string key, const std::vector<std::string>& words);
  Answer& Set(std::string key, const Endpoint& endpoint);

  [[nodiscard]] protocol::Message AsMessage(const std::string& tag) const;

 private:
  std::string word_;
  std::vector<std::pair<std::string, std::string>> values_;
  std::uint64_t at_ = 0;
};

// Answers that are one word and a reason: refused, unsupported.
protocol::Message Refusal(const std::string& tag, const std::string& why);

}  // namespace closespec::socket_peer

#endif  // CLOSESPEC_PEERS_SOCKET_PEER_ANSWER_H_
