// Reads the steps of the actor "wire": what the SUT must put on the wire and, where the other side
// is a wire peer, the segments and errors that are sent to it.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_WIRE_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_WIRE_H_

#include "suites/model/parse_step.h"

namespace closespec {

void ParseWire(const StepContext& context, const Node& node, const Node& action, Step& step);

// The value of a "wire_peer": `base` with what is said there. Its initial sequence number is a
// case's.
WirePeer ParseWirePeer(const Reading& reading, const Node& node, WirePeer base);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_WIRE_H_
