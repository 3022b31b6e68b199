#include "reports/reproducer/packetdrill_calls.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

#include "reports/reproducer/reproduced_case.h"

namespace closespec {
namespace {

using Texts = std::vector<std::string>;

// They alter nothing.
constexpr std::array<std::string_view, 9> kLooks = {"wait_readable", "select",       "epoll",
                                                    "getsockname",   "getpeername",  "unread_count",
                                                    "unsent_count",  "await_signal", "watched"};
constexpr std::array<std::string_view, 3> kHow = {"SHUT_RD", "SHUT_WR", "SHUT_RDWR"};

SocketCall AsCall(const CallBegan& began) {
  return {.actor = began.actor,
          .action = began.action,
          .on = began.on,
          .as = began.as,
          .in = began.in,
          .background = began.background,
          .arguments = began.arguments};
}

std::string Or(std::string text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : std::move(text);
}

std::string Call(std::string_view function, std::initializer_list<std::string> arguments,
                 const std::string& result) {
  std::string text(function);
  std::string_view separator = "(";
  for (const std::string& each : arguments) {
    text.append(separator).append(each);
    separator = ", ";
  }
  return text + ") = " + result;
}

// Words of packetdrill's own stand behind an error's name; it compares only the name.
std::string Failed(const std::string& error) { return "-1 " + error + " (" + error + ")"; }

std::string Result(const Outcome& outcome) {
  if (outcome.error) return Failed(*outcome.error);
  return std::to_string(outcome.returns.value_or(0));
}

std::string Fact(const Outcome& outcome, const std::string& name) {
  const auto fact = outcome.facts.find(name);
  return fact == outcome.facts.end() ? "" : fact->second;
}

// All that the loop of calls took, in one, and then what ended the loop.
Texts ReceiveAll(const std::string& socket, const Outcome& outcome) {
  const std::string octets = Or(Fact(outcome, "bytes"), "0");
  const std::string end = Or(Fact(outcome, "end"), "limit");
  Texts lines;
  if (octets != "0") {
    lines.push_back(Call("recv", {socket, "...", octets, "MSG_WAITALL"}, octets));
  }
  if (end == "eof") lines.push_back(Call("recv", {socket, "...", "4096", "0"}, "0"));
  if (end.starts_with('E')) {
    lines.push_back(Call("recv", {socket, "...", "4096", "0"}, Failed(end)));
  }
  return lines;
}

std::string Poll(const std::string& socket, const SocketCall& call, const Outcome& outcome) {
  if (!ArgumentOf(call, "also").empty()) throw Inexpressible{"poll() looks at two sockets"};
  const std::string revents = OredFlags(Fact(outcome, "events"), "POLL");
  std::string sockets = "[{fd=" + socket;
  sockets += ", events=" + OredFlags(ArgumentOf(call, "events"), "POLL");
  sockets += ", revents=" + revents + "}]";
  const std::string wait = ArgumentOf(call, "wait") == "yes" ? "2000" : "0";
  return Call("poll", {sockets, "1", wait}, revents == "0" ? "0" : "1");
}

std::string LevelOf(const std::string& option) {
  if (option.starts_with("SO_") && !option.ends_with("TIMEO")) return "SOL_SOCKET";
  if (option.starts_with("TCP_")) return "SOL_TCP";
  throw Inexpressible{"packetdrill does not know the option " + option};
}

}  // namespace

PacketdrillCalls::PacketdrillCalls(const Case& reproduced) {
  has_connection_ = std::ranges::any_of(reproduced.steps, [](const Step& step) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    return call != nullptr && call->actor == Actor::kSut &&
           (call->action == "listen" || call->action == "connect");
  });
}

std::string PacketdrillCalls::Made(const std::string& name) {
  numbers_[name] = next_++;
  return std::to_string(numbers_[name]);
}

std::string PacketdrillCalls::Number(const std::string& name) const {
  const auto number = numbers_.find(name);
  if (number == numbers_.end()) throw Inexpressible{"nobody has made the socket " + name};
  return std::to_string(number->second);
}

std::string PacketdrillCalls::SetOption(const SocketCall& call) const {
  const std::string option = ArgumentOf(call, "option");
  const std::string level = LevelOf(option);
  if (option == "SO_LINGER") {
    std::string linger = "{onoff=" + Or(ArgumentOf(call, "onoff"), "0");
    linger += ", linger=" + Or(ArgumentOf(call, "seconds"), "0") + "}";
    return Call("setsockopt", {Number(call.on), level, option, linger, "8"}, "0");
  }
  std::string value = ArgumentOf(call, "value");
  for (const std::string_view unit : {"seconds", "milliseconds"}) {
    value = Or(value, ArgumentOf(call, unit));
  }
  return Call("setsockopt", {Number(call.on), level, option, "[" + value + "]", "4"}, "0");
}

