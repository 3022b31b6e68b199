// A launcher for Boost.Process v2 that enters a network namespace between vfork and exec and passes
// one descriptor on. The one that Boost 1.81 ships runs Asio's fork handlers in the child, on the
// parent's memory, and calls exit() there when exec fails; this one leaves Asio alone and reports
// the error to the parent.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_NAMESPACE_LAUNCHER_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_NAMESPACE_LAUNCHER_H_

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/optional.hpp>
// Boost.Process v2 1.81 misses that include.
#include <boost/process/v2/posix/default_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <utility>

#include "peers/os/file_descriptor.h"

namespace closespec {

struct NamespaceLauncher : boost::process::v2::posix::default_launcher {
  // What the child finds `inherited` as.
  static constexpr int kInherited = 3;

  NamespaceLauncher(const FileDescriptor& network_namespace, const FileDescriptor& inherited)
      : network_namespace_(network_namespace), inherited_(inherited) {
    if (inherited_) fd_whitelist.push_back(kInherited);
  }

  template <typename Executor, typename Args, typename... Inits>
  boost::process::v2::basic_process<Executor> operator()(
      Executor executor, boost::system::error_code& error,
      const boost::process::v2::filesystem::path& program, Args&& args, Inits&&... inits) {
    namespace v2 = boost::process::v2;
    const char* const* argv = build_argv_(program, std::forward<Args>(args));
    // Shared with the child until it has called exec: the only way back that vfork leaves.
    volatile int child_errno = 0;
    error = v2::posix::detail::on_setup(*this, program, argv, inits...);
    if (error) return v2::basic_process<Executor>(executor);
    // The child stays on the stack of this function until it is gone or has called exec, and glibc
    // lets it call what only makes system calls.
    // NOLINTBEGIN(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)
    pid = ::vfork();
    if (pid == 0) {
      child_errno = ExecInChild(program, argv, inits...);
      ::_exit(127);
    }
    // NOLINTEND(clang-analyzer-unix.Vfork,clang-analyzer-security.insecureAPI.vfork)
    if (pid < 0) {
      error.assign(errno, boost::system::system_category());
      return v2::basic_process<Executor>(executor);
    }
    if (child_errno != 0) {
      ::waitpid(pid, nullptr, 0);
      error.assign(child_errno, boost::system::system_category());
      return v2::basic_process<Executor>(executor);
    }
    v2::basic_process<Executor> process(executor, pid);
    v2::posix::detail::on_success(*this, program, argv, error, inits...);
    return process;
  }

 private:
  template <typename... Inits>
  int ExecInChild(const boost::process::v2::filesystem::path& program, const char* const*& argv,
                  Inits&... inits) {
    boost::system::error_code error =
        boost::process::v2::posix::detail::on_exec_setup(*this, program, argv, inits...);
    if (!error) close_all_fds(error);
    if (error) return error.value();
    ::execve(program.c_str(), const_cast<char* const*>(argv), const_cast<char* const*>(env));
    return errno;
  }

 public:
  // A group of its own, so that its helpers can be ended with it, and no life beyond the harness's.
  boost::system::error_code EnterSandbox() const {
    // The harness ignores it, and exec would pass that on.
    ::signal(SIGPIPE, SIG_DFL);
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (network_namespace_ && ::setns(network_namespace_.Raw(), CLONE_NEWNET) != 0) {
      return {errno, boost::system::system_category()};
    }
    // Last, because any of the others may have that number. dup2() leaves one that has it already
    // as it is, to be closed by exec.
    if (inherited_ &&
        (::dup2(inherited_.Raw(), kInherited) < 0 || ::fcntl(kInherited, F_SETFD, 0) < 0)) {
      return {errno, boost::system::system_category()};
    }
    return {};
  }

 private:
  const FileDescriptor& network_namespace_;
  const FileDescriptor& inherited_;
};

// The initialiser that makes a NamespaceLauncher enter its namespace.
struct EnterSandbox {
  boost::system::error_code on_exec_setup(  // NOLINT(readability-identifier-naming)
      NamespaceLauncher& launcher, const boost::process::v2::filesystem::path&,
      const char* const*) const {
    return launcher.EnterSandbox();
  }
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_NAMESPACE_LAUNCHER_H_
