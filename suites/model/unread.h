// Finds where a case leaves more data unread than every stack's receive buffer holds. What happens
// then differs from stack to stack, and is not what the case is about.

#ifndef CLOSESPEC_SUITES_MODEL_UNREAD_H_
#define CLOSESPEC_SUITES_MODEL_UNREAD_H_

#include <string>
#include <vector>

#include "suites/model/scenario.h"

namespace closespec {

inline constexpr std::int64_t kMostUnread = 16'384;  // octets

struct UnreadTrouble {
  const Step* step;  // of the case
  std::string what;
};

// Counts what one side's send and send_all put into a connection and what the other side's recv and
// recv_all can take out, by the socket's name on both sides. What a preamble sends, or a call in
// the background, is meant to fill buffers and is not counted.
std::vector<UnreadTrouble> FindUnread(const Case& examined);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_UNREAD_H_
