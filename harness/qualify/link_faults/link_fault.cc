#include "harness/qualify/link_faults/link_fault.h"

namespace closespec {

std::vector<const LinkFault*> AllLinkFaults() {
  std::vector<const LinkFault*> all;
  for (const LinkFaults some : {ResetFaults(), ArrivalFaults(), AnswerFaults(), DataFaults(),
                                FinFaults(), SentResetFaults(), OpeningFaults(), ErrorFaults()}) {
    for (const LinkFault& each : some) all.push_back(&each);
  }
  return all;
}

const LinkFault* FindLinkFault(std::string_view name) {
  for (const LinkFault* each : AllLinkFaults()) {
    if (each->name == name) return each;
  }
  return nullptr;
}

}  // namespace closespec
