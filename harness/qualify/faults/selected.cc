#include "harness/qualify/faults/selected.h"

#include <netinet/in.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "harness/qualify/faults/faults.h"
#include "harness/qualify/faults/hooks.h"

namespace closespec::faults {
namespace {

std::unique_ptr<Calls> Select() {
  const char* name = std::getenv(kFaultVariable);
  if (name == nullptr || *name == '\0') return nullptr;
  if (kNoFault == name) return std::make_unique<Calls>();
  for (const auto& hook : AllHooks()) {
    if (hook.fault == name) return hook.make();
  }
  const std::string complaint = "closespec_faults: no fault " + std::string(name) + "\n";
  Real().write(STDERR_FILENO, complaint.data(), complaint.size());
  Real().exit_now(127);
  return nullptr;
}

// Complains at once, not at the first call.
__attribute__((constructor)) void SelectEarly() { Selected(); }

int Number(int fd, int option) {
  int value = -1;
  socklen_t length = sizeof(value);
  Real().getsockopt(fd, SOL_SOCKET, option, &value, &length);
  return value;
}

}  // namespace

std::vector<Hook> AllHooks() {
  std::vector<Hook> all;
  for (const auto& some :
       {CloseHooks(), ShutdownHooks(), EndHooks(), ReceiveHooks(), ErrorHooks(), SendHooks(),
        LingerHooks(), ReadinessHooks(), TimeWaitHooks(), AddressHooks(), FewHooks()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Calls* Selected() {
  // Never destroyed: threads may still make calls while the process ends.
  static Calls* const selected = Select().release();
  return selected;
}

bool IsTcp(int fd) {
  const int error = errno;
  const int domain = Number(fd, SO_DOMAIN);
  const bool tcp = (domain == AF_INET || domain == AF_INET6) && Number(fd, SO_TYPE) == SOCK_STREAM;
  errno = error;
  return tcp;
}

Calls* SelectedFor(int fd) {
  Calls* const selected = Selected();
  return selected != nullptr && IsTcp(fd) ? selected : nullptr;
}

}  // namespace closespec::faults

// The faults that are really there, separated by spaces, so that a test can compare the table.
extern "C" const char* closespec_fault_names() {
  static const std::string names = [] {
    std::string list;
    for (const auto& hook : closespec::faults::AllHooks()) {
      list += (list.empty() ? "" : " ") + std::string(hook.fault);
    }
    return list;
  }();
  return names.c_str();
}
