#include "harness/conductor/own_kernel.h"

#include <utility>

namespace closespec {

OwnKernel::OwnKernel() {
  if (auto log = KernelLog::Open(Warnings::kOfNetwork)) log_ = *std::move(log);
}

std::size_t OwnKernel::Count() {
  const std::lock_guard lock(mutex_);
  Listen();
  return complaints_.size();
}

std::vector<std::string> OwnKernel::Since(std::size_t count) {
  const std::lock_guard lock(mutex_);
  Listen();
  return {complaints_.begin() + static_cast<std::ptrdiff_t>(count), complaints_.end()};
}

void OwnKernel::Listen() {
  if (!log_) return;
  for (std::string& each : log_->Drain()) complaints_.push_back(std::move(each));
}

}  // namespace closespec
