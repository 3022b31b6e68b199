// Where the parts of the program are: beside its own binary, wherever that was moved to.
//
//   bin/closespec  bin/closespec-peer  bin/closespec-wire-peer
//   share/closespec/suites  share/closespec/targets  lib/closespec/libclosespec_faults.so

#ifndef CLOSESPEC_HARNESS_CLI_INSTALLATION_H_
#define CLOSESPEC_HARNESS_CLI_INSTALLATION_H_

#include "harness/cli/options.h"

namespace closespec {

// Folders that are not there are named all the same: --suites may say another.
Installation FindInstallation();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_INSTALLATION_H_
