#include "harness/conductor/lateness.h"

#include <algorithm>

namespace closespec {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPeriod{20};
constexpr std::chrono::milliseconds kWorthKeeping{2};
constexpr std::chrono::minutes kKeptFor{5};

}  // namespace

void LatenessMeter::Start() {
  due_ = steady_clock::now() + kPeriod;
  Tick();
}

void LatenessMeter::Stop() {
  stopped_ = true;
  timer_.cancel();
}

void LatenessMeter::Tick() {
  timer_.expires_at(due_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error || stopped_) return;
    const auto now = steady_clock::now();
    if (now - due_ > kWorthKeeping) samples_.push_back({now, now - due_});
    while (!samples_.empty() && now - samples_.front().at > kKeptFor) samples_.pop_front();
    due_ = now + kPeriod;
    Tick();
  });
}

std::chrono::milliseconds LatenessMeter::WorstSince(steady_clock::time_point start) const {
  steady_clock::duration worst = steady_clock::now() - due_;
  for (auto sample = samples_.rbegin(); sample != samples_.rend() && sample->at >= start;
       ++sample) {
    worst = std::max(worst, sample->late);
  }
  return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(worst),
                  std::chrono::milliseconds{0});
}

}  // namespace closespec
