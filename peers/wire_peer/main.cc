// closespec-wire-peer: sends and receives single TCP segments when told to. See
// docs/peer-protocol.md, "The wire peer".

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <utility>

#include "peers/os/child_process.h"
#include "peers/os/frame_io.h"
#include "peers/os/raw_end.h"
#include "peers/os/stream_io.h"
#include "peers/protocol/line_buffer.h"
#include "peers/wire/ethernet_link.h"
#include "peers/wire/tun_link.h"
#include "peers/wire_peer/command_line.h"
#include "peers/wire_peer/session.h"

namespace closespec::wire_peer {
namespace {

constexpr int kInherited = 3;

std::uint32_t Milliseconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

Result<FileDescriptor> OpenEnd(const CommandLine& line) {
  if (line.device.empty()) {
    FileDescriptor end(kInherited);
    if (const Status set = SetNonBlocking(end); !set) {
      return Trouble{"descriptor 3, the link's end: " + set.trouble().what};
    }
    return end;
  }
  auto end = OpenRawEnd(line.device, Written::kSeen);
  if (!end) return end;
  // This host's hardware address is not the device's.
  if (const Status all = LetAllIn(*end, line.device); !all) return all.trouble();
  return end;
}

Result<std::unique_ptr<Link>> OpenLink(const CommandLine& line) {
  auto end = OpenEnd(line);
  if (!end) return end.trouble();
  std::unique_ptr<Link> link;
  if (line.link == LinkKind::kTun) {
    link = std::make_unique<TunLink>(*std::move(end));
  } else {
    link = std::make_unique<EthernetLink>(*std::move(end), line.addresses);
  }
  return link;
}

// Until standard input ends or says `quit`.
void Converse(Link& link, Host& host) {
  const FileDescriptor input(STDIN_FILENO);
  const FileDescriptor output(STDOUT_FILENO);
  Session session(host, [&output](const protocol::Message& message) {
    // A reader that has gone is noticed where we read.
    (void)WriteAll(output, protocol::Format(message) + "\n");
  });
  session.SayHello();
  protocol::LineBuffer lines;
  std::vector<const FileDescriptor*> inputs = {&input, &link.Descriptor()};
  while (true) {
    const std::vector<bool> readable = AwaitReadable(inputs, link.Patience());
    if (std::ranges::count(readable, true) == 0) (void)link.Insist();
    // First what has arrived: a request comes after what the harness has seen.
    if (readable.back() && inputs.size() == 2) {
      const Status received = link.Receive([&](std::span<const std::byte> packet) {
        const auto before = host.SegmentsReceived();
        host.Receive(packet);
        if (host.SegmentsReceived() != before) session.SegmentArrived();
      });
      if (!received) {
        std::cerr << "closespec-wire-peer: " << received.trouble().what << '\n';
        inputs.pop_back();
      }
    }
    if (!readable.front()) continue;
    const auto octets = ReadSome(input);
    if (!octets || octets->empty()) return;
    lines.Append(*octets);
    while (const auto line = lines.Next()) {
      if (!session.Take(*line)) return;
    }
  }
}

int Run(std::span<const char* const> arguments) {
  const auto line = ParseCommandLine(arguments);
  if (!line) {
    std::cerr << "closespec-wire-peer: " << line.trouble().what << '\n';
    return 2;
  }
  const auto link = OpenLink(*line);
  if (!link) {
    std::cerr << "closespec-wire-peer: " << link.trouble().what << '\n';
    return 2;
  }
  Host host(**link, line->addresses, &Milliseconds, line->ports);
  Converse(**link, host);
  return 0;
}

}  // namespace
}  // namespace closespec::wire_peer

int main(int count, char** arguments) {
  if (!closespec::EndWithParent(SIGKILL, ::getppid())) return 0;
  ::signal(SIGPIPE, SIG_IGN);
  const std::span<const char* const> all(arguments, static_cast<std::size_t>(count));
  return closespec::wire_peer::Run(all.subspan(1));
}
