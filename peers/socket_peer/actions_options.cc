// Options, names and state of a socket.

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {
namespace {

// The fields that an option has in requests and answers.
struct OptionFields {
  std::string_view option;
  std::string_view fields;
  bool settable = true;
};

constexpr OptionFields kOptions[] = {
    {"SO_LINGER", "onoff seconds"},
    {"SO_ERROR", "value", false},
    {"SO_RCVTIMEO", "milliseconds"},
    {"SO_SNDTIMEO", "milliseconds"},
    {"SO_REUSEADDR", "value"},
    {"SO_REUSEPORT", "value"},
    {"SO_KEEPALIVE", "value"},
    {"SO_OOBINLINE", "value"},
    {"SO_RCVBUF", "value"},
    {"SO_SNDBUF", "value"},
    {"SO_RCVLOWAT", "value"},
    {"TCP_NODELAY", "value"},
    {"TCP_CORK", "value"},
    {"TCP_LINGER2", "seconds"},
    {"TCP_USER_TIMEOUT", "milliseconds"},
    {"TCP_KEEPIDLE", "seconds"},
    {"TCP_KEEPINTVL", "seconds"},
    {"TCP_KEEPCNT", "value"},
    {"TCP_DEFER_ACCEPT", "seconds"},
    {"TCP_SYNCNT", "value"},
    {"IP_RECVERR", "value"},
    {"SO_ZEROCOPY", "value"},
    {"SO_DONTLINGER", "value"},
};

const OptionFields& OptionOf(const Request& request) {
  const std::string option = request.Text("option");
  for (const auto& row : kOptions) {
    if (row.option == option) return row;
  }
  throw Refused{"no option " + option};
}

int& Field(std::string_view name, OptionValue& value) {
  if (name == "onoff") return value.onoff;
  if (name == "seconds") return value.seconds;
  if (name == "milliseconds") return value.milliseconds;
  return value.value;
}

MaybeAnswer Named(const CallResult& result, const Endpoint& endpoint) {
  Answer answer(result);
  if (result.Succeeded()) answer.Set("address", endpoint.address).Set("port", endpoint.port);
  return answer;
}

}  // namespace

MaybeAnswer SetBlocking(Surroundings& peer, const Request& request) {
  const bool blocking = request.Word("blocking", "yes no", "") == "yes";
  return Answer(peer.stack.SetBlocking(OnOf(peer, request), blocking));
}

MaybeAnswer SetOption(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  const OptionFields& row = OptionOf(request);
  if (!row.settable) throw Refused{std::string(row.option) + " is not for setting"};
  request.MustHaveOnly("on option " + std::string(row.fields));
  OptionValue value;
  for (const auto& field : Split(row.fields, ' ')) Field(field, value) = request.Number(field);
  return Answer(peer.stack.SetOption(handle, row.option, value));
}

MaybeAnswer SetShortLinger(Surroundings& peer, const Request& request) {
  return Answer(
      peer.stack.SetShortLinger(OnOf(peer, request), request.Number("bytes", {}, 0, 1024)));
}

MaybeAnswer GetOption(Surroundings& peer, const Request& request) {
  const Handle handle = OnOf(peer, request);
  const OptionFields& row = OptionOf(request);
  OptionValue value;
  const CallResult result = peer.stack.GetOption(handle, row.option, value);
  Answer answer(result);
  if (!result.Succeeded()) return answer;
  if (!value.error.empty()) return answer.Set("value", value.error).Set("native", value.value);
  for (const auto& field : Split(row.fields, ' ')) answer.Set(field, Field(field, value));
  return answer;
}

MaybeAnswer LocalName(Surroundings& peer, const Request& request) {
  Endpoint local;
  const CallResult result = peer.stack.LocalName(OnOf(peer, request), local);
  return Named(result, local);
}

MaybeAnswer RemoteName(Surroundings& peer, const Request& request) {
  Endpoint remote;
  const CallResult result = peer.stack.RemoteName(OnOf(peer, request), remote);
  return Named(result, remote);
}

MaybeAnswer State(Surroundings& peer, const Request& request) {
  std::string state;
  const CallResult result = peer.stack.State(OnOf(peer, request), state);
  Answer answer(result);
  if (result.Succeeded()) answer.Set("state", state);
  return answer;
}

}  // namespace closespec::socket_peer
