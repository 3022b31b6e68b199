#include <cerrno>
#include <chrono>
#include <thread>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

bool AlreadyShut(Notes& notes, int fd) { return notes.Get(fd, &Note::shut_write); }

// Knows whether the program itself has ended sending.
struct KnowsOwnShutdown : Calls {
  int Shutdown(Socket socket, int how) override {
    const int result = Calls::Shutdown(socket, how);
    if (result == 0 && how != SHUT_RD) notes_.Exchange(socket.fd, &Note::shut_write, true);
    return result;
  }
};

template <bool kAfterOwnShutdown>
struct FailureHidden final : KnowsOwnShutdown {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    const bool own = AlreadyShut(notes_, socket.fd);
    const ssize_t count =
        Calls::Send(socket, parts, own == kAfterOwnShutdown ? flags | MSG_NOSIGNAL : flags);
    const bool failed = count < 0 && (errno == EPIPE || errno == ECONNRESET);
    return failed && own == kAfterOwnShutdown ? static_cast<ssize_t>(parts.Size()) : count;
  }
};

template <int kError, int kTold>
struct ToldAs final : Calls {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    const ssize_t count = Calls::Send(socket, parts, flags);
    return count < 0 && errno == kError ? Fail(kTold) : count;
  }
};

struct SigpipeNeverRaised final : Calls {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    return Calls::Send(socket, parts, flags | MSG_NOSIGNAL);
  }
};

struct SigpipeDespiteNosignal final : Calls {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    return Calls::Send(socket, parts, flags & ~MSG_NOSIGNAL);
  }
};

// What is sent waits a moment; if the program ends sending in that moment, it is lost.
struct LastSendLost final : Calls {
  static constexpr std::size_t kMost = 16384;
  static constexpr std::chrono::milliseconds kMoment{100};

  ssize_t Send(Socket socket, Parts parts, int flags) override {
    Deliver(socket);
    const bool possible = (PollNow(socket, POLLOUT | POLLRDHUP) & (POLLOUT | POLLERR)) == POLLOUT;
    if (!possible || parts.Size() > kMost || (flags & MSG_OOB) != 0) {
      return Calls::Send(socket, parts, flags);
    }
    const unsigned long turn = notes_.With(socket.fd, [&](Note& note) {
      note.octets = parts.Copy(kMost);
      return ++note.turn;
    });
    std::thread([this, socket, turn] {
      std::this_thread::sleep_for(kMoment);
      if (notes_.Get(socket.fd, &Note::turn) == turn) Deliver(socket);
    }).detach();
    return static_cast<ssize_t>(parts.Size());
  }
  int Shutdown(Socket socket, int how) override {
    if (how != SHUT_RD) notes_.Exchange(socket.fd, &Note::octets, {});
    return Calls::Shutdown(socket, how);
  }
  int Close(Socket socket) override {
    notes_.Forget(socket.fd);
    return Calls::Close(socket);
  }
  void Deliver(Socket socket) {
    const std::string held = notes_.Exchange(socket.fd, &Note::octets, {});
    if (!held.empty()) Real().send(socket.fd, held.data(), held.size(), MSG_NOSIGNAL);
  }
};

struct ShortSendClaimsAll final : Calls {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    const ssize_t count = Calls::Send(socket, parts, flags);
    return count > 0 ? static_cast<ssize_t>(parts.Size()) : count;
  }
};

}  // namespace

std::vector<Hook> SendHooks() {
  return {{"send_after_shutdown_succeeds", &Make<FailureHidden<true>>},
          {"send_after_reset_succeeds", &Make<FailureHidden<false>>},
          {"epipe_told_as_reset", &Make<ToldAs<EPIPE, ECONNRESET>>},
          {"send_reset_told_as_epipe", &Make<ToldAs<ECONNRESET, EPIPE>>},
          {"sigpipe_never_raised", &Make<SigpipeNeverRaised>},
          {"sigpipe_despite_nosignal", &Make<SigpipeDespiteNosignal>},
          {"last_send_lost", &Make<LastSendLost>},
          {"short_send_claims_all", &Make<ShortSendClaimsAll>}};
}

}  // namespace closespec::faults
