#include <cerrno>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

// Alters what recv() says at the end of the stream, where it asked for at least one octet.
struct AtEnd : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    return count == 0 && parts.Size() > 0 ? End(socket, parts, flags) : count;
  }
  virtual ssize_t End(Socket socket, Parts parts, int flags) = 0;
};

struct ToldAsReset final : AtEnd {
  ssize_t End(Socket, Parts, int) override { return Fail(ECONNRESET); }
};

template <int kError>
struct ToldOnce final : AtEnd {
  ssize_t End(Socket socket, Parts, int) override {
    return notes_.Exchange(socket.fd, &Note::told, true) ? Fail(kError) : 0;
  }
};

struct ToldLate final : AtEnd {
  ssize_t End(Socket socket, Parts, int) override {
    return notes_.Exchange(socket.fd, &Note::told, true) ? 0 : Fail(EAGAIN);
  }
};

template <int kFlag>
struct ToldAsNothing final : AtEnd {
  ssize_t End(Socket, Parts, int flags) override { return (flags & kFlag) != 0 ? Fail(EAGAIN) : 0; }
};

struct LastOctetLost final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    const bool last =
        count > 0 && (flags & MSG_PEEK) == 0 && PeerHasClosed(socket) && Unread(socket) == 0;
    return last ? count - 1 : count;
  }
};

struct LastOctetDoubled final : AtEnd {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = AtEnd::Receive(socket, parts, flags, flags_out);
    if (count > 0) {
      notes_.Exchange(socket.fd, &Note::octets, std::string(1, parts.At(count - 1)));
    }
    return count;
  }
  ssize_t End(Socket socket, Parts parts, int /*flags*/) override {
    const std::string last = notes_.Get(socket.fd, &Note::octets);
    if (last.empty() || notes_.Exchange(socket.fd, &Note::told, true)) return 0;
    parts.At(0) = last[0];
    return 1;
  }
};

struct QueuedDataLost final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    if (PeerHasClosed(socket)) Drain(socket);
    return Calls::Receive(socket, parts, flags, flags_out);
  }
};

// The call blocks, and what would wake it is of the kind that the fault sleeps through.
template <bool kReset>
struct SleepsThrough final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const bool at_once = PollNow(socket, POLLIN | POLLRDHUP) != 0;
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    const bool reset = count < 0 && errno == ECONNRESET;
    if (!at_once && (kReset ? reset : count == 0 && parts.Size() > 0)) Sleep();
    return count;
  }
};

struct TellsTruncation final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    if (count == 0) flags_out |= MSG_TRUNC;
    return count;
  }
};

struct CountsFin final : Calls {
  int CountUnread(Socket socket, int& count) override {
    const int result = Calls::CountUnread(socket, count);
    if (result == 0 && PeerHasClosed(socket)) ++count;
    return result;
  }
};

}  // namespace

std::vector<Hook> EndHooks() {
  return {{"eof_told_as_reset", &Make<ToldAsReset>},
          {"eof_told_once", &Make<ToldOnce<EAGAIN>>},
          {"eof_told_once_then_enotconn", &Make<ToldOnce<ENOTCONN>>},
          {"eof_told_late", &Make<ToldLate>},
          {"last_octet_lost_before_eof", &Make<LastOctetLost>},
          {"last_octet_doubled_before_eof", &Make<LastOctetDoubled>},
          {"queued_data_lost_at_eof", &Make<QueuedDataLost>},
          {"peek_at_eof_fails", &Make<ToldAsNothing<MSG_PEEK>>},
          {"dontwait_eof_told_as_eagain", &Make<ToldAsNothing<MSG_DONTWAIT>>},
          {"recvmsg_tells_truncation_at_eof", &Make<TellsTruncation>},
          {"unread_count_counts_fin", &Make<CountsFin>},
          {"recv_sleeps_through_eof", &Make<SleepsThrough<false>>},
          {"recv_sleeps_through_reset", &Make<SleepsThrough<true>>}};
}

}  // namespace closespec::faults
