// The table of faults is the library's own, and the faults that a script cannot show.

#include "harness/qualify/faults/faults.h"

#include <dlfcn.h>
#include <gmock/gmock.h>

#include <set>
#include <sstream>

#include "harness/qualify/faults/fault_script.h"
#include "harness/qualify/faults/fault_table.h"

namespace closespec::faults {
namespace {

using socket_peer::Result;
using ::testing::ContainerEq;
using ::testing::HasSubstr;

// What the tests below show.
const std::set<std::string> kShownHere = {
    "dontwait_blocks",
    "recv_sleeps_through_eof",
    "recv_sleeps_through_reset",
    "half_close_wakes_recv",
    "connect_again_from_port_aborted",
    "last_send_lost",
    "short_send_claims_all",
    "linger_zero_sends_data_first",
    "linger_time_ignored",
    "linger_waits_for_nothing",
    "poll_sleeps_through_reset",
    "poll_for_room_sleeps_through_reset",
    "sigio_never_raised",
    // in faults_in_namespace_test.cc
    "time_wait_skipped",
    "linger_zero_resets_when_all_is_over",
};

std::set<std::string> Listed() {
  std::set<std::string> names;
  for (const auto& row : kFaults) names.emplace(row.name);
  return names;
}

TEST(Faults, AreThoseOfTheLibrary) {
  // Stays loaded: its own C++ library keeps memory that a leak checker would miss.
  void* library = ::dlopen(CLOSESPEC_FAULTS_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << ::dlerror();
  const auto names = reinterpret_cast<const char* (*)()>(::dlsym(library, "closespec_fault_names"));
  ASSERT_NE(names, nullptr);
  std::istringstream words(names());
  std::set<std::string> known;
  for (std::string name; words >> name;) known.insert(name);
  EXPECT_THAT(known, ContainerEq(Listed()));
}

TEST(Faults, AreAllShown) {
  std::set<std::string> shown = kShownHere;
  for (const auto& contrast : kContrasts) shown.emplace(contrast.fault);
  EXPECT_THAT(shown, ContainerEq(Listed()));
  EXPECT_GE(Listed().size(), 36U);
}

TEST(Faults, ReadLikeSentences) {
  for (const auto& row : kFaults) {
    EXPECT_EQ(row.alters.back(), '.') << row.name;
    EXPECT_FALSE(row.chapter.empty()) << row.name;
  }
}

TEST(Faults, DontwaitBlocks) {
  EXPECT_EQ(FaultyPeers("").Run("1? recv on=c flags=dontwait"), "EAGAIN");
  FaultyPeers peers("dontwait_blocks");
  peers.First().BeginInBackground("r", "recv on=c flags=dontwait");
  peers.Second().Ask("send on=c bytes=2");
  EXPECT_EQ(Result(peers.First().Await("r")), "2");
}

// Whether the call does not return when `wakes` was done. It may have come too late to block.
bool SleepsThrough(const std::string& fault, const std::string& wakes,
                   const std::string& call = "recv on=c") {
  FaultyPeers peers(fault);
  peers.First().Ask("setsockopt on=c option=SO_RCVTIMEO milliseconds=0");
  peers.First().BeginInBackground("r", call);
  peers.Run(wakes + "1 wait_readable on=c");
  if (fault.empty()) return Result(peers.First().Await("r")) == "-";
  // A second one does not sleep, because there is something at once; then the first had its chance.
  peers.Run("1 recv on=c; 1 ping");
  peers.First().EndInput();
  return peers.First().AwaitEnd() == "0" && !peers.First().HasAnswered("r");
}

bool ShowsInTime(const std::string& fault, const std::string& wakes,
                 const std::string& call = "recv on=c") {
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (SleepsThrough(fault, wakes, call)) return true;
  }
  return false;
}

TEST(Faults, RecvSleepsThroughTheEnd) {
  const std::string wakes = "2 shutdown on=c how=write;";
  EXPECT_FALSE(SleepsThrough("", wakes));
  EXPECT_TRUE(ShowsInTime("recv_sleeps_through_eof", wakes));
}

TEST(Faults, RecvSleepsThroughAReset) {
  const std::string wakes = "2 " CLOSESPEC_ABORT "; 2 close on=c;";
  EXPECT_FALSE(SleepsThrough("", wakes));
  EXPECT_TRUE(ShowsInTime("recv_sleeps_through_reset", wakes));
}

TEST(Faults, PollSleepsThroughAReset) {
  const std::string wakes = "2 " CLOSESPEC_ABORT "; 2 close on=c;";
  const std::string call = "poll on=c wait=yes";
  EXPECT_FALSE(SleepsThrough("", wakes, call));
  EXPECT_TRUE(ShowsInTime("poll_sleeps_through_reset", wakes, call));
}

// What a recv() gives that waits while its socket is shut down for writing.
std::string WokenByHalfClose(const std::string& fault) {
  FaultyPeers peers(fault);
  peers.First().BeginInBackground("r", "recv on=c");
  peers.Run("1 shutdown on=c how=write; 2 wait_readable on=c");
  if (fault.empty()) peers.Run("2 send on=c bytes=2");
  return Result(peers.First().Await("r"));
}

TEST(Faults, HalfCloseWakesRecv) {
  EXPECT_EQ(WokenByHalfClose(""), "2");
  EXPECT_EQ(WokenByHalfClose("half_close_wakes_recv"), "0");
}

std::string ConnectsAgain(const std::string& fault) {
  FaultyPeers peers(fault);
  const auto port = socket_peer::In(peers.First().Ask("getsockname on=l"), "port");
  const std::string connect = "connect address=127.0.0.1 port=" + port + " on=";
  peers.Run("1 socket family=ipv4 as=d; 1 bind on=d address=127.0.0.7; 1 " + connect +
            "d;"
            "1 " CLOSESPEC_ABORT
            "; 1 close on=c;"
            "1 setsockopt on=d option=SO_LINGER onoff=1 seconds=0; 1 socket family=ipv4 as=e");
  const auto own = socket_peer::In(peers.First().Ask("getsockname on=d"), "port");
  peers.Run("1 close on=d; 1 bind on=e address=127.0.0.7 port=" + own);
  return Result(peers.First().Ask(connect + "e"));
}

TEST(Faults, ConnectAgainFromAPortIsAborted) {
  EXPECT_EQ(ConnectsAgain(""), "0");
  EXPECT_EQ(ConnectsAgain("connect_again_from_port_aborted"), "ECONNABORTED");
}

// Whether a poll() for OUT with a full send queue does not return when the peer has aborted.
bool WaitsForRoomThroughReset(const std::string& fault) {
  FaultyPeers peers(fault);
  peers.Run(CLOSESPEC_FILL);
  peers.First().BeginInBackground("r", "poll on=c events=OUT wait=yes");
  peers.Run("2 " CLOSESPEC_ABORT "; 2 close on=c; 1 wait_readable on=c");
  if (fault.empty()) return Result(peers.First().Await("r")) == "-";
  peers.Run("1 recv on=c; 1 ping");
  peers.First().EndInput();
  return peers.First().AwaitEnd() == "0" && !peers.First().HasAnswered("r");
}

TEST(Faults, PollForRoomSleepsThroughAReset) {
  EXPECT_FALSE(WaitsForRoomThroughReset(""));
  // There may have been room for a moment.
  bool waited = false;
  for (int i = 0; i < 20 && !waited; ++i) {
    waited = WaitsForRoomThroughReset("poll_for_room_sleeps_through_reset");
  }
  EXPECT_TRUE(waited);
}

TEST(Faults, SigioIsNeverRaised) {
  const auto is_raised = [](std::string_view fault) {
    FaultyPeers peers(fault);
    peers.Run("1 signal_on_activity on=c");
    peers.First().BeginInBackground("s", "await_signal");
    peers.Run(CLOSESPEC_DATA);
    if (fault.empty()) return Result(peers.First().Await("s")) == "0";
    peers.First().EndInput();
    EXPECT_EQ(peers.First().AwaitEnd(), "0");
    return peers.First().HasAnswered("s");
  };
  EXPECT_TRUE(is_raised(""));
  EXPECT_FALSE(is_raised("sigio_never_raised"));
}

TEST(Faults, LastSendIsLost) {
  const std::string script = "1! send on=c bytes=3; 1! close on=c; 2? recv on=c";
  EXPECT_EQ(FaultyPeers("").Run(script), "3");
  EXPECT_EQ(FaultyPeers("last_send_lost").Run("1 send on=c bytes=3; 2? recv on=c"), "3");
  // Close may come too late for the fault on a busy machine.
  std::string result = "3";
  for (int attempt = 0; attempt < 20 && result == "3"; ++attempt) {
    result = FaultyPeers("last_send_lost").Run(script);
  }
  EXPECT_EQ(result, "0");
}

TEST(Faults, ShortSendClaimsAll) {
  const std::string script = "1 set_blocking on=c blocking=no; 1? send on=c bytes=16000000";
  EXPECT_NE(FaultyPeers("").Run(script), "16000000");
  EXPECT_EQ(FaultyPeers("short_send_claims_all").Run(script), "16000000");
}

// Octets that were accepted and did not arrive, when an abort follows.
long LostByAbort(const std::string& fault) {
  FaultyPeers peers(fault);
  const long accepted =
      std::stol(peers.Run("1 set_blocking on=c blocking=no;"
                          "1?bytes send_all on=c bytes=20000000;"
                          "1 " CLOSESPEC_ABORT));
  peers.First().BeginInBackground("k", "close on=c");
  if (fault.empty()) peers.First().Await("k");
  return accepted - std::stol(peers.Run("2?bytes recv_all on=c"));
}

TEST(Faults, AbortSendsDataFirst) {
  EXPECT_GT(LostByAbort(""), 0);
  EXPECT_EQ(LostByAbort("linger_zero_sends_data_first"), 0);
}

// Nobody reads, so that a close that lingers takes all of its time.
double SecondsOfClose(const std::string& fault, int linger) {
  FaultyPeers peers(fault);
  const auto before =
      std::stod(peers.Run(CLOSESPEC_FILL "1?at setsockopt on=c option=SO_LINGER onoff=1 seconds=" +
                          std::to_string(linger)));
  return (std::stod(peers.Run("1?at close on=c")) - before) / 1e9;
}

TEST(Faults, LingerTimeIsIgnored) {
  EXPECT_GT(SecondsOfClose("", 1), 0.9);
  EXPECT_LT(SecondsOfClose("linger_time_ignored", 30), 25);
}

TEST(Faults, LingerWaitsForNothing) {
  const auto seconds_of_close = [](const std::string& fault) {
    FaultyPeers peers(fault);
    const double before =
        std::stod(peers.Run("1?at setsockopt on=c option=SO_LINGER onoff=1 seconds=2"));
    return (std::stod(peers.Run("1?at close on=c")) - before) / 1e9;
  };
  EXPECT_LT(seconds_of_close(""), 2);
  EXPECT_GE(seconds_of_close("linger_waits_for_nothing"), 2);
}

// The library stands before every call and changes nothing, down to reading no octets.
TEST(Faults, NoFaultAltersNothing) {
  for (const auto& contrast : kContrasts) {
    EXPECT_EQ(FaultyPeers(kNoFault).Run(contrast.script), contrast.sound) << contrast.fault;
  }
  const std::string nothing =
      "1 set_blocking on=c blocking=no;"
      "1? recv on=c bytes=0; 1? recv on=c bytes=0 via=read;"
      "1? recv on=c bytes=0 via=readv; 1? recv on=c bytes=0 via=recvmsg";
  EXPECT_EQ(FaultyPeers(kNoFault).Run(nothing), FaultyPeers("").Run(nothing));
}

TEST(Faults, ANameThatIsNoneEndsThePeer) {
  FaultyPeers sound("");
  EXPECT_THAT(sound.First().Hello().word, HasSubstr("closespec-peer"));
  socket_peer::DrivenPeer peer(With("no_such_fault"), /*says_hello=*/false);
  EXPECT_EQ(peer.AwaitEnd(), "127");
}

}  // namespace
}  // namespace closespec::faults