std::string PacketdrillCalls::GetOption(const SocketCall& call, const Outcome& outcome) const {
  const std::string option = ArgumentOf(call, "option");
  const std::string value = Fact(outcome, "value");
  if (option == "SO_LINGER" || value.empty()) {
    throw Inexpressible{"what it asks of the option " + option + " has no equal"};
  }
  return Call("getsockopt", {Number(call.on), LevelOf(option), option, "[" + value + "]", "[4]"},
              "0");
}

Texts PacketdrillCalls::Lines(const CallBegan& began, const Outcome& outcome) {
  const SocketCall call = AsCall(began);
  if (!call.in.empty()) throw Inexpressible{"it is made in another process"};
  if (outcome.blocked) throw Inexpressible{"it does not return"};
  const std::string& action = call.action;
  if (std::ranges::find(kLooks, action) != kLooks.end()) return {};
  if (!has_connection_) return {};
  if (action == "socket") {
    const std::string made = Made(call.as);
    return {Call("socket", {"...", "SOCK_STREAM", "IPPROTO_TCP"}, made)};
  }
  if (call.on.empty()) throw Inexpressible{"the action \"" + action + "\" has no equal"};
  const std::string on = Number(call.on);
  const std::string result = Result(outcome);
  if (action == "bind" || action == "connect") return {Call(action, {on, "...", "..."}, result)};
  if (action == "listen")
    return {Call(action, {on, Or(ArgumentOf(call, "backlog"), "16")}, result)};
  if (action == "accept") {
    return {Call(action, {on, "...", "..."}, outcome.error ? result : Made(call.as))};
  }
  if (action == "set_blocking") {
    const bool blocks = ArgumentOf(call, "blocking") == "yes";
    return {Call("fcntl", {on, "F_SETFL", blocks ? "O_RDWR" : "O_RDWR|O_NONBLOCK"}, result)};
  }
  const std::string via = ArgumentOf(call, "via");
  if (!via.empty() && via != action) throw Inexpressible{"it is made by " + via + "()"};
  const std::string octets = Or(ArgumentOf(call, "bytes"), "4096");
  const std::string flags = OredFlags(ArgumentOf(call, "flags"), "MSG_");
  if (action == "send" || action == "recv") {
    return {Call(action, {on, "...", octets, flags}, result)};
  }
  if (action == "send_all") {
    const std::string sent = outcome.error ? result : Or(Fact(outcome, "bytes"), octets);
    return {Call("send", {on, "...", octets, "0"}, sent)};
  }
  if (action == "recv_all") return ReceiveAll(on, outcome);
  if (action == "shutdown") {
    const std::string how = ArgumentOf(call, "how");
    const std::size_t index = how == "read" ? 0 : how == "write" ? 1 : 2;
    if (index == 2 && how != "both") return {Call(action, {on, how}, result)};
    return {Call(action, {on, std::string(kHow.at(index))}, result)};
  }
  if (action == "close") return {Call(action, {on}, result)};
  if (action == "setsockopt") return {SetOption(call)};
  if (action == "getsockopt") return {GetOption(call, outcome)};
  if (action == "poll") return {Poll(on, call, outcome)};
  throw Inexpressible{"the action \"" + action + "\" has no equal"};
}

Texts PacketdrillCalls::BeginConnect(const CallBegan& call) {
  const std::string on = Number(call.on);
  return {Call("fcntl", {on, "F_SETFL", "O_RDWR|O_NONBLOCK"}, "0"),
          Call("connect", {on, "...", "..."}, Failed("EINPROGRESS"))};
}

Texts PacketdrillCalls::FinishConnect(const CallBegan& call, const Outcome& outcome) {
  const std::string on = Number(call.on);
  const std::string error = "[" + outcome.error.value_or("0") + "]";
  return {Call("getsockopt", {on, "SOL_SOCKET", "SO_ERROR", error, "[4]"}, "0"),
          Call("fcntl", {on, "F_SETFL", "O_RDWR"}, "0")};
}

Outcome DemandedOutcome(const Expectation& expectation, const Outcome& seen) {
  Outcome demanded = seen;
  demanded.error.reset();
  for (const FieldExpectation& each : expectation.any.front().fields) {
    std::string value;
    if (const auto* is = std::get_if<IsText>(&each.matcher)) value = is->text;
    const auto* in = std::get_if<IsInRange>(&each.matcher);
    if (in != nullptr && in->range.minimum == in->range.maximum) {
      value = std::to_string(in->range.minimum);
    }
    if (value.empty()) throw Inexpressible{"packetdrill takes one value of " + each.field};
    std::int64_t number = 0;
    if (each.field == "error") {
      demanded.error = value;
    } else if (each.field == "returns") {
      std::from_chars(value.data(), value.data() + value.size(), number);
      demanded.returns = number;
    } else {
      demanded.facts[each.field] = value;
    }
  }
  return demanded;
}

}  // namespace closespec
