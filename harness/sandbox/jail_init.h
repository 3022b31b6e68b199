// The process between the one that was started and the one that does the work: first process of
// the new process-id namespace, if there is one. Part of jail.cc.

#ifndef CLOSESPEC_HARNESS_SANDBOX_JAIL_INIT_H_
#define CLOSESPEC_HARNESS_SANDBOX_JAIL_INIT_H_

#include <functional>

#include "harness/sandbox/jail.h"
#include "peers/os/child_process.h"
#include "peers/os/file_descriptor.h"

namespace closespec {

// Init says that it ends with its parent from now on, and goes on when it is told to; if the parent
// is gone instead, the pipe ends and so does init.
struct Handshake {
  FileDescriptor ready;  // written by init
  FileDescriptor go;     // read by init
};

// Ends the process with the body's exit code.
[[noreturn]] void BeInit(Jail jail, Handshake handshake, const AttendedSignals& signals,
                         const std::function<int(const Jail&)>& body);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SANDBOX_JAIL_INIT_H_
