// Who stands in the gap of a link, between the SUT and everybody who watches or speaks on it: every
// packet of either side passes through a meddler, which may alter, hold back, double or make up
// what it likes. So a sound stack looks faulty.

#ifndef CLOSESPEC_HARNESS_SANDBOX_MEDDLER_H_
#define CLOSESPEC_HARNESS_SANDBOX_MEDDLER_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "peers/wire/frame.h"
#include "suites/model/segment.h"

namespace closespec {

// A packet that goes on, `after` so long.
struct Passage {
  Direction direction = Direction::kFromSut;
  Frame packet;
  std::chrono::milliseconds after{0};

  bool operator==(const Passage&) const = default;
};

class Meddler {
 public:
  virtual ~Meddler() = default;

  // What goes on, in this order, now that `packet` has come; it goes on itself only as one of
  // these. From the IP header on.
  virtual std::vector<Passage> Meddle(Direction direction, std::span<const std::byte> packet) = 0;
};

// A meddler knows its case's connections, so each case has one of its own.
using MeddlerMaker = std::function<std::unique_ptr<Meddler>()>;

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_MEDDLER_H_
