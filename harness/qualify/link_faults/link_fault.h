// One planted fault on the link: which packets it is about, and what becomes of them.

#ifndef CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_FAULT_H_
#define CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_FAULT_H_

#include <optional>
#include <span>
#include <string_view>

#include "harness/qualify/link_faults/fate.h"

namespace closespec {

// An ICMP error for the SUT that passes; `talk` is of the connection that it quotes.
struct IcmpPassing {
  IcmpPacket icmp;
  const Conversation& talk;
};

struct LinkFault {
  std::string_view name;
  std::string_view alters;   // one sentence: how the stack looks
  std::string_view chapter;  // of the scenarios that should catch it
  std::string_view about;    // selectors of them, most promising first, with a blank between
  bool (*concerns)(const Passing&) = nullptr;
  Fate (*fate)(const Passing&) = nullptr;
  Fate (*fate_of_icmp)(const IcmpPassing&) = nullptr;
};

using LinkFaults = std::span<const LinkFault>;

// The tables, each in the faults_*.cc of its name.
LinkFaults AnswerFaults();     // what the SUT answers to what it must not take
LinkFaults ArrivalFaults();    // what the SUT takes for something else than it is
LinkFaults DataFaults();       // data, its acknowledgements, windows
LinkFaults ErrorFaults();      // ICMP, checksums, timestamps, urgent data, probes
LinkFaults FinFaults();        // the peer's FIN, and the SUT's
LinkFaults OpeningFaults();    // LISTEN, SYN_SENT, SYN_RECEIVED, and SYNs in TIME_WAIT
LinkFaults ResetFaults();      // resets for the SUT
LinkFaults SentResetFaults();  // resets that the SUT sends

std::vector<const LinkFault*> AllLinkFaults();
// Nothing for an unknown name.
const LinkFault* FindLinkFault(std::string_view name);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_LINK_FAULTS_LINK_FAULT_H_
