#include "harness/conductor/bridge.h"

#include <algorithm>
#include <utility>

#include "peers/os/frame_io.h"
#include "peers/wire/headers.h"
#include "peers/wire/octets.h"

namespace closespec {
namespace {

namespace asio = boost::asio;
using Bytes = std::span<const std::byte>;

// A meddler that lets the SUT answer its own answers shall not hold up the whole run.
constexpr int kMostRounds = 64;

bool CarriesIp(Bytes frame) {
  if (frame.size() <= kEthernetHeader) return false;
  const std::uint16_t type = Word(frame, kEtherType);
  return type == kIpv4Type || type == kIpv6Type;
}

}  // namespace

Bridge::Bridge(const asio::any_io_executor& executor, Sandbox& sandbox, Meddler& meddler,
               BridgeEvents events)
    : executor_(executor),
      sandbox_(sandbox),
      meddler_(meddler),
      events_(std::move(events)),
      sut_{sandbox.gap->sut_side, {executor, sandbox.gap->sut_side.Raw()}, Direction::kFromSut},
      far_{sandbox.gap->far_side, {executor, sandbox.gap->far_side.Raw()}, Direction::kToSut} {
  Await(sut_);
  Await(far_);
}

Bridge::~Bridge() {
  // The descriptors are the sandbox's.
  sut_.readable.release();
  far_.readable.release();
}

void Bridge::Await(Side& side) {
  side.readable.async_wait(
      asio::posix::stream_descriptor::wait_read,
      [this, &side, living = std::weak_ptr(lives_)](boost::system::error_code error) {
        if (error || living.expired() || is_broken_) return;
        CarryAll();
        Await(side);
        events_.carried();
      });
}

void Bridge::CarryAll() {
  for (int round = 0; round < kMostRounds && !is_broken_; ++round) {
    const bool to_sut = CarryFrom(far_);
    const bool from_sut = CarryFrom(sut_);
    if (!to_sut && !from_sut) return;
  }
}

void Bridge::StandAside() {
  stands_aside_ = true;
  delays_.clear();
}

bool Bridge::CarryFrom(Side& side) {
  bool came = false;
  const Status read = ReadFrames(side.end, [&](Bytes frame) {
    came = true;
    Carry(side, frame);
  });
  if (!read) Break(read.trouble().what);
  return came;
}

// The capture sees what the far side sees: before the meddler what comes from there, behind it what
// goes there.
void Bridge::Carry(Side& side, Bytes frame) {
  if (IsEthernet(sandbox_.link)) {
    if (!CarriesIp(frame)) return Write(side.direction, frame);
    side.link_header.assign(frame.begin(), frame.begin() + kEthernetHeader);
  }
  if (side.direction == Direction::kToSut && sandbox_.capture) sandbox_.capture->Feed(frame);
  const Bytes packet = frame.subspan(side.link_header.size());
  if (stands_aside_) {
    return Write({.direction = side.direction, .packet = {packet.begin(), packet.end()}});
  }
  for (Passage& each : meddler_.Meddle(side.direction, packet)) PassOn(std::move(each));
}

void Bridge::PassOn(Passage passage) {
  if (passage.after <= std::chrono::milliseconds(0)) return Write(passage);
  const auto timer = delays_.emplace(delays_.end(), executor_, passage.after);
  timer->async_wait([this, timer, late = std::move(passage),
                     living = std::weak_ptr(lives_)](boost::system::error_code error) {
    if (error || living.expired() || stands_aside_) return;
    Write(late);
    delays_.erase(timer);
    events_.carried();
  });
}

// What the SUT never sent has the addresses of what it sent last, or of what it was last sent.
Frame Bridge::LinkHeaderFor(const Passage& passage) const {
  const bool from_sut = passage.direction == Direction::kFromSut;
  Frame header = (from_sut ? sut_ : far_).link_header;
  if (header.empty()) {
    header = (from_sut ? far_ : sut_).link_header;
    if (header.empty()) return header;
    constexpr std::size_t kSize = std::tuple_size_v<HardwareAddress>;
    std::swap_ranges(header.begin(), header.begin() + kSize, header.begin() + kSize);
  }
  const bool ipv6 = std::to_integer<int>(passage.packet[0]) >> 4 == 6;
  SetWord(header, kEtherType, ipv6 ? kIpv6Type : kIpv4Type);
  return header;
}

void Bridge::Write(const Passage& passage) {
  Frame frame = LinkHeaderFor(passage);
  frame.insert(frame.end(), passage.packet.begin(), passage.packet.end());
  if (passage.direction == Direction::kFromSut && sandbox_.capture) sandbox_.capture->Feed(frame);
  Write(passage.direction, frame);
}

void Bridge::Write(Direction direction, Bytes frame) {
  const Side& onto = direction == Direction::kFromSut ? far_ : sut_;
  const auto written = OfferFrame(onto.end, frame);
  if (!written) Break(written.trouble().what);
}

void Bridge::Break(const std::string& why) {
  if (std::exchange(is_broken_, true)) return;
  events_.broken(why);
}

}  // namespace closespec
