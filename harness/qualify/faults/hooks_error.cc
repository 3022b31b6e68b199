#include <cerrno>
#include <cstring>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

// Alters how recv() tells of a reset.
struct AtReset : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    return count < 0 && errno == ECONNRESET ? Reset(flags) : count;
  }
  virtual ssize_t Reset(int flags) = 0;
};

struct ToldAsEnd final : AtReset {
  ssize_t Reset(int) override { return 0; }
};

template <int kError>
struct ToldAs final : AtReset {
  ssize_t Reset(int) override { return Fail(kError); }
};

struct SwallowedByDontwait final : AtReset {
  ssize_t Reset(int flags) override {
    return Fail((flags & MSG_DONTWAIT) != 0 ? EAGAIN : ECONNRESET);
  }
};

struct ToldTwice final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    if (count < 0 && errno == ECONNRESET) {
      notes_.Exchange(socket.fd, &Note::error, ECONNRESET);
    } else if (count == 0) {
      if (const int error = notes_.Exchange(socket.fd, &Note::error, 0)) return Fail(error);
    }
    return count;
  }
};

struct UnconnectedToldAsEnd final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    return count < 0 && errno == ENOTCONN ? 0 : count;
  }
};

struct FailedConnectToldAsSuccess final : Calls {
  int Connect(Socket socket, const sockaddr* to, socklen_t length) override {
    const int result = Calls::Connect(socket, to, length);
    return result != 0 && errno != EINPROGRESS ? 0 : result;
  }
};

struct SwallowedByPoll final : Calls {
  short Events(Socket socket, short /*wanted*/, short seen) override {
    int error = 0;
    if ((seen & POLLERR) != 0) Calls::GetError(socket, error);
    return seen;
  }
};

struct SoErrorKept final : Calls {
  int GetError(Socket socket, int& error) override {
    const int result = Calls::GetError(socket, error);
    notes_.With(socket.fd, [&](Note& note) {
      if (error != 0) note.error = error;
      error = note.error;
    });
    return result;
  }
};

struct SoErrorNeverSet final : Calls {
  int GetError(Socket socket, int& error) override {
    const int result = Calls::GetError(socket, error);
    error = 0;
    return result;
  }
};

struct PeerNameKept final : Calls {
  int PeerName(Socket socket, sockaddr* name, socklen_t* length) override {
    const std::string known = notes_.Get(socket.fd, &Note::name);
    if (known.empty() || known.size() > *length) return Calls::PeerName(socket, name, length);
    std::memcpy(name, known.data(), known.size());
    *length = static_cast<socklen_t>(known.size());
    return 0;
  }
  void Connected(Socket socket) override {
    notes_.Exchange(socket.fd, &Note::name, NameOfPeer(socket));
  }
};

}  // namespace

std::vector<Hook> ErrorHooks() {
  return {{"reset_told_as_eof", &Make<ToldAsEnd>},
          {"reset_told_as_epipe", &Make<ToldAs<EPIPE>>},
          {"reset_told_as_etimedout", &Make<ToldAs<ETIMEDOUT>>},
          {"error_swallowed_by_dontwait", &Make<SwallowedByDontwait>},
          {"error_told_twice", &Make<ToldTwice>},
          {"error_swallowed_by_poll", &Make<SwallowedByPoll>},
          {"recv_of_unconnected_told_as_eof", &Make<UnconnectedToldAsEnd>},
          {"failed_connect_told_as_success", &Make<FailedConnectToldAsSuccess>},
          {"so_error_kept", &Make<SoErrorKept>},
          {"so_error_never_set", &Make<SoErrorNeverSet>},
          {"getpeername_after_reset_succeeds", &Make<PeerNameKept>}};
}

}  // namespace closespec::faults
