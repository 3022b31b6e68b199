// Makes the stack on the link look as one planted fault says. Each case has a meddler of its own.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_MEDDLER_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_MEDDLER_H_

#include <map>
#include <utility>
#include <vector>

#include "harness/qualify/link_faults/link_fault.h"
#include "harness/sandbox/meddler.h"

namespace closespec {

class LinkMeddler final : public Meddler {
 public:
  // Without a fault everything passes unaltered.
  explicit LinkMeddler(const LinkFault* fault) : fault_(fault) {}

  std::vector<Passage> Meddle(Direction direction, std::span<const std::byte> packet) override;

 private:
  struct Known {
    Conversation talk;
    std::map<Direction, std::vector<Passage>> held;
  };
  using Ends = std::pair<Endpoint, Endpoint>;  // the SUT's, the peer's

  std::vector<Passage> MeddleWithIcmp(std::span<const std::byte> packet);
  static void CountPassing(Direction direction, const Packet& packet, Known& known);
  static void CountArrival(const Passage& passage, Known& known);

  const LinkFault* fault_;
  std::map<Ends, Known> known_;
};

// Of the fault, for each case that is to meet it.
MeddlerMaker MakerOf(const LinkFault* fault);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_MEDDLER_H_
