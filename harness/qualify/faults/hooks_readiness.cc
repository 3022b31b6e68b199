#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

// Takes a bit away where the kernel's own events have all of `kWhen` and none of `kUnless`.
template <short kWhen, short kUnless, short kBit>
struct Lacks final : Calls {
  short Events(Socket socket, short /*wanted*/, short seen) override {
    const short now = PollNow(socket, POLLIN | POLLOUT | POLLRDHUP);
    const bool there = (now & kWhen) == kWhen && (now & kUnless) == 0;
    return static_cast<short>(there ? seen & ~kBit : seen);
  }
};

// ERR and HUP are told to those who look, but wake nobody.
struct SleepsThroughReset final : Calls {
  bool Wakes(Socket /*socket*/, short wanted, short seen) override {
    return (wanted & seen) != 0 || (seen & POLLERR) == 0;
  }
};

struct HupAtHalfClose final : Calls {
  short Events(Socket socket, short /*wanted*/, short seen) override {
    return static_cast<short>(PeerHasClosed(socket) ? seen | POLLHUP : seen);
  }
};

struct InWithNothing final : Calls {
  short Events(Socket /*socket*/, short wanted, short seen) override {
    return static_cast<short>(seen | (wanted & POLLIN));
  }
};

struct TellsNothingAtReset final : Calls {
  short Events(Socket socket, short /*wanted*/, short seen) override {
    return IsReset(socket) ? static_cast<short>(0) : seen;
  }
};

struct ForRoomSleepsThroughReset final : Calls {
  bool Wakes(Socket /*socket*/, short wanted, short seen) override {
    return (wanted & POLLOUT) == 0 || (seen & (POLLERR | POLLHUP)) == 0;
  }
};

struct LacksPri final : Calls {
  short Events(Socket /*socket*/, short /*wanted*/, short seen) override {
    return static_cast<short>(seen & ~POLLPRI);
  }
};

struct CountsBits final : Calls {
  int Counted(const pollfd* polled, nfds_t count, int /*ready*/) override {
    int bits = 0;
    for (nfds_t i = 0; i < count; ++i) {
      for (unsigned left = static_cast<unsigned short>(polled[i].revents); left != 0; left >>= 1U) {
        bits += static_cast<int>(left & 1U);
      }
    }
    return bits;
  }
};

}  // namespace

std::vector<Hook> ReadinessHooks() {
  return {{"poll_lacks_in_at_eof", &Make<Lacks<POLLRDHUP, POLLERR, POLLIN>>},
          {"poll_lacks_rdhup_at_eof", &Make<Lacks<POLLRDHUP, POLLERR, POLLRDHUP>>},
          {"poll_lacks_out_in_close_wait", &Make<Lacks<POLLRDHUP, POLLHUP, POLLOUT>>},
          {"poll_lacks_hup_after_both", &Make<Lacks<POLLHUP, POLLERR, POLLHUP>>},
          {"poll_lacks_err_at_reset", &Make<Lacks<POLLERR, 0, POLLERR>>},
          {"poll_sleeps_through_reset", &Make<SleepsThroughReset>},
          {"poll_hup_at_half_close", &Make<HupAtHalfClose>},
          {"poll_in_with_nothing", &Make<InWithNothing>},
          {"poll_tells_nothing_at_reset", &Make<TellsNothingAtReset>},
          {"poll_for_room_sleeps_through_reset", &Make<ForRoomSleepsThroughReset>},
          {"poll_lacks_pri", &Make<LacksPri>},
          {"poll_counts_bits", &Make<CountsBits>}};
}

}  // namespace closespec::faults
