// Whether what was said on standard output got there. A full disk is seen only when it is asked
// for.

#ifndef CLOSESPEC_HARNESS_CLI_STANDARD_OUTPUT_H_
#define CLOSESPEC_HARNESS_CLI_STANDARD_OUTPUT_H_

namespace closespec {

// `code`, or kRunBroke and a complaint. The last thing that a process does.
int AllSaid(int code);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_STANDARD_OUTPUT_H_
