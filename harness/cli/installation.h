// Where the parts of the program are: beside the binary, and in the checkout it was built from.

#ifndef CLOSESPEC_HARNESS_CLI_INSTALLATION_H_
#define CLOSESPEC_HARNESS_CLI_INSTALLATION_H_

#include "harness/cli/options.h"

namespace closespec {

Installation FindInstallation();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_INSTALLATION_H_
