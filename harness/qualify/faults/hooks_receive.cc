#include <cerrno>
#include <vector>

#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

struct DataAltered final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    if (count > 0) parts.At(count - 1) ^= 1;
    return count;
  }
};

template <int kFlag>
struct FlagIgnored final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    return Calls::Receive(socket, parts, flags & ~kFlag, flags_out);
  }
};

struct WaitallReturnsEarly final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const std::size_t size = parts.Size();
    if ((flags & MSG_WAITALL) == 0 || size < 2) {
      return Calls::Receive(socket, parts, flags, flags_out);
    }
    std::vector<iovec> shorter(parts.first, parts.first + parts.count);
    while (shorter.back().iov_len == 0) shorter.pop_back();
    --shorter.back().iov_len;
    return Calls::Receive(socket, {shorter.data(), shorter.size()}, flags, flags_out);
  }
};

struct WaitallFailsAtEnd final : Calls {
  ssize_t Receive(Socket socket, Parts parts, int flags, int& flags_out) override {
    const ssize_t count = Calls::Receive(socket, parts, flags, flags_out);
    const bool cut_short = count >= 0 && static_cast<std::size_t>(count) < parts.Size();
    return (flags & MSG_WAITALL) != 0 && cut_short ? Fail(EAGAIN) : count;
  }
};

}  // namespace

std::vector<Hook> ReceiveHooks() {
  return {{"data_altered", &Make<DataAltered>},
          {"peek_consumes", &Make<FlagIgnored<MSG_PEEK>>},
          {"dontwait_blocks", &Make<FlagIgnored<MSG_DONTWAIT>>},
          {"waitall_returns_early", &Make<WaitallReturnsEarly>},
          {"waitall_fails_at_eof", &Make<WaitallFailsAtEnd>}};
}

}  // namespace closespec::faults
