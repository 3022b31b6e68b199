// Sending what a scenario asks for, when the SUT has sent enough.

#include "peers/wire/icmp_builder.h"
#include "peers/wire_peer/calls.h"

namespace closespec::wire_peer {
namespace {

// Of IPv6 the least that a link may have; RFC 8200 5.
constexpr std::uint32_t kSmallestMtu = 1280;

// `action` as soon as the SUT has sent `seen` segments.
Attempt WhenSeen(Host& host, const Request& request, std::function<Answer()> action) {
  const std::uint64_t seen = request.Number("seen", 0, 0xffffffff);
  return [&host, seen, action = std::move(action)]() -> std::optional<Answer> {
    if (host.SegmentsReceived() < seen) return std::nullopt;
    return action();
  };
}

std::shared_ptr<Connection> ConnectionOf(Host& host, const Request& request) {
  auto connection = OnOf(host, request).connection;
  if (connection == nullptr) throw Refused{"on has no connection"};
  return connection;
}

SequenceExpression ExpressionIn(const Request& request, std::string_view key,
                                std::string_view otherwise) {
  const std::string text = request.Has(key) ? request.Text(key) : std::string(otherwise);
  const auto expression = ParseSequenceExpression(text);
  if (!expression) throw Refused{std::string(key) + " is no expression"};
  return *expression;
}

void MustBeSent(const Status& sent) {
  if (!sent) throw Refused{sent.trouble().what};
}

}  // namespace

Attempt SendSegments(Host& host, const Request& request) {
  std::vector<SegmentSpec> segments;
  for (const std::string& text : request.Numbered()) {
    const auto parsed = ParseSegmentSpec(text);
    const auto* spec = std::get_if<SegmentSpec>(&parsed);
    if (spec == nullptr) throw Refused{std::get<NoSegment>(parsed).why};
    segments.push_back(*spec);
  }
  return WhenSeen(host, request, [&host, segments, connection = ConnectionOf(host, request)] {
    MustBeSent(host.Send(*connection, segments));
    return Returns(static_cast<std::int64_t>(segments.size()));
  });
}

Attempt SendIcmpError(Host& host, const Request& request) {
  const auto connection = ConnectionOf(host, request);
  const auto error = ParseIcmpError(request.Text("error"));
  if (!error) throw Refused{"no ICMP error " + request.Text("error")};
  if (request.Has("mtu") && *error != IcmpError::kFragmentationNeeded) {
    throw Refused{"mtu belongs to fragmentation_needed"};
  }
  const auto quotes = ExpressionIn(request, "quotes", "SND.UNA");
  const auto mtu = static_cast<std::uint16_t>(request.Number("mtu", kSmallestMtu, 65535));
  return WhenSeen(host, request, [&host, connection, error = *error, quotes, mtu]() -> Answer {
    if (!HasIcmpError(error, connection->BothEnds().remote)) {
      return {"", "unsupported", {{"why", "ICMPv6 has no such error"}}};
    }
    const auto quoted = connection->DraftOfSut(quotes);
    if (!quoted) throw Refused{quoted.trouble().what};
    const auto packet = BuildIcmpError({.error = error,
                                        .mtu = mtu,
                                        .source = connection->BothEnds().local.address,
                                        .quoted = *quoted});
    if (!packet) throw Refused{packet.trouble().what};
    MustBeSent(host.SendPacket(*packet));
    return Returns(0);
  });
}

Attempt ResetAll(Host& host, const Request& request) {
  return WhenSeen(host, request, [&host] {
    const auto count = host.ResetAll();
    if (!count) throw Refused{count.trouble().what};
    return Returns(*count);
  });
}

}  // namespace closespec::wire_peer
