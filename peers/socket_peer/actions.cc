#include "peers/socket_peer/actions.h"

#include "peers/socket_peer/calls.h"

namespace closespec::socket_peer {

const std::vector<ActionRow>& Actions() {
  static const std::vector<ActionRow> table = {
      {"socket", "family as kind", &Open},
      {"bind", "on address port same_port_as", &Bind},
      {"listen", "on backlog", &Listen},
      {"accept", "on as", &Accept},
      {"connect", "on address port", &Connect},
      {"set_blocking", "on blocking", &SetBlocking},
      {"send", "on bytes flags via sigpipe", &Send},
      {"send_all", "on bytes", &SendAll},
      {"recv", "on bytes flags via", &Receive},
      {"recv_all", "on bytes until flags via", &ReceiveAll},
      {"wait_readable", "on bytes", &WaitReadable},
      {"shutdown", "on how", &Shutdown},
      {"close", "on", &Close},
      {"dup", "on as", &Duplicate},
      {"dup2", "on over", &DuplicateOver},
      {"fork", "as", &Fork},
      {"share", "on to as", &Share},
      {"adopt", "as", &Adopt},
      {"exit", "status", &Exit},
      {"abort", "signal", &Abort},
      {"reap", "process", &Reap},
      {"close_on_exec", "on", &CloseOnExec},
      {"exec", "", &Exec},
      {"stop", "process", &Stop},
      {"continue", "process", &Continue},
      {"setsockopt", "on option onoff seconds milliseconds value", &SetOption},
      {"getsockopt", "on option", &GetOption},
      {"poll", "on events wait also", &PollEvents},
      {"epoll", "on events wait", &EpollEvents},
      {"select", "on events wait", &SelectEvents},
      {"watch", "on as events how", &Watch},
      {"rearm", "on watch events", &Rearm},
      {"watched", "on wait", &Watched},
      {"event_select", "on as", &EventSelect},
      {"network_events", "on watch wait", &NetworkEvents},
      {"signal_on_activity", "on", &SignalOnActivity},
      {"await_signal", "", &AwaitSignal},
      {"interrupt", "call", &Interrupt},
      {"disconnect", "on", &Disconnect},
      {"set_short_linger", "on bytes", &SetShortLinger},
      {"unread_count", "on", &UnreadCount},
      {"unsent_count", "on", &UnsentCount},
      {"getsockname", "on", &LocalName},
      {"getpeername", "on", &RemoteName},
      {"state", "on", &State},
  };
  return table;
}

const ActionRow* FindAction(std::string_view name) {
  for (const auto& row : Actions()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace closespec::socket_peer
