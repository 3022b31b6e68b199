#include "peers/socket_peer/stack_process.h"

#include "peers/socket_peer/request.h"

namespace closespec::socket_peer {
namespace {

CallResult OneProcess() {
  CallResult result;
  result.unsupported = "the stack lives in this one process";
  return result;
}

}  // namespace

CallResult StackProcess::Fork(const std::string&) { return OneProcess(); }
CallResult StackProcess::Reap(const std::string&, std::string&) { return OneProcess(); }
CallResult StackProcess::Share(const std::string&, const Socket&) { return OneProcess(); }
CallResult StackProcess::Adopt(Socket&) { return OneProcess(); }
CallResult StackProcess::Exit(int) { return OneProcess(); }
CallResult StackProcess::Abort(const std::string&) { return OneProcess(); }

void StackProcess::Forward(const std::string& name, const protocol::Message&) {
  throw Refused{"no process " + name};
}

}  // namespace closespec::socket_peer
