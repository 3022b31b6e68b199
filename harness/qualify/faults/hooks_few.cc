// Faults of calls that few stacks have.

#include <sys/epoll.h>

#include <cerrno>
#include <map>
#include <mutex>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

template <unsigned kFlag>
struct EpollIgnores final : Calls {
  unsigned Registered(Socket /*socket*/, int /*epoll*/, unsigned events) override {
    return events & ~kFlag;
  }
};

struct EpollForgetsClosed final : Calls {
  unsigned Registered(Socket socket, int epoll, unsigned events) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    epoll_by_socket_[socket.fd] = epoll;
    return events;
  }
  int Close(Socket socket) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = epoll_by_socket_.find(socket.fd);
    if (found != epoll_by_socket_.end()) {
      Real().epoll_ctl(found->second, EPOLL_CTL_DEL, socket.fd, nullptr);
      epoll_by_socket_.erase(found);
    }
    return Calls::Close(socket);
  }

 private:
  std::mutex mutex_;
  std::map<int, int> epoll_by_socket_;
};

struct SigioNeverRaised final : Calls {
  int SetAsynchronous(Socket /*socket*/, int /*on*/) override { return 0; }
};

struct SpliceFailsAtEnd final : Calls {
  ssize_t SpliceOut(Socket socket, int to, std::size_t size, unsigned flags) override {
    const ssize_t count = Calls::SpliceOut(socket, to, size, flags);
    return count == 0 ? Fail(EAGAIN) : count;
  }
};

struct FileSentAlthoughOver final : Calls {
  ssize_t FileSent(Socket /*socket*/, std::size_t size, ssize_t result) override {
    const bool over = result < 0 && (errno == EPIPE || errno == ECONNRESET);
    return over ? static_cast<ssize_t>(size) : result;
  }
};

struct UserTimeoutIgnored final : Calls {
  int SetUserTimeout(Socket /*socket*/, int /*milliseconds*/) override { return 0; }
};

struct DisconnectIgnored final : Calls {
  int Connect(Socket socket, const sockaddr* to, socklen_t length) override {
    return to->sa_family == AF_UNSPEC ? 0 : Calls::Connect(socket, to, length);
  }
};

}  // namespace

std::vector<Hook> FewHooks() {
  return {{"epoll_edge_ignored", &Make<EpollIgnores<EPOLLET>>},
          {"epoll_oneshot_ignored", &Make<EpollIgnores<EPOLLONESHOT>>},
          {"epoll_forgets_closed_descriptor", &Make<EpollForgetsClosed>},
          {"sigio_never_raised", &Make<SigioNeverRaised>},
          {"splice_fails_at_end", &Make<SpliceFailsAtEnd>},
          {"file_sent_although_over", &Make<FileSentAlthoughOver>},
          {"user_timeout_ignored", &Make<UserTimeoutIgnored>},
          {"disconnect_ignored", &Make<DisconnectIgnored>}};
}

}  // namespace closespec::faults
