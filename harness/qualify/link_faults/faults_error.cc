#include "harness/qualify/link_faults/kinds.h"
#include "harness/qualify/link_faults/link_fault.h"
#include "peers/wire/octets.h"

namespace closespec {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{50};

// RFC 792 and RFC 1122 3.2.2.1: protocol and port unreachable are hard, and so is, by RFC 5927, an
// administrative prohibition; the others say that it may get better.
constexpr std::uint8_t kUnreachable4 = 3;
constexpr std::uint8_t kHostUnreachable4 = 1;
constexpr std::uint8_t kPortUnreachable4 = 3;
constexpr std::uint8_t kUnreachable6 = 1;
constexpr std::uint8_t kAddressUnreachable6 = 3;
constexpr std::uint8_t kPortUnreachable6 = 4;

Fate GoingOn(const IcmpPacket& icmp) { return {{.passage = {Direction::kToSut, Encode(icmp)}}}; }

Fate Made(const IcmpPassing& p, std::uint8_t code4, std::uint8_t code6) {
  IcmpPacket altered = p.icmp;
  const bool ipv6 = IsIpv6(p.icmp.ip);
  altered.type = ipv6 ? kUnreachable6 : kUnreachable4;
  altered.code = ipv6 ? code6 : code4;
  altered.rest.assign(4, std::byte{0});
  return GoingOn(altered);
}

Fate LostError(const IcmpPassing&) { return {}; }
Fate MadeHard(const IcmpPassing& p) { return Made(p, kPortUnreachable4, kPortUnreachable6); }
Fate MadeSoft(const IcmpPassing& p) { return Made(p, kHostUnreachable4, kAddressUnreachable6); }
Fate QuotingUna(const IcmpPassing& p) {
  IcmpPacket altered = p.icmp;
  if (p.talk.sut.snd_una) SetQuotedSeq(*p.talk.sut.snd_una, altered);
  return GoingOn(altered);
}
// The SUT's own segments tell how it is reached; without one nothing can be made up.
std::optional<Passing> AsIfArriving(const IcmpPassing& p) {
  if (!p.talk.stimulus) return std::nullopt;
  return Passing{Direction::kToSut, *p.talk.stimulus, p.talk};
}
Fate AnsweredByReset(const IcmpPassing& p) {
  Fate fate = GoingOn(p.icmp);
  if (const auto passing = AsIfArriving(p)) {
    fate.push_back(Going(Direction::kFromSut, ResetOfSut(*passing)));
  }
  return fate;
}
Fate EndsConnection(const IcmpPassing& p) {
  const auto passing = AsIfArriving(p);
  if (!passing) return MadeHard(p);
  Packet reset = passing->packet;
  reset.flags = {.rst = true, .ack = true};
  reset.seq = passing->RcvNxt();
  reset.ack = passing->SndNxt();
  reset.options.clear();
  reset.payload.clear();
  return {Going(Direction::kToSut, reset)};
}
Fate ProvokesFin(const IcmpPassing& p) {
  Fate fate = GoingOn(p.icmp);
  if (const auto passing = AsIfArriving(p)) {
    Packet again = AckOfSut(*passing);
    again.seq = p.talk.sut.snd_una.value_or(again.seq);
    again.flags.fin = true;
    fate.push_back(Going(Direction::kFromSut, again, kSoon));
  }
  return fate;
}

bool Sends(const Passing& p) { return p.direction == Direction::kFromSut; }
bool SendsReset(const Passing& p) { return Sends(p) && p.packet.flags.rst; }
bool SendsProbe(const Passing& p) {
  return Sends(p) && IsSynchronized(p.State()) && !p.packet.flags.fin && !p.packet.flags.rst &&
         p.packet.seq + 1 == *p.talk.sut.snd_nxt && p.packet.payload.size() <= 1 &&
         !p.packet.flags.syn;
}
bool ProbesWindow(const Passing& p) { return SendsProbe(p) && p.talk.peer_window == 0; }
bool ProbesPeer(const Passing& p) { return SendsProbe(p) && p.talk.peer_window != 0; }
bool SendsFin(const Passing& p) { return Sends(p) && p.packet.flags.fin; }
bool SendsWithTimestamp(const Passing& p) {
  return Sends(p) && !p.packet.flags.syn && TimestampOf(p.packet).has_value();
}

bool SendsTimestampedFin(const Passing& p) { return SendsFin(p) && SendsWithTimestamp(p); }

bool IsCorrupt(const Arrival& a) { return !a.packet.checksum_correct; }
bool HasTimestamp(const Arrival& a) {
  return IsSynchronized(a.state) && !a.packet.flags.syn && TimestampOf(a.packet).has_value();
}
bool IsOldReset(const Arrival& a) { return IsExactReset(a) && HasTimestamp(a); }
bool IsTimestamped(const Arrival& a) { return HasTimestamp(a) && !a.packet.flags.rst; }
bool IsUrgent(const Arrival& a) { return a.packet.flags.urg && HasReceivedFin(a.state); }

std::optional<std::uint32_t> LastTimestamp(const Passing& p) {
  if (!p.talk.stimulus) return std::nullopt;
  const auto last = TimestampOf(*p.talk.stimulus);
  return last ? std::optional<std::uint32_t>(last->value) : std::nullopt;
}
bool ArrivesWithOldTimestamp(const Passing& p) {
  const auto last = LastTimestamp(p);
  return Arrives<IsTimestamped>(p) && last &&
         static_cast<std::int32_t>(TimestampOf(p.packet)->value - *last) < 0;
}
Fate Younger(const Passing& p) {
  return Altered(p, [&](Packet& packet) {
    SetTimestamp({*LastTimestamp(p), TimestampOf(packet)->echo}, packet);
  });
}

constexpr LinkFault kFaults[] = {
    // ICMP
    {"icmp_ignored", "No ICMP error counts.", "network_errors", "network_errors/*icmp*", nullptr,
     nullptr, LostError},
    {"icmp_soft_error_ends", "Every ICMP error ends the connection as a hard one does.",
     "network_errors", "network_errors/*icmp* network_errors/*soft*", nullptr, nullptr, MadeHard},
    {"icmp_hard_error_is_soft", "No ICMP error ends an attempt to connect.", "network_errors",
     "network_errors/*icmp* network_errors/*hard*", nullptr, nullptr, MadeSoft},
    {"icmp_quote_not_looked_at", "ICMP errors count whatever number they quote.", "network_errors",
     "network_errors/*icmp*", nullptr, nullptr, QuotingUna},
    {"icmp_answered_by_reset", "An ICMP error makes the SUT send a reset.", "network_errors",
     "network_errors/*icmp*", nullptr, nullptr, AnsweredByReset},
    {"icmp_resets", "An ICMP error resets the connection.", "network_errors",
     "network_errors/*icmp*", nullptr, nullptr, EndsConnection},
    {"icmp_provokes_fin", "An ICMP error makes the SUT send a FIN.", "network_errors",
     "network_errors/*icmp*", nullptr, nullptr, ProvokesFin},
    // Checksums
    {"bad_checksum_overlooked", "A segment with a wrong checksum is taken.", "fin_delivery",
     "fin_delivery/corrupt_* time_wait/corrupt_*", Arrives<IsCorrupt>,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) { packet.checksum_correct = true; });
     }},
    {"sent_fin_corrupt", "The checksum of the SUT's FIN is wrong.", "fin_delivery",
     "fin_delivery/*", SendsFin,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) { packet.checksum_correct = false; });
     }},
    // Timestamps
    {"old_reset_ignored", "A reset with an old timestamp is ignored.", "fin_delivery",
     "fin_delivery/reset_with_old_timestamp* time_wait/*timestamp*", Arrives<IsOldReset>, Lost},
    {"old_timestamp_taken", "A segment with an old timestamp is taken.", "fin_delivery",
     "fin_delivery/*timestamp* time_wait/*timestamp*", ArrivesWithOldTimestamp, Younger},
    {"sent_reset_without_timestamp", "The SUT's reset has no timestamps.", "abortive_release",
     "abortive_release/*timestamp*", SendsReset,
     [](const Passing& p) { return Altered(p, [](Packet& packet) { packet.options.clear(); }); }},
    {"sent_segments_without_timestamp", "The SUT's segments lose their timestamps.", "time_wait",
     "time_wait/*timestamp* fin_delivery/*timestamp*", SendsWithTimestamp,
     [](const Passing& p) { return Altered(p, [](Packet& packet) { packet.options.clear(); }); }},
    {"sent_fin_echoes_no_timestamp", "The echo in the timestamps of the SUT's FIN is 0.",
     "fin_delivery", "fin_delivery/*timestamp*", SendsTimestampedFin,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) {
         SetTimestamp({TimestampOf(packet)->value, 0}, packet);
       });
     }},
    // Urgent
    {"urgent_after_fin_answered_by_reset", "Urgent data after the peer's FIN gets a reset.",
     "segment_in_state", "segment_in_state/urg_in_*", Arrives<IsUrgent>,
     [](const Passing& p) { return WithFromSut(p, ResetOfSut(p)); }},
    {"urgent_after_fin_resets", "Urgent data after the peer's FIN resets the connection.",
     "segment_in_state", "segment_in_state/urg_in_*", Arrives<IsUrgent>,
     [](const Passing& p) {
       return Altered(p, [&](Packet& packet) {
         packet.flags = {.rst = true};
         packet.seq = p.RcvNxt();
         packet.payload.clear();
       });
     }},
    // Probes
    {"window_probe_missing", "A closed window is not probed.", "fin_delivery",
     "fin_delivery/*zero_window* network_errors/*zero_window* network_errors/*", ProbesWindow,
     Lost},
    {"keep_alive_missing", "Keep-alive probes are not sent.", "network_errors",
     "network_errors/keepalive* network_errors/keepalive_is_off_by_default", ProbesPeer, Lost},
    {"keep_alive_at_snd_nxt", "Keep-alive probes have the number SND.NXT.", "network_errors",
     "network_errors/keepalive*", ProbesPeer,
     [](const Passing& p) {
       return Altered(p, [](Packet& packet) { packet.seq = packet.seq + 1; });
     }},
};

}  // namespace

LinkFaults ErrorFaults() { return kFaults; }

}  // namespace closespec
