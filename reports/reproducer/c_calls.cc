#include "reports/reproducer/c_calls.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

#include "suites/model/actions.h"

namespace closespec {
namespace {

// What fits into the buffers of a connection: both sides share one thread.
constexpr long kMostOctets = 65536;

class Arguments {
 public:
  explicit Arguments(const SocketCall& call) : call_(call) {}

  [[nodiscard]] std::string Text(std::string_view name, std::string_view otherwise) const {
    for (const auto& [key, value] : call_.arguments) {
      if (key == name) return value;
    }
    return std::string(otherwise);
  }
  [[nodiscard]] std::string Octets(std::string_view otherwise) const {
    std::string text = Text("bytes", otherwise);
    long octets = 0;
    std::from_chars(text.data(), text.data() + text.size(), octets);
    if (octets > kMostOctets) {
      throw Inexpressible{text +
                          " octets at once do not fit into the buffers of two sockets in "
                          "one thread"};
    }
    return text;
  }
  // Those that are given are among `known`.
  void Only(std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : call_.arguments) {
      if (std::ranges::find(known, key) == known.end()) {
        std::string why = "the value ";
        why.append(value).append(" of \"").append(key).append("\" has no equal in C");
        throw Inexpressible{std::move(why)};
      }
    }
  }

 private:
  const SocketCall& call_;
};

std::string Call(std::string_view function, std::initializer_list<std::string> arguments) {
  std::string text(function);
  std::string_view separator = "(";
  for (const std::string& each : arguments) {
    text.append(separator).append(each);
    separator = ", ";
  }
  return text + ")";
}

std::string Told(const std::string& expression) { return "came_to(" + expression + ")"; }

std::string_view LevelOf(std::string_view option) {
  if (option.starts_with("SO_")) return "SOL_SOCKET";
  return option.starts_with("TCP_") ? "IPPROTO_TCP" : "";
}

std::string SetOption(const std::string& socket, const Arguments& given) {
  const std::string option = given.Text("option", "");
  if (option == "SO_LINGER") {
    return Call("set_linger", {socket, given.Text("onoff", "0"), given.Text("seconds", "0")});
  }
  const std::string_view level = LevelOf(option);
  if (level.empty() || option.ends_with("TIMEO")) {
    throw Inexpressible{"the option " + option + " has no equal here"};
  }
  std::string value = given.Text("value", "");
  for (const std::string_view unit : {"seconds", "milliseconds"}) {
    if (value.empty()) value = given.Text(unit, "");
  }
  return Call("set_value", {socket, std::string(level), option, value});
}

std::string GetOption(const std::string& socket, const Arguments& given) {
  const std::string option = given.Text("option", "");
  const std::string_view level = LevelOf(option);
  if (level.empty() || option == "SO_LINGER" || option.ends_with("TIMEO")) {
    throw Inexpressible{"the option " + option + " has no equal here"};
  }
  return Call("get_value", {socket, std::string(level), option});
}

std::string Shutdown(const std::string& socket, const Arguments& given) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kHow = {
      {{"read", "SHUT_RD"}, {"write", "SHUT_WR"}, {"both", "SHUT_RDWR"}}};
  const std::string how = given.Text("how", "");
  for (const auto& [word, name] : kHow) {
    if (how == word) return Told(Call("shutdown", {socket, std::string(name)}));
  }
  return Told(Call("shutdown", {socket, how}));
}

std::string_view HostOf(const Case& reproduced, Actor actor) {
  if (reproduced.family == Family::kIpv6) return "\"::1\"";
  return actor == Actor::kSut ? "\"127.0.0.1\"" : "\"127.0.0.2\"";
}

Actor Other(Actor actor) { return actor == Actor::kSut ? Actor::kPeer : Actor::kSut; }

std::string Condition(const FieldExpectation& field) {
  const std::string& name = field.field;
  if (std::holds_alternative<IsAnyError>(field.matcher)) return "seen.error != 0";
  if (const auto* set = std::get_if<HasAndLacks>(&field.matcher)) {
    std::string condition = "1";
    for (const std::string& each : set->has) condition += " && (seen.value & POLL" + each + ")";
    for (const std::string& each : set->lacks) condition += " && !(seen.value & POLL" + each + ")";
    return condition;
  }
  const bool known = name == "returns" || name == "value" || name == "bytes";
  if (const auto* in = std::get_if<IsInRange>(&field.matcher); in != nullptr && known) {
    return "seen." + name + " >= " + std::to_string(in->range.minimum) + " && seen." + name +
           " <= " + std::to_string(in->range.maximum);
  }
  const auto* is = std::get_if<IsText>(&field.matcher);
  if (is != nullptr && name == "end") {
    if (is->text == "eof") return "seen.returns == 0";
    return is->text == "limit" ? "seen.returns == 1" : "seen.error == " + is->text;
  }
  if (is != nullptr && (known || name == "error")) return "seen." + name + " == " + is->text;
  throw Inexpressible{"what it expects of \"" + name + "\" is not seen in C"};
}

