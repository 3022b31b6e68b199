#include <fcntl.h>

#include <cerrno>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

// Far away from the descriptors that a program is given.
constexpr int kHidden = 500;

struct Resets final : Calls {
  int Close(Socket socket) override {
    SetLingerTo(socket, 1, 0);
    return Calls::Close(socket);
  }
};

struct LeavesConnectionOpen final : Calls {
  int Close(Socket socket) override {
    ::fcntl(socket.fd, F_DUPFD_CLOEXEC, kHidden);
    return Calls::Close(socket);
  }
};

struct KeepsDescriptor final : Calls {
  int Close(Socket /*socket*/) override { return 0; }
};

struct CloseWaitDoesNothing final : Calls {
  int Close(Socket socket) override {
    if (PeerHasClosed(socket) && LingerOf(socket).l_onoff == 0) {
      ::fcntl(socket.fd, F_DUPFD_CLOEXEC, kHidden);
    }
    return Calls::Close(socket);
  }
};

struct OnlyHalfCloses final : Calls {
  int Close(Socket socket) override {
    // An abortive close, and one with unread data, is not what this is about.
    const bool graceful = LingerOf(socket).l_onoff == 0 && Unread(socket) == 0;
    if (graceful && Real().shutdown(socket.fd, SHUT_WR) == 0) {
      ::fcntl(socket.fd, F_DUPFD_CLOEXEC, kHidden);
    }
    return Calls::Close(socket);
  }
};

struct DrainsUnreadData final : Calls {
  int Close(Socket socket) override {
    Drain(socket);
    return Calls::Close(socket);
  }
};

struct DrainsPartlyReadData final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    if (count > 0 && (flags & MSG_PEEK) == 0) notes_.Exchange(socket.fd, &Note::told, true);
    return count;
  }
  int Close(Socket socket) override {
    if (notes_.Get(socket.fd, &Note::told)) Drain(socket);
    return Calls::Close(socket);
  }
};

struct ResetsUnsentData final : Calls {
  int Close(Socket socket) override {
    if (Unsent(socket) > 0) SetLingerTo(socket, 1, 0);
    return Calls::Close(socket);
  }
};

struct EndsSharedConnection final : Calls {
  int Close(Socket socket) override {
    // With unread data shutdown() would send a FIN before the RST.
    if (Unread(socket) == 0 && LingerOf(socket).l_onoff == 0) {
      Real().shutdown(socket.fd, SHUT_RDWR);
    }
    return Calls::Close(socket);
  }
};

struct TellsTheReset final : Calls {
  int Close(Socket socket) override {
    const bool reset = IsReset(socket);
    const int result = Calls::Close(socket);
    return reset ? Fail(ECONNRESET) : result;
  }
};

struct ExitResets final : Calls {
  void Exiting(Socket socket) override { SetLingerTo(socket, 1, 0); }
};

struct KilledResets final : Calls {
  void Killed(Socket socket) override { SetLingerTo(socket, 1, 0); }
};

struct ExitDrainsUnreadData final : Calls {
  void Exiting(Socket socket) override { Drain(socket); }
};

}  // namespace

std::vector<Hook> CloseHooks() {
  return {{"close_resets", &Make<Resets>},
          {"close_leaves_connection_open", &Make<LeavesConnectionOpen>},
          {"close_keeps_descriptor", &Make<KeepsDescriptor>},
          {"close_only_half_closes", &Make<OnlyHalfCloses>},
          {"close_drains_unread_data", &Make<DrainsUnreadData>},
          {"close_resets_unsent_data", &Make<ResetsUnsentData>},
          {"close_ends_shared_connection", &Make<EndsSharedConnection>},
          {"close_tells_the_reset", &Make<TellsTheReset>},
          {"exit_resets", &Make<ExitResets>},
          {"close_in_close_wait_does_nothing", &Make<CloseWaitDoesNothing>},
          {"close_drains_partly_read_data", &Make<DrainsPartlyReadData>},
          {"killed_process_resets", &Make<KilledResets>},
          {"exit_drains_unread_data", &Make<ExitDrainsUnreadData>}};
}

}  // namespace closespec::faults
