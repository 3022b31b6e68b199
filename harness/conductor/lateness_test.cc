#include "harness/conductor/lateness.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace closespec {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Keeps the loop from its timers for so long.
void Occupy(milliseconds time) {
  const auto until = steady_clock::now() + time;
  while (steady_clock::now() < until) {
  }
}

TEST(LatenessTest, ALoopThatWasBusyWasLate) {
  boost::asio::io_context io(1);
  LatenessMeter meter(io.get_executor());
  meter.Start();
  const auto before = steady_clock::now();
  boost::asio::post(io, [] { Occupy(milliseconds(150)); });
  boost::asio::steady_timer after(io, before + milliseconds(200));
  after.async_wait([&](boost::system::error_code) {
    EXPECT_GE(meter.WorstSince(before), milliseconds(100));
    meter.Stop();
  });
  io.run();
}

TEST(LatenessTest, ATickThatIsOverdueRightNowCounts) {
  boost::asio::io_context io(1);
  LatenessMeter meter(io.get_executor());
  meter.Start();
  const auto before = steady_clock::now();
  Occupy(milliseconds(150));
  EXPECT_GE(meter.WorstSince(before), milliseconds(100));
}

TEST(LatenessTest, WhatWasBeforeDoesNotCount) {
  boost::asio::io_context io(1);
  LatenessMeter meter(io.get_executor());
  meter.Start();
  const auto before = steady_clock::now();
  Occupy(milliseconds(300));
  io.run_one();
  const auto after = steady_clock::now();
  EXPECT_GE(meter.WorstSince(before), milliseconds(250));
  EXPECT_LT(meter.WorstSince(after), meter.WorstSince(before));
}

TEST(LatenessTest, AStoppedMeterLetsTheLoopEnd) {
  boost::asio::io_context io(1);
  LatenessMeter meter(io.get_executor());
  meter.Start();
  meter.Stop();
  EXPECT_GE(io.run(), 1U);
}

}  // namespace
}  // namespace closespec
