#include "harness/qualify/faults/raw_reset.h"

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <optional>

#include "harness/qualify/faults/libc.h"

namespace closespec::faults {
namespace {

std::optional<std::uint32_t> SendNext(int fd) {
  const auto set = [fd](int option, int value) {
    return Real().setsockopt(fd, IPPROTO_TCP, option, &value, sizeof(value)) == 0;
  };
  if (!set(TCP_REPAIR, TCP_REPAIR_ON)) return std::nullopt;
  std::uint32_t next = 0;
  socklen_t length = sizeof(next);
  const bool known = set(TCP_REPAIR_QUEUE, TCP_SEND_QUEUE) &&
                     Real().getsockopt(fd, IPPROTO_TCP, TCP_QUEUE_SEQ, &next, &length) == 0;
  set(TCP_REPAIR, TCP_REPAIR_OFF_NO_WP);
  return known ? std::optional(next) : std::nullopt;
}

// What RFC 9293 3.1 sums up, with the pseudo-header of IPv4.
struct Summed {
  in_addr from{};
  in_addr to{};
  std::uint16_t protocol = htons(IPPROTO_TCP);
  std::uint16_t size = htons(sizeof(tcphdr));
  tcphdr segment{};
};

std::uint16_t Checksum(const Summed& summed) {
  std::array<std::uint16_t, sizeof(Summed) / sizeof(std::uint16_t)> words{};
  std::memcpy(words.data(), &summed, sizeof(summed));
  std::uint32_t sum = std::accumulate(words.begin(), words.end(), std::uint32_t{0});
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace

void SendReset(int fd, const std::string& peer_name) {
  // IPv4 alone: it shows the fault as well as both would.
  sockaddr_in from{};
  sockaddr_in to{};
  socklen_t length = sizeof(from);
  if (peer_name.size() != sizeof(to)) return;
  std::memcpy(&to, peer_name.data(), sizeof(to));
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&from), &length) != 0) return;
  const auto next = SendNext(fd);
  if (!next || from.sin_family != AF_INET) return;

  tcphdr segment{};
  segment.source = from.sin_port;
  segment.dest = to.sin_port;
  segment.seq = htonl(*next);
  segment.doff = sizeof(segment) / 4;
  segment.rst = 1;
  Summed summed;
  summed.from = from.sin_addr;
  summed.to = to.sin_addr;
  summed.segment = segment;
  segment.check = Checksum(summed);
  const int raw = Real().socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_TCP);
  if (raw < 0) return;
  sockaddr_in source = from;
  source.sin_port = 0;
  to.sin_port = 0;
  if (::bind(raw, reinterpret_cast<const sockaddr*>(&source), sizeof(source)) == 0) {
    Real().sendto(raw, &segment, sizeof(segment), 0, reinterpret_cast<const sockaddr*>(&to),
                  sizeof(to));
  }
  Real().close(raw);
}

}  // namespace closespec::faults
