// The calls that move octets between a socket and another file.

#include <sys/sendfile.h>

#include "harness/qualify/faults/selected.h"

using closespec::faults::Real;
using closespec::faults::SelectedFor;

extern "C" ssize_t sendfile(int to, int from, off_t* offset, size_t size) noexcept {
  const ssize_t result = Real().sendfile(to, from, offset, size);
  auto* calls = SelectedFor(to);
  return calls != nullptr ? calls->FileSent({to}, size, result) : result;
}

extern "C" ssize_t splice(int from, off64_t* from_offset, int to, off64_t* to_offset, size_t size,
                          unsigned flags) {
  if (auto* calls = SelectedFor(from)) return calls->SpliceOut({from}, to, size, flags);
  const ssize_t result = Real().splice(from, from_offset, to, to_offset, size, flags);
  auto* calls = SelectedFor(to);
  return calls != nullptr ? calls->FileSent({to}, size, result) : result;
}