bool MayFail(const Alternative& alternative) {
  return std::ranges::any_of(alternative.fields, [](const FieldExpectation& each) {
    return each.field == "error" || each.field == "end" ||
           std::holds_alternative<IsAnyError>(each.matcher);
  });
}

bool MakesSocket(const Case& reproduced, Actor actor, const std::string& socket) {
  return std::ranges::any_of(reproduced.steps, [&](const Step& step) {
    const auto* call = std::get_if<SocketCall>(&step.action);
    return call != nullptr && call->actor == actor && call->as == socket;
  });
}

}  // namespace

std::string SocketVariable(Actor actor, const std::string& name) {
  std::string variable = std::string(ToText(actor)) + "_" + name;
  std::ranges::replace_if(
      variable,
      [](char each) {
        return (each < 'a' || each > 'z') && (each < '0' || each > '9') && each != '_';
      },
      '_');
  return variable;
}

std::string CallExpression(const Case& reproduced, const SocketCall& call) {
  if (!call.background.empty()) throw Inexpressible{"a call in the background needs a thread"};
  if (!call.in.empty()) throw Inexpressible{"it is made in another process"};
  const Arguments given(call);
  const std::string on = SocketVariable(call.actor, call.on);
  const std::string made = SocketVariable(call.actor, call.as);
  const std::string& action = call.action;
  if (action == "socket") {
    const bool ipv6 = reproduced.family == Family::kIpv6;
    return Told(made + " = socket(" + (ipv6 ? "AF_INET6" : "AF_INET") + ", SOCK_STREAM, 0)");
  }
  if (action == "bind") {
    given.Only({});
    return Call("bind_to", {on, std::string(HostOf(reproduced, call.actor))});
  }
  if (action == "listen") return Told(Call("listen", {on, given.Text("backlog", "16")}));
  if (action == "connect") {
    const std::string to = given.Text("to", "l");
    const bool to_itself = to == call.on && !MakesSocket(reproduced, Other(call.actor), to);
    return Call("connect_to", {on, to_itself ? on : SocketVariable(Other(call.actor), to)});
  }
  if (action == "accept") return Call("accept_from", {on, "&" + made});
  if (action == "set_blocking") {
    return Call("set_blocking", {on, given.Text("blocking", "yes") == "yes" ? "1" : "0"});
  }
  if (action == "send") {
    given.Only({"bytes", "flags"});
    return Call("send_some", {on, given.Octets("0"), OredFlags(given.Text("flags", ""), "MSG_")});
  }
  if (action == "send_all") return Call("send_all", {on, given.Octets("0")});
  if (action == "recv") {
    given.Only({"bytes", "flags"});
    return Call("recv_some",
                {on, given.Octets("4096"), OredFlags(given.Text("flags", ""), "MSG_")});
  }
  if (action == "recv_all") {
    given.Only({"until", "bytes"});
    return Call("recv_all", {on, given.Text("until", "0"), given.Octets("4096")});
  }
  if (action == "wait_readable") return Call("wait_readable", {on, given.Octets("1")});
  if (action == "shutdown") return Shutdown(on, given);
  if (action == "close") return Told(Call("close", {on}));
  if (action == "dup") return Told(made + " = dup(" + on + ")");
  if (action == "setsockopt") return SetOption(on, given);
  if (action == "getsockopt") return GetOption(on, given);
  if (action == "poll") {
    given.Only({"events", "wait"});
    return Call("poll_for", {on, OredFlags(given.Text("events", ""), "POLL"),
                             given.Text("wait", "no") == "yes" ? "PATIENCE" : "0"});
  }
  if (action == "unread_count") return Call("unread_count", {on});
  throw Inexpressible{"the action \"" + action + "\" has no equal in a single C program"};
}

std::string MetExpression(const Expectation& expectation) {
  std::string met;
  for (const Alternative& alternative : expectation.any) {
    std::string all = "!seen.blocked";
    if (!MayFail(alternative)) all += " && seen.error == 0";
    for (const FieldExpectation& each : alternative.fields) all += " && " + Condition(each);
    met += (met.empty() ? "(" : " || (") + all + ")";
  }
  return met;
}

}  // namespace closespec
