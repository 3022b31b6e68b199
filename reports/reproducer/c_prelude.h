// What every reproducer in C begins with.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_C_PRELUDE_H_
#define CLOSESPEC_REPORTS_REPRODUCER_C_PRELUDE_H_

#include <string_view>

namespace closespec {

// Up to main(): each call waits by poll() for at most five seconds and gives what it came to as
// `struct seen`; check() and prepare() judge that.
extern const std::string_view kCPrelude;

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_C_PRELUDE_H_
