// Starts peers as processes of this machine with Boost.Process. One launcher serves one event loop.
// SIGPIPE is ignored from then on.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_PROCESS_LAUNCHER_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_PROCESS_LAUNCHER_H_

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "harness/conductor/launcher.h"

namespace closespec {

class ProcessLauncher final : public Launcher {
 public:
  explicit ProcessLauncher(boost::asio::any_io_executor executor);

  Result<std::unique_ptr<PeerProcess>> Launch(const LaunchPlan& plan,
                                              const FileDescriptor& network_namespace,
                                              const FileDescriptor& inherited,
                                              PeerEvents events) override;

 private:
  boost::asio::any_io_executor executor_;
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_PROCESS_LAUNCHER_H_
