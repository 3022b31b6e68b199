// A case and its journal built by hand, step by step, for the tests of the ladder.

#ifndef CLOSESPEC_REPORTS_LADDER_SAMPLE_CASE_H_
#define CLOSESPEC_REPORTS_LADDER_SAMPLE_CASE_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// Writes a journal; `Wait` moves its clock.
class JournalWriter {
 public:
  JournalWriter();

  std::size_t Add(Event event);
  JournalWriter& Wait(std::chrono::microseconds time);

  // A call that begins and ends at once; index of its end.
  std::size_t Call(std::size_t step, Actor actor, const std::string& action,
                   std::vector<std::pair<std::string, std::string>> arguments, Outcome outcome);
  // Numbers relative to ISS and IRS.
  std::size_t SutSends(TcpFlags flags, std::uint32_t seq, std::uint32_t ack,
                       std::uint32_t octets = 0);
  std::size_t PeerSends(TcpFlags flags, std::uint32_t seq, std::uint32_t ack,
                        std::uint32_t octets = 0);
  void Handshake();

  Journal journal;

 private:
  std::size_t Sends(Direction direction, TcpFlags flags, SequenceNumber seq, SequenceNumber ack,
                    std::uint32_t octets);

  std::chrono::microseconds now_{212};
};

struct Sample {
  Case judged;
  CaseResult result;
  Journal journal;
};

// The SUT closes with unread data and sends FIN instead of RST; the peer reads an end.
Sample UnreadDataSample();

// The capture lost segments while the SUT waited in the background for bulk data; the other peer
// died.
Sample LostCaptureSample();

Requirements SampleRequirements();

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_SAMPLE_CASE_H_
