// Which class makes which fault; a table in each hooks_*.cc.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_HOOKS_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_HOOKS_H_

#include <memory>
#include <string_view>
#include <vector>

#include "harness/qualify/faults/calls.h"

namespace closespec::faults {

struct Hook {
  std::string_view fault;
  std::unique_ptr<Calls> (*make)();
};

template <typename Fault>
std::unique_ptr<Calls> Make() {
  return std::make_unique<Fault>();
}

std::vector<Hook> CloseHooks();
std::vector<Hook> ShutdownHooks();
std::vector<Hook> EndHooks();
std::vector<Hook> ReceiveHooks();
std::vector<Hook> ErrorHooks();
std::vector<Hook> SendHooks();
std::vector<Hook> LingerHooks();
std::vector<Hook> ReadinessHooks();
std::vector<Hook> TimeWaitHooks();
std::vector<Hook> AddressHooks();
std::vector<Hook> FewHooks();

std::vector<Hook> AllHooks();

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_HOOKS_H_
