#include "harness/qualify/link_faults/link_meddler.h"

#include <iterator>

namespace closespec {
namespace {

Passage AsItIs(Direction direction, std::span<const std::byte> packet) {
  return {direction, Frame(packet.begin(), packet.end())};
}

}  // namespace

std::vector<Passage> LinkMeddler::Meddle(Direction direction, std::span<const std::byte> packet) {
  const auto decoded = DecodeTcp(packet);
  if (!decoded) {
    return direction == Direction::kToSut ? MeddleWithIcmp(packet)
                                          : std::vector{AsItIs(direction, packet)};
  }
  const Segment segment = SegmentOf(*decoded);
  const bool from_sut = direction == Direction::kFromSut;
  Known& known = known_[from_sut ? Ends{segment.source, segment.destination}
                                 : Ends{segment.destination, segment.source}];
  const Passing passing{direction, *decoded, known.talk};
  const bool strikes =
      fault_ != nullptr && fault_->concerns != nullptr && fault_->concerns(passing);
  // Not encoded anew, so that the link without a fault is as it was.
  Fate fate = strikes ? fault_->fate(passing) : Fate{{.passage = AsItIs(direction, packet)}};

  CountPassing(direction, *decoded, known);
  std::vector<Passage> passages;
  std::vector<Passage> held = std::exchange(known.held[direction], {});
  for (Onward& each : fate) {
    if (each.behind_next) {
      known.held[direction].push_back(std::move(each.passage));
      continue;
    }
    CountArrival(each.passage, known);
    passages.push_back(std::move(each.passage));
  }
  std::ranges::move(held, std::back_inserter(passages));
  return passages;
}

void LinkMeddler::CountPassing(Direction direction, const Packet& packet, Known& known) {
  Conversation& talk = known.talk;
  if (direction == Direction::kToSut) {
    talk.before_stimulus = talk.sut;
    talk.state_at_stimulus = StateOf(talk.sut, talk.sut_closed_first);
    talk.stimulus = packet;
    talk.peer_window = packet.window;
    return;
  }
  const bool had_sent_fin = talk.sut.fin_sent;
  Count(SegmentOf(packet), direction, talk.sut);
  if (!had_sent_fin && talk.sut.fin_sent) talk.sut_closed_first = !talk.sut.fin_received;
}

void LinkMeddler::CountArrival(const Passage& passage, Known& known) {
  if (passage.direction != Direction::kToSut) return;
  if (const auto packet = DecodeTcp(passage.packet)) {
    Count(SegmentOf(*packet), Direction::kToSut, known.talk.sut);
  }
}

std::vector<Passage> LinkMeddler::MeddleWithIcmp(std::span<const std::byte> packet) {
  const auto icmp = DecodeIcmp(packet);
  if (!icmp || fault_ == nullptr || fault_->fate_of_icmp == nullptr) {
    return {AsItIs(Direction::kToSut, packet)};
  }
  const Known& known = known_[{QuotedSource(*icmp), QuotedDestination(*icmp)}];
  std::vector<Passage> passages;
  for (Onward& each : fault_->fate_of_icmp({*icmp, known.talk})) {
    passages.push_back(std::move(each.passage));
  }
  return passages;
}

MeddlerMaker MakerOf(const LinkFault* fault) {
  return [fault] { return std::make_unique<LinkMeddler>(fault); };
}

}  // namespace closespec
