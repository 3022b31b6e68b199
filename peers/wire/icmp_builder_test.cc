#include "peers/wire/icmp_builder.h"

#include <gtest/gtest.h>
#include <tins/icmp.h>
#include <tins/icmpv6.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>

#include <string>
#include <vector>

namespace closespec {
namespace {

IcmpDraft DraftOf(std::string_view word, bool ipv6) {
  return {.error = ParseIcmpError(word).value_or(IcmpError::kSourceQuench),
          .mtu = 1300,
          .source = ipv6 ? "fd00::2" : "192.0.2.2",
          .quoted = {.source = {ipv6 ? "fd00::1" : "192.0.2.1", 80},
                     .destination = {ipv6 ? "fd00::2" : "192.0.2.2", 40000},
                     .flags = {.ack = true},
                     .seq = SequenceNumber(0x01020304)}};
}

std::vector<std::uint8_t> Built(std::string_view word, bool ipv6) {
  const auto packet = BuildIcmpError(DraftOf(word, ipv6));
  if (!packet) {
    ADD_FAILURE() << packet.trouble().what;
    return {};
  }
  std::vector<std::uint8_t> octets;
  for (const std::byte each : *packet) octets.push_back(std::to_integer<std::uint8_t>(each));
  return octets;
}

// 0xffff when the checksum is right; RFC 1071.
unsigned SumOf(const std::vector<std::uint8_t>& octets, std::size_t from, unsigned initial) {
  unsigned sum = initial;
  for (std::size_t at = from; at < octets.size(); ++at) {
    sum += (at - from) % 2 == 0 ? octets[at] << 8U : octets[at];
  }
  while (sum >> 16U != 0) sum = (sum & 0xffffU) + (sum >> 16U);
  return sum;
}

TEST(IcmpBuilder, Ipv4QuotesTheHeaderAndEightOctets) {
  const auto octets = Built("port_unreachable", false);
  ASSERT_EQ(octets.size(), 20U + 8 + 28);
  EXPECT_EQ(octets[9], 1);  // ICMP
  EXPECT_EQ(octets[20], 3);
  EXPECT_EQ(octets[21], 3);
  EXPECT_EQ(SumOf(octets, 20, 0), 0xffffU);
  const std::vector<std::uint8_t> unused(octets.begin() + 24, octets.begin() + 28);
  EXPECT_EQ(unused, std::vector<std::uint8_t>(4, 0));
  // The quoted segment is the SUT's: addresses, ports, sequence number.
  const std::vector<std::uint8_t> quoted(octets.begin() + 28 + 12, octets.end());
  EXPECT_EQ(quoted,
            (std::vector<std::uint8_t>{192, 0, 2, 1, 192, 0, 2, 2, 0, 80, 0x9c, 0x40, 1, 2, 3, 4}));
}

TEST(IcmpBuilder, Ipv6QuotesTheWholeSegment) {
  const auto octets = Built("port_unreachable", true);
  ASSERT_EQ(octets.size(), 40U + 8 + 40 + 20);
  EXPECT_EQ(octets[6], 58);  // ICMPv6
  EXPECT_EQ(octets[40], 1);
  EXPECT_EQ(octets[41], 4);
  // RFC 4443 2.3: over the pseudo header too.
  EXPECT_EQ(SumOf(octets, 8, 58 + 68), 0xffffU);
  EXPECT_EQ(octets[48 + 6], 6);  // of the quoted header: TCP
  const std::vector<std::uint8_t> quoted(octets.begin() + 88, octets.begin() + 96);
  EXPECT_EQ(quoted, (std::vector<std::uint8_t>{0, 80, 0x9c, 0x40, 1, 2, 3, 4}));
}

TEST(IcmpBuilder, TypesAndCodes) {
  struct Row {
    std::string_view word;
    int ipv4_type, ipv4_code;
    int ipv6_type, ipv6_code;  // -1: there is none
  };
  for (const Row& row : std::vector<Row>{{"net_unreachable", 3, 0, 1, 0},
                                         {"host_unreachable", 3, 1, 1, 3},
                                         {"protocol_unreachable", 3, 2, 4, 1},
                                         {"port_unreachable", 3, 3, 1, 4},
                                         {"fragmentation_needed", 3, 4, 2, 0},
                                         {"source_route_failed", 3, 5, -1, -1},
                                         {"admin_prohibited", 3, 13, 1, 1},
                                         {"time_exceeded", 11, 0, 3, 0},
                                         {"parameter_problem", 12, 0, -1, -1},
                                         {"source_quench", 4, 0, -1, -1}}) {
    ASSERT_TRUE(ParseIcmpError(row.word)) << row.word;
    const auto ipv4 = Built(row.word, false);
    EXPECT_EQ(ipv4[20], row.ipv4_type) << row.word;
    EXPECT_EQ(ipv4[21], row.ipv4_code) << row.word;
    const auto about = DraftOf(row.word, true).quoted.source;
    EXPECT_EQ(HasIcmpError(*ParseIcmpError(row.word), about), row.ipv6_type >= 0) << row.word;
    if (row.ipv6_type < 0) {
      EXPECT_FALSE(BuildIcmpError(DraftOf(row.word, true))) << row.word;
      continue;
    }
    const auto ipv6 = Built(row.word, true);
    EXPECT_EQ(ipv6[40], row.ipv6_type) << row.word;
    EXPECT_EQ(ipv6[41], row.ipv6_code) << row.word;
  }
  EXPECT_FALSE(ParseIcmpError("port_unreachabel"));
}

TEST(IcmpBuilder, MtuAndPointerStandInTheirPlaces) {
  const auto fragment = Built("fragmentation_needed", false);
  EXPECT_EQ(fragment[26] << 8U | fragment[27], 1300);
  const auto too_big = Built("fragmentation_needed", true);
  EXPECT_EQ(too_big[44] << 24U | too_big[45] << 16U | too_big[46] << 8U | too_big[47], 1300);
  const auto next_header = Built("protocol_unreachable", true);
  EXPECT_EQ(next_header[47], 6);
  EXPECT_EQ(Built("parameter_problem", false)[24], 1);
}

}  // namespace
}  // namespace closespec
