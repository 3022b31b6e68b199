// Names segments with numbers relative to ISS and IRS, so that every run reads alike.
//
//   SegmentLabels labels;
//   std::string text = Text(labels.Next(seen), columns);

#ifndef CLOSESPEC_REPORTS_LADDER_SEGMENT_LABEL_H_
#define CLOSESPEC_REPORTS_LADDER_SEGMENT_LABEL_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "suites/model/connection_variables.h"
#include "suites/model/journal.h"

namespace closespec {

struct SegmentLabel {
  TcpFlags flags;
  std::int64_t seq = 0;  // relative to its sender's initial number, where that is known
  std::int64_t ack = 0;
  std::uint32_t octets = 0;
  bool again = false;          // the SUT had sent it before
  bool closed_window = false;  // advertises no window
  std::size_t connection = 0;  // 0 for the first one seen
};

class SegmentLabels {
 public:
  // In the order of the journal.
  SegmentLabel Next(const SegmentSeen& seen);

 private:
  struct Connection {
    std::size_t number = 0;
    ConnectionVariables variables;
  };
  std::map<std::string, Connection> connections_;  // by "SUT's endpoint, peer's endpoint"
};

// The longest of several forms that fits: "FIN|ACK seq 1 ack 6, 5 octets" to "FIN|ACK 1+5 ack 6".
std::string Text(const SegmentLabel& label, std::size_t columns);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_LADDER_SEGMENT_LABEL_H_
