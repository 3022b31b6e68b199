// Each fault makes of a packet what its table says, and lets everything else pass.

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "harness/qualify/faults/faults.h"
#include "harness/qualify/link_faults/link_meddler.h"
#include "harness/qualify/link_faults/testing/contrasts.h"
#include "harness/qualify/link_faults/testing/packet_script.h"

namespace closespec {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::size_t LinesOf(std::string_view script) {
  return 1 + static_cast<std::size_t>(std::ranges::count(script, ';'));
}

class LinkFaultTest : public ::testing::TestWithParam<LinkContrast> {
 protected:
  static std::string Of(const LinkFault* fault) {
    const std::string script = std::string(GetParam().before) + std::string(GetParam().sound);
    return Meddled(fault, script, LinesOf(GetParam().sound));
  }
};

TEST_P(LinkFaultTest, MakesOfAPacketWhatItSays) {
  const LinkFault* fault = FindLinkFault(GetParam().fault);
  ASSERT_NE(fault, nullptr);
  EXPECT_EQ(Of(fault), GetParam().faulty);
}

TEST_P(LinkFaultTest, WithoutItEverythingPasses) { EXPECT_EQ(Of(nullptr), GetParam().sound); }

INSTANTIATE_TEST_SUITE_P(Each, LinkFaultTest, ::testing::ValuesIn(kLinkContrasts),
                         [](const auto& info) {
                           return std::string(info.param.fault) + "_" + std::to_string(info.index);
                         });

TEST(LinkFaults, EachHasAContrast) {
  std::set<std::string_view> shown;
  for (const LinkContrast& each : kLinkContrasts) {
    if (each.sound != each.faulty) shown.insert(each.fault);
  }
  // What has many copies or goes on for long is shown below.
  shown.insert({"challenges_without_limit", "sent_fin_repeated_evenly"});
  std::set<std::string_view> all;
  for (const LinkFault* each : AllLinkFaults()) all.insert(each->name);
  EXPECT_EQ(shown, all);
}

TEST(LinkFaults, NamesAreUniqueAlsoAmongThePreloadedOnes) {
  std::set<std::string_view> names;
  for (const faults::FaultRow& row : faults::kFaults) EXPECT_TRUE(names.insert(row.name).second);
  for (const LinkFault* each : AllLinkFaults()) {
    EXPECT_TRUE(names.insert(each->name).second) << each->name;
  }
}

TEST(LinkFaults, RowsAreComplete) {
  for (const LinkFault* each : AllLinkFaults()) {
    SCOPED_TRACE(each->name);
    EXPECT_THAT(std::string(each->alters), EndsWith("."));
    EXPECT_THAT(std::string(each->about), HasSubstr("/"));
    EXPECT_THAT(std::string(each->chapter), Not(IsEmpty()));
    EXPECT_EQ(each->concerns == nullptr, each->fate == nullptr);
    EXPECT_NE(each->fate == nullptr, each->fate_of_icmp == nullptr);
  }
}

TEST(LinkFaults, AFloodIsMoreThanAnyLimitAllows) {
  const std::string flood = Meddled(FindLinkFault("challenges_without_limit"),
                                    CLOSESPEC_OPEN "> RST 5011; < ACK 1001 5001", 1);
  EXPECT_EQ(std::ranges::count(flood, ';'), 11);
}

TEST(LinkFaults, ARepetitionWithoutBackoffComesAtEvenIntervals) {
  LinkMeddler meddler(FindLinkFault("sent_fin_repeated_evenly"));
  for (const char* line : {"< SYN 1000", "> SYN|ACK 5000 1001", "< ACK 1001 5001"}) {
    meddler.Meddle(line[0] == '<' ? Direction::kFromSut : Direction::kToSut, PacketOf(line));
  }
  const auto passed = meddler.Meddle(Direction::kFromSut, PacketOf("< FIN|ACK 1001 5001"));
  ASSERT_GE(passed.size(), 4U);
  for (std::size_t i = 0; i < passed.size(); ++i) {
    EXPECT_EQ(passed[i].after, static_cast<int>(i) * passed[1].after);
  }
}

TEST(LinkMeddler, LetsPassWhatIsNoTcp) {
  LinkMeddler meddler(FindLinkFault("sent_reset_lost"));
  const Frame nonsense(40, std::byte{0x45});
  for (const Direction direction : {Direction::kFromSut, Direction::kToSut}) {
    EXPECT_THAT(meddler.Meddle(direction, nonsense),
                ::testing::ElementsAre(Passage{direction, nonsense}));
  }
}

TEST(LinkMeddler, KnowsConnectionsApart) {
  LinkMeddler meddler(FindLinkFault("stray_reset_answered"));
  for (const char* line : {"< SYN 1000", "> SYN|ACK 5000 1001"}) {
    meddler.Meddle(line[0] == '<' ? Direction::kFromSut : Direction::kToSut, PacketOf(line));
  }
  Packet other = *DecodeTcp(PacketOf("> RST|ACK 9 7"));
  EXPECT_EQ(meddler.Meddle(Direction::kToSut, Encode(other)).size(), 1U);
  other.source_port = 81;
  EXPECT_EQ(meddler.Meddle(Direction::kToSut, Encode(other)).size(), 2U);
}

TEST(LinkMeddler, CountsWhatReallyReachedTheSut) {
  // The FIN was removed: for the SUT, RCV.NXT is still 5001, and a reset there is exact.
  EXPECT_EQ(Meddled(FindLinkFault("fin_overlooked"),
                    CLOSESPEC_OPEN "> FIN|ACK 5001 1001; > FIN|ACK 5001 1001", 1),
            "> ACK 5001 1001");
}

}  // namespace
}  // namespace closespec
