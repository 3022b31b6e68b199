// The time as results tell it.

#ifndef CLOSESPEC_HARNESS_CLI_TIMESTAMP_H_
#define CLOSESPEC_HARNESS_CLI_TIMESTAMP_H_

#include <string>

namespace closespec {

// UTC: "2026-11-24T23:18:00Z".
std::string TimestampNow();

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CLI_TIMESTAMP_H_
