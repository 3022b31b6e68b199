#include "peers/socket_peer/answer.h"

namespace closespec::socket_peer {

std::string ToText(const Endpoint& endpoint) {
  const bool ipv6 = endpoint.address.find(':') != std::string::npos;
  return (ipv6 ? "[" + endpoint.address + "]" : endpoint.address) + ":" +
         std::to_string(endpoint.port);
}

Answer::Answer(const CallResult& result) : at_(result.at) {
  if (!result.unsupported.empty()) {
    word_ = "unsupported";
    Set("why", result.unsupported);
  } else if (!result.error.empty()) {
    Set("error", result.error).Set("native", result.native);
  } else {
    Set("returns", result.value);
  }
}

Answer& Answer::Set(std::string key, std::string value) {
  values_.emplace_back(std::move(key), std::move(value));
  return *this;
}

Answer& Answer::Set(std::string key, std::int64_t value) {
  return Set(std::move(key), std::to_string(value));
}

Answer& Answer::Set(std::string key, const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ",") + word;
  return Set(std::move(key), std::move(list));
}

Answer& Answer::Set(std::string key, const Endpoint& endpoint) {
  return Set(std::move(key), ToText(endpoint));
}

protocol::Message Answer::AsMessage(const std::string& tag) const {
  protocol::Message message{tag, word_, values_};
  if (at_ != 0) message.values.emplace_back("at", std::to_string(at_));
  return message;
}

protocol::Message Refusal(const std::string& tag, const std::string& why) {
  return {tag, "refused", {{"why", why}}};
}

}  // namespace closespec::socket_peer
