// The fault that the environment selects, for the functions that stand before libc's.

#ifndef CLOSESPEC_HARNESS_QUALIFY_FAULTS_SELECTED_H_
#define CLOSESPEC_HARNESS_QUALIFY_FAULTS_SELECTED_H_

#include "harness/qualify/faults/calls.h"

namespace closespec::faults {

// Null when no fault is selected. An unknown name ends the process: a run with a fault that is not
// there would prove the wrong thing.
Calls* Selected();

// The same, and null for what is no TCP socket. Leaves errno alone.
Calls* SelectedFor(int fd);

bool IsTcp(int fd);

}  // namespace closespec::faults

#endif  // CLOSESPEC_HARNESS_QUALIFY_FAULTS_SELECTED_H_
