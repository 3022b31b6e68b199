#include <cerrno>
#include <chrono>
#include <thread>

#include "harness/qualify/faults/hooks.h"
#include "harness/qualify/faults/raw_reset.h"

namespace closespec::faults {
namespace {

bool IsZero(const linger& value) { return value.l_onoff != 0 && value.l_linger == 0; }

struct ZeroGraceful final : Calls {
  int Close(Socket socket) override {
    if (IsZero(LingerOf(socket))) SetLingerTo(socket, 0, 0);
    return Calls::Close(socket);
  }
  void Exiting(Socket socket) override { SetLingerTo(socket, 0, 0); }
};

struct ZeroSendsDataFirst final : Calls {
  int Close(Socket socket) override {
    // Two seconds at most, where the data cannot be delivered.
    for (int i = 0; i < 2000 && IsZero(LingerOf(socket)) && Unsent(socket) > 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return Calls::Close(socket);
  }
};

struct ZeroResetsWhenAllIsOver final : Calls {
  void Connected(Socket socket) override {
    notes_.Exchange(socket.fd, &Note::name, NameOfPeer(socket));
  }
  int Close(Socket socket) override {
    const bool over = (PollNow(socket, POLLIN) & (POLLHUP | POLLERR)) == POLLHUP;
    if (over && IsZero(LingerOf(socket))) {
      SendReset(socket.fd, notes_.Get(socket.fd, &Note::name));
    }
    return Calls::Close(socket);
  }
};

struct TimeIgnored final : Calls {
  int Close(Socket socket) override {
    if (LingerOf(socket).l_linger > 0) SetLingerTo(socket, 0, 0);
    return Calls::Close(socket);
  }
};

struct WaitsForNothing final : Calls {
  int Close(Socket socket) override {
    const linger value = LingerOf(socket);
    if (value.l_onoff != 0 && Unsent(socket) <= 0) {
      std::this_thread::sleep_for(std::chrono::seconds(value.l_linger));
    }
    return Calls::Close(socket);
  }
};

struct NotStored final : Calls {
  int SetLinger(Socket /*socket*/, const linger& /*value*/) override { return 0; }
};

struct SecondsReadBackWrong final : Calls {
  int GetLinger(Socket socket, linger& value) override {
    const int result = Calls::GetLinger(socket, value);
    ++value.l_linger;
    return result;
  }
};

struct OffResets final : Calls {
  int SetLinger(Socket socket, const linger& value) override {
    notes_.Exchange(socket.fd, &Note::told, value.l_onoff == 0);
    return Calls::SetLinger(socket, value);
  }
  int Close(Socket socket) override {
    if (notes_.Exchange(socket.fd, &Note::told, false)) SetLingerTo(socket, 1, 0);
    return Calls::Close(socket);
  }
};

struct ShortAccepted final : Calls {
  int SetShortLinger(Socket socket, const void* /*value*/, socklen_t /*length*/) override {
    return SetLingerTo(socket, 0, 0);
  }
};

struct FinWait2TimeNotStored final : Calls {
  int SetFinWait2Time(Socket /*socket*/, int /*seconds*/) override { return 0; }
};

struct FailsAfterReset final : Calls {
  int SetLinger(Socket socket, const linger& value) override {
    return IsReset(socket) ? Fail(ECONNRESET) : Calls::SetLinger(socket, value);
  }
};

}  // namespace

std::vector<Hook> LingerHooks() {
  return {{"linger_zero_graceful", &Make<ZeroGraceful>},
          {"linger_zero_resets_when_all_is_over", &Make<ZeroResetsWhenAllIsOver>},
          {"linger_zero_sends_data_first", &Make<ZeroSendsDataFirst>},
          {"linger_time_ignored", &Make<TimeIgnored>},
          {"linger_waits_for_nothing", &Make<WaitsForNothing>},
          {"linger_not_stored", &Make<NotStored>},
          {"linger_seconds_read_back_wrong", &Make<SecondsReadBackWrong>},
          {"linger_off_resets", &Make<OffResets>},
          {"short_linger_accepted", &Make<ShortAccepted>},
          {"linger2_not_stored", &Make<FinWait2TimeNotStored>},
          {"linger_after_reset_fails", &Make<FailsAfterReset>}};
}

}  // namespace closespec::faults
