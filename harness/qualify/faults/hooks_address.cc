#include <cerrno>
#include <mutex>
#include <set>
#include <string>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

struct ReuseOptionIgnored final : Calls {
  int SetReuse(Socket /*socket*/, int /*option*/, int /*value*/) override { return 0; }
};

struct BindSharesEveryPort final : Calls {
  int Bind(Socket socket, const sockaddr* address, socklen_t length) override {
    SetReuse(socket, SO_REUSEPORT, 1);
    return Calls::Bind(socket, address, length);
  }
};

// Both ends of each connection that was made by connect().
struct ConnectAgainFromPortAborted final : Calls {
  int Connect(Socket socket, const sockaddr* to, socklen_t length) override {
    const std::string there(reinterpret_cast<const char*>(to), length);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (made_.count(NameOf(socket) + there) != 0) return Fail(ECONNABORTED);
    }
    const int result = Calls::Connect(socket, to, length);
    if (result == 0) {
      const std::lock_guard<std::mutex> lock(mutex_);
      made_.insert(NameOf(socket) + there);
    }
    return result;
  }

 private:
  static std::string NameOf(Socket socket) {
    sockaddr_storage name{};
    socklen_t length = sizeof(name);
    if (::getsockname(socket.fd, reinterpret_cast<sockaddr*>(&name), &length) != 0) return {};
    return {reinterpret_cast<const char*>(&name), length};
  }

  std::mutex mutex_;
  std::set<std::string> made_;
};

}  // namespace

std::vector<Hook> AddressHooks() {
  return {{"reuse_option_ignored", &Make<ReuseOptionIgnored>},
          {"bind_shares_every_port", &Make<BindSharesEveryPort>},
          {"connect_again_from_port_aborted", &Make<ConnectAgainFromPortAborted>}};
}

}  // namespace closespec::faults
