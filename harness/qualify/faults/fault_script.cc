#include "harness/qualify/faults/fault_script.h"

#include <gtest/gtest.h>

#include "harness/qualify/faults/faults.h"

namespace closespec::faults {

using socket_peer::DrivenPeer;

DrivenPeer::Environment With(std::string_view fault) {
  return {"LD_PRELOAD=" CLOSESPEC_FAULTS_LIBRARY,
          std::string(kFaultVariable) + "=" + std::string(fault)};
}

FaultyPeers::FaultyPeers(std::string_view fault) : peers_("ipv4", With(fault)) {
  EXPECT_TRUE(peers_.Available());
  for (DrivenPeer* peer : {&First(), &Second()}) {
    peer->Ask("setsockopt on=c option=SO_RCVTIMEO milliseconds=3000");
    peer->Ask("setsockopt on=c option=SO_SNDTIMEO milliseconds=3000");
    peer->Ask("setsockopt on=c option=SO_RCVBUF value=65536");
    peer->Ask("setsockopt on=c option=SO_SNDBUF value=65536");
  }
}

std::string FaultyPeers::Run(std::string_view script) {
  std::string notes;
  while (!script.empty()) {
    const auto end = script.find(';');
    std::string_view line = script.substr(0, end);
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) continue;

    const auto space = line.find(' ');
    const std::string_view how = line.substr(1, space - 1);
    const std::string_view request = line.substr(space + 1);
    DrivenPeer& peer = line[0] == '1' ? First() : Second();
    if (how == "!") {
      peer.Begin(request);
      continue;
    }
    const auto answer = peer.Ask(request);
    EXPECT_TRUE(answer.word.empty()) << request << ": " << protocol::Format(answer);
    if (how.empty()) continue;
    const std::string note =
        how == "?" ? socket_peer::Result(answer) : socket_peer::In(answer, how.substr(1));
    notes += (notes.empty() ? "" : " ") + note;
  }
  return notes;
}

}  // namespace closespec::faults
