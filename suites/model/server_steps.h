// What a case and its single steps come to where a server is the SUT and nobody makes calls for us
// (fit_to_server.h).

#ifndef CLOSESPEC_SUITES_MODEL_SERVER_STEPS_H_
#define CLOSESPEC_SUITES_MODEL_SERVER_STEPS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suites/model/scenario.h"

namespace closespec {

// The names that every preamble gives to the connection and to what it was accepted from.
inline constexpr const char* kConnection = "c";
inline constexpr const char* kListener = "l";

// Why a server cannot stand in for the SUT's application, whatever the steps are; nothing when it
// depends on them.
std::optional<std::string> ObstacleOf(const Case& run);

std::int64_t BytesOf(const SocketCall& call);
// Nothing that the call does, done or not, shows on the wire while the application reads anyway.
bool OnlyLooks(const SocketCall& call);
bool MustFail(const Step& step);
// Sends the connection's FIN, before anything else can happen.
bool Closes(const SocketCall& call);

bool NamesResetOrSyn(const SegmentPattern& pattern);
bool AllName(const AwaitSegment& wanted, bool TcpFlags::*flag);
bool IsOfAcknowledgement(const SegmentPattern& pattern);
// An acknowledgement that may as well come on the segment which the application brings about.
bool MayComeOnOther(const SegmentPattern& pattern);
// So many octets, next in the stream.
bool WantsOctets(const AwaitSegment& wanted, std::int64_t octets);
// Moves all of the pattern's numbers of the stream on by so many octets.
void MoveOn(SegmentPattern& pattern, std::int64_t octets);

// A range that begins with a step which is not there any more is none.
void ForgetMissingLabels(std::vector<Step>& steps);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SERVER_STEPS_H_
