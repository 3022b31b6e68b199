#include "harness/cli/standard_output.h"

#include <cstdio>
#include <iostream>

#include "harness/cli/options.h"

namespace closespec {

int AllSaid(int code) {
  std::cout.flush();
  // What did not fit into the buffer was written earlier, and may have failed then.
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
  if (written) return code;
  std::fputs("closespec: standard output could not be written\n", stderr);
  return kRunBroke;
}

}  // namespace closespec
