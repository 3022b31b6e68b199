#include <fcntl.h>

#include <cerrno>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

// shutdown() with one `how` does what it should do with another.
template <int kGiven, int kDone>
struct Mistaken final : Calls {
  int Shutdown(Socket socket, int how) override {
    return Calls::Shutdown(socket, how == kGiven ? kDone : how);
  }
};

template <int kGiven>
struct Ignored final : Calls {
  int Shutdown(Socket socket, int how) override {
    return how == kGiven ? 0 : Calls::Shutdown(socket, how);
  }
};

struct HalfCloseResets final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how != SHUT_WR) return Calls::Shutdown(socket, how);
    // Connecting to no address is how Linux aborts a connection whose descriptor stays.
    const sockaddr none{AF_UNSPEC, {}};
    return Real().connect(socket.fd, &none, sizeof(none));
  }
};

// Looks now and then whether what it waits for is there, or the other thing.
struct HalfCloseWakesRecv final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how == SHUT_WR) notes_.Exchange(socket.fd, &Note::shut_write, true);
    return Calls::Shutdown(socket, how);
  }
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const bool waits =
        (flags & MSG_DONTWAIT) == 0 && (::fcntl(socket.fd, F_GETFL) & O_NONBLOCK) == 0;
    while (waits && PollNow(socket, POLLIN | POLLRDHUP) == 0) {
      if (notes_.Get(socket.fd, &Note::shut_write)) return 0;
      Real().poll(nullptr, 0, 1);
    }
    return Calls::Receive(socket, parts, flags, flags_out);
  }
};

struct HalfCloseLate final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how != SHUT_WR) return Calls::Shutdown(socket, how);
    notes_.Exchange(socket.fd, &Note::shut_write, true);
    return 0;
  }
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    if (notes_.Get(socket.fd, &Note::shut_write)) return Fail(EPIPE);
    return Calls::Send(socket, parts, flags);
  }
};

struct CountsFinForEver final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how != SHUT_RD) notes_.Exchange(socket.fd, &Note::shut_write, true);
    return Calls::Shutdown(socket, how);
  }
  int CountUnsent(Socket socket, int& count) override {
    const int result = Calls::CountUnsent(socket, count);
    if (result == 0 && count == 0 && notes_.Get(socket.fd, &Note::shut_write)) count = 1;
    return result;
  }
};

struct ReadThrowsDataAway final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how == SHUT_RD) Drain(socket);
    return Calls::Shutdown(socket, how);
  }
};

struct PeerHalfCloseEndsSending final : Calls {
  ssize_t Send(Socket socket, Parts parts, int flags) override {
    if (!PeerHasClosed(socket)) return Calls::Send(socket, parts, flags);
    Real().shutdown(socket.fd, SHUT_WR);
    return Fail(EPIPE);
  }
};

struct SecondFails final : Calls {
  int Shutdown(Socket socket, int how) override {
    if (how == SHUT_WR && notes_.Exchange(socket.fd, &Note::shut_write, true)) {
      return Fail(ENOTCONN);
    }
    return Calls::Shutdown(socket, how);
  }
};

template <int kError>
struct Forgiven final : Calls {
  int Shutdown(Socket socket, int how) override {
    const int result = Calls::Shutdown(socket, how);
    return result < 0 && errno == kError ? 0 : result;
  }
};

}  // namespace

std::vector<Hook> ShutdownHooks() {
  return {{"half_close_ignored", &Make<Ignored<SHUT_WR>>},
          {"half_close_ends_both", &Make<Mistaken<SHUT_WR, SHUT_RDWR>>},
          {"half_close_resets", &Make<HalfCloseResets>},
          {"half_close_wakes_recv", &Make<HalfCloseWakesRecv>},
          {"half_close_late", &Make<HalfCloseLate>},
          {"shutdown_both_ends_writing_only", &Make<Mistaken<SHUT_RDWR, SHUT_WR>>},
          {"shutdown_both_ends_reading_only", &Make<Mistaken<SHUT_RDWR, SHUT_RD>>},
          {"shutdown_read_sends_fin", &Make<Mistaken<SHUT_RD, SHUT_RDWR>>},
          {"shutdown_read_ignored", &Make<Ignored<SHUT_RD>>},
          {"shutdown_read_throws_data_away", &Make<ReadThrowsDataAway>},
          {"unsent_count_counts_fin_for_ever", &Make<CountsFinForEver>},
          {"second_shutdown_fails", &Make<SecondFails>},
          {"peer_half_close_ends_sending", &Make<PeerHalfCloseEndsSending>},
          {"shutdown_of_unconnected_succeeds", &Make<Forgiven<ENOTCONN>>},
          {"shutdown_bad_how_accepted", &Make<Forgiven<EINVAL>>}};
}

}  // namespace closespec::faults
