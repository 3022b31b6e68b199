// libFuzzer: what ReadJournal() accepts, WriteJournal() writes so that it reads the same again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "suites/model/journal_text.h"

namespace {

// Apart from the reading of the input: a text of our own must not be refused.
void ExpectReadsTheSame(const closespec::Journal& journal) {
  const std::string text = closespec::WriteJournal(journal);
  if (closespec::WriteJournal(closespec::ReadJournal(text, "written")) != text) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  closespec::Journal journal;
  try {
    journal = closespec::ReadJournal({reinterpret_cast<const char*>(octets), size}, "fuzz");
  } catch (const closespec::DocumentError&) {
    return 0;
  }
  ExpectReadsTheSame(journal);
  return 0;
}
