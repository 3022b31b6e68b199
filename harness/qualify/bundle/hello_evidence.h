// Whether the peers of all cases are those that the head of the results names.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_HELLO_EVIDENCE_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_HELLO_EVIDENCE_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/results.h"
#include "suites/model/journal.h"

namespace closespec {

class HelloEvidence {
 public:
  explicit HelloEvidence(const Run& head) : sut_(head.sut.stack), peer_(head.peer.stack) {}

  // The first difference in words: another stack than the head's, or a peer that can do something
  // else here than in the cases before. Of a wire peer the head says nothing.
  std::optional<std::string> Add(const std::vector<PeerReady>& hellos, bool wire_peer);

 private:
  std::string sut_;
  std::string peer_;
  std::map<std::pair<Actor, bool>, PeerReady> first_;  // by whether it is a wire peer
};

std::vector<PeerReady> HellosOf(const Journal& journal);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_HELLO_EVIDENCE_H_
