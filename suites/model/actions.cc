#include "suites/model/actions.h"

#include <algorithm>
#include <array>

namespace closespec {
namespace {

using enum ArgumentKind;

constexpr std::string_view kReceiveVia = "recv read readv recvfrom recvmsg splice";
constexpr std::string_view kSendVia = "send write writev sendto sendmsg splice sendfile";
constexpr std::string_view kEvents = "IN OUT PRI RDHUP";

const std::vector<ActionRow>& Table() {
  static const std::vector<ActionRow> table = {
      {"socket", false, Makes::kSocket, {}, ""},
      {"bind", true, Makes::kNothing, {{"port", kCount}, {"same_port_as", kName}}, "local"},
      {"listen", true, Makes::kNothing, {{"backlog", kCount}}, ""},
      {"accept", true, Makes::kSocket, {}, "local remote"},
      {"connect", true, Makes::kNothing, {{"to", kName, true}}, "local remote"},
      {"set_blocking", true, Makes::kNothing, {{"blocking", kWord, true, "yes no"}}, ""},
      {"send",
       true,
       Makes::kNothing,
       {{"bytes", kCount, true},
        {"flags", kFlags, false, "dontwait oob more zerocopy"},
        {"via", kWord, false, kSendVia},
        {"sigpipe", kWord, false, "yes no"}},
       "stream"},
      {"send_all", true, Makes::kNothing, {{"bytes", kCount, true}}, "bytes stream"},
      {"recv",
       true,
       Makes::kNothing,
       {{"bytes", kCount},
        {"flags", kFlags, false, "peek waitall dontwait oob trunc"},
        {"via", kWord, false, kReceiveVia}},
       "stream intact flags_out"},
      {"recv_all",
       true,
       Makes::kNothing,
       {{"bytes", kCount},
        {"until", kCount},
        {"flags", kFlags, false, "waitall"},
        {"via", kWord, false, kReceiveVia}},
       "bytes end stream intact"},
      {"wait_readable", true, Makes::kNothing, {{"bytes", kCount}}, ""},
      {"shutdown", true, Makes::kNothing, {{"how", kWord, true, "read write both 3 -1"}}, ""},
      {"close", true, Makes::kNothing, {}, ""},
      {"dup", true, Makes::kSocket, {}, ""},
      {"dup2", true, Makes::kNothing, {{"over", kName, true}}, ""},
      {"fork", false, Makes::kProcess, {}, "", "fork"},
      {"share", true, Makes::kNothing, {{"to", kName, true}}, "", "share"},
      {"exit", false, Makes::kNothing, {{"status", kCount}}, ""},
      {"abort",
       false,
       Makes::kNothing,
       {{"signal", kWord, false, "ABRT KILL TERM SEGV"}},
       "",
       "signals"},
      {"reap", false, Makes::kNothing, {{"process", kName, true}}, "exit", "fork"},
      {"close_on_exec", true, Makes::kNothing, {}, "", "exec"},
      {"exec", false, Makes::kNothing, {}, "", "exec"},
      {"stop", false, Makes::kNothing, {{"process", kName, true}}, "", "signals"},
      {"continue", false, Makes::kNothing, {{"process", kName, true}}, "", "signals"},
      {"setsockopt",
       true,
       Makes::kNothing,
       {{"option", kWord, true},
        {"onoff", kCount},
        {"seconds", kSigned},
        {"milliseconds", kCount},
        {"value", kSigned}},
       ""},
      {"getsockopt",
       true,
       Makes::kNothing,
       {{"option", kWord, true}},
       "value onoff seconds milliseconds"},
      {"poll",
       true,
       Makes::kNothing,
       {{"events", kFlags, true, kEvents}, {"wait", kWord, false, "yes no"}, {"also", kName}},
       "events"},
      {"epoll",
       true,
       Makes::kNothing,
       {{"events", kFlags, true, kEvents}, {"wait", kWord, false, "yes no"}},
       "events",
       "epoll"},
      {"select",
       true,
       Makes::kNothing,
       {{"events", kFlags, true, "IN OUT PRI"}, {"wait", kWord, false, "yes no"}},
       "events"},
      {"watch",
       true,
       Makes::kSocket,
       {{"events", kFlags, true, kEvents}, {"how", kWord, false, "level edge oneshot"}},
       "",
       "epoll"},
      {"rearm",
       true,
       Makes::kNothing,
       {{"watch", kName, true}, {"events", kFlags, true, kEvents}},
       "",
       "epoll"},
      {"watched", true, Makes::kNothing, {{"wait", kWord, false, "yes no"}}, "events", "epoll"},
      {"event_select", true, Makes::kSocket, {}, "", "winsock"},
      {"network_events",
       true,
       Makes::kNothing,
       {{"watch", kName, true}, {"wait", kWord, false, "yes no"}},
       "events value",
       "winsock"},
      {"signal_on_activity", true, Makes::kNothing, {}, "", "sigio"},
      {"await_signal", false, Makes::kNothing, {}, "", "sigio"},
      {"interrupt", false, Makes::kNothing, {{"call", kName, true}}, "", "interrupt"},
      {"disconnect", true, Makes::kNothing, {}, "local", "disconnect"},
      {"set_short_linger", true, Makes::kNothing, {{"bytes", kCount, true}}, "", "short_option"},
      {"unread_count", true, Makes::kNothing, {}, "value", "fionread"},
      {"unsent_count", true, Makes::kNothing, {}, "value", "siocoutq"},
      {"getsockname", true, Makes::kNothing, {}, "address port"},
      {"getpeername", true, Makes::kNothing, {}, "address port"},
  };
  return table;
}

constexpr std::array kOptions = {
    OptionRow{"SO_LINGER", "onoff seconds"},
    OptionRow{"SO_ERROR", "value"},
    OptionRow{"SO_RCVTIMEO", "milliseconds"},
    OptionRow{"SO_SNDTIMEO", "milliseconds"},
    OptionRow{"SO_REUSEADDR", "value"},
    OptionRow{"SO_REUSEPORT", "value", "linux"},
    OptionRow{"SO_KEEPALIVE", "value"},
    OptionRow{"SO_OOBINLINE", "value"},
    OptionRow{"SO_RCVBUF", "value"},
    OptionRow{"SO_SNDBUF", "value"},
    OptionRow{"SO_RCVLOWAT", "value"},
    OptionRow{"TCP_NODELAY", "value"},
    OptionRow{"TCP_CORK", "value", "tcp_cork"},
    OptionRow{"TCP_LINGER2", "seconds", "tcp_linger2"},
    OptionRow{"TCP_USER_TIMEOUT", "milliseconds", "tcp_user_timeout"},
    OptionRow{"TCP_KEEPIDLE", "seconds", "tcp_keepalive"},
    OptionRow{"TCP_KEEPINTVL", "seconds", "tcp_keepalive"},
    OptionRow{"TCP_KEEPCNT", "value", "tcp_keepalive"},
    OptionRow{"TCP_DEFER_ACCEPT", "seconds", "linux"},
    OptionRow{"TCP_SYNCNT", "value", "linux"},
    OptionRow{"IP_RECVERR", "value", "linux"},
    OptionRow{"SO_ZEROCOPY", "value", "zerocopy"},
    OptionRow{"SO_DONTLINGER", "value", "winsock"},
};

constexpr std::array<std::string_view, 11> kStates = {
    "CLOSED",     "LISTEN",     "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1",
    "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",  "LAST_ACK",     "TIME_WAIT"};

constexpr std::array<std::string_view, 23> kErrors = {
    "EACCES",       "EADDRINUSE",   "EADDRNOTAVAIL", "EAGAIN",    "EALREADY",     "EBADF",
    "ECONNABORTED", "ECONNREFUSED", "ECONNRESET",    "EDOM",      "EHOSTUNREACH", "EINPROGRESS",
    "EINTR",        "EINVAL",       "EISCONN",       "ENETRESET", "ENETUNREACH",  "ENOPROTOOPT",
    "ENOTCONN",     "ENOTSOCK",     "EOPNOTSUPP",    "EPIPE",     "ETIMEDOUT"};

template <typename Rows>
auto FindRow(const Rows& rows, std::string_view name) -> decltype(&*std::begin(rows)) {
  const auto row = std::find_if(std::begin(rows), std::end(rows),
                                [name](const auto& each) { return each.name == name; });
  return row == std::end(rows) ? nullptr : &*row;
}

}  // namespace

std::span<const ActionRow> Actions() { return Table(); }
const ActionRow* FindAction(std::string_view name) { return FindRow(Table(), name); }
bool EndsPeer(std::string_view action) {
  return action == "exit" || action == "abort" || action == "exec";
}
std::span<const OptionRow> Options() { return kOptions; }
const OptionRow* FindOption(std::string_view name) { return FindRow(kOptions, name); }
std::span<const std::string_view> States() { return kStates; }
std::span<const std::string_view> ErrorNames() { return kErrors; }

}  // namespace closespec
