#include "harness/conductor/bridge.h"

#include <utility>

#include "peers/os/frame_io.h"

namespace closespec {
namespace {

namespace asio = boost::asio;

// A meddler that lets the SUT answer its own answers shall not hold up the whole run.
constexpr int kMostRounds = 64;

}  // namespace

Bridge::Bridge(const asio::any_io_executor& executor, const LinkGap& gap, Meddler& meddler,
               std::function<void(const std::string& why)> broken)
    : executor_(executor),
      sut_{Direction::kFromSut, gap.sut_side, {executor, gap.sut_side.Raw()}},
      far_{Direction::kToSut, gap.far_side, {executor, gap.far_side.Raw()}},
      meddler_(meddler),
      broken_(std::move(broken)) {
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

bool Bridge::CarryFrom(const Side& side) {
  bool came = false;
  const Status read = ReadFrames(side.end, [&](std::span<const std::byte> packet) {
    came = true;
    if (stands_aside_) return Write({side.direction, Frame(packet.begin(), packet.end())});
    for (Passage& each : meddler_.Meddle(side.direction, packet)) PassOn(std::move(each));
  });
  if (!read) Break(read.trouble().what);
  return came;
}

void Bridge::PassOn(Passage passage) {
  if (passage.after <= std::chrono::milliseconds(0)) return Write(passage);
  const auto timer = delays_.emplace(delays_.end(), executor_, passage.after);
  timer->async_wait([this, timer, late = std::move(passage),
                     living = std::weak_ptr(lives_)](boost::system::error_code error) {
    if (error || living.expired() || stands_aside_) return;
    Write(late);
    delays_.erase(timer);
  });
}

void Bridge::Write(const Passage& passage) {
  const Side& onto = passage.direction == Direction::kFromSut ? far_ : sut_;
  const Status written = WriteFrame(onto.end, passage.packet);
  if (!written) Break(written.trouble().what);
}

void Bridge::Break(const std::string& why) {
  if (std::exchange(is_broken_, true)) return;
  broken_(why);
}

}  // namespace closespec
