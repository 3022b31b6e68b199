#include "harness/sandbox/free_address.h"

#include <chrono>
#include <cstdio>
#include <optional>

#include "peers/os/frame_io.h"
#include "peers/os/raw_end.h"
#include "peers/os/stream_io.h"
#include "peers/wire/neighbours.h"

namespace closespec {
namespace {

using Clock = std::chrono::steady_clock;

// RFC 5227 1.1, PROBE_NUM; who is on the same link answers within microseconds.
constexpr int kProbes = 3;
constexpr std::chrono::milliseconds kPatience{200};

constexpr HardwareAddress kAsker = {std::byte{0x02}, std::byte{0xc5}, std::byte{0x00},
                                    std::byte{0x00}, std::byte{0x00}, std::byte{0x03}};

std::string ToText(const HardwareAddress& address) {
  std::string text;
  for (const std::byte octet : address) {
    std::array<char, 4> pair{};
    std::snprintf(pair.data(), pair.size(), "%02x", std::to_integer<unsigned>(octet));
    text += (text.empty() ? "" : ":") + std::string(pair.data());
  }
  return text;
}

}  // namespace

Result<std::string> OwnerOf(const std::string& address, const std::string& device) {
  const auto end = OpenRawEnd(device, Written::kSeen);
  if (!end) return end.trouble();
  if (const Status all = LetAllIn(*end, device); !all) return all.trouble();
  const auto probe = ProbeAddress(address, kAsker);
  if (!probe) return probe.trouble();
  std::optional<HardwareAddress> owner;
  for (int asked = 0; asked < kProbes && !owner; ++asked) {
    if (const Status sent = WriteFrame(*end, *probe); !sent) return sent.trouble();
    const auto deadline = Clock::now() + kPatience;
    while (!owner && Clock::now() < deadline) {
      AwaitReadable({&*end}, std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()));
      const Status read = ReadFrames(*end, [&](std::span<const std::byte> frame) {
        if (!owner) owner = OwnerTold(frame, address);
      });
      if (!read) return read.trouble();
    }
  }
  return owner ? ToText(*owner) : std::string();
}

}  // namespace closespec
