#include "peers/wire/pcap_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "peers/wire/pcap_file.h"

namespace closespec {
namespace {

using testing::HasSubstr;

// IPv4, TCP from 192.0.2.1:4711 to 192.0.2.2:80, FIN|ACK, no payload.
std::vector<std::byte> Frame() {
  const unsigned char octets[] = {
      0x45, 0,    0, 40, 0, 0, 0x40, 0, 64, 6, 0, 0, 192,  0,    2,    1, 192, 0, 2, 2,  // IPv4
      0x12, 0x67, 0, 80, 0, 0, 0,    7, 0,  0, 0, 9, 0x50, 0x11, 0x10, 0, 0,   0, 0, 0   // TCP
  };
  const auto bytes = std::as_bytes(std::span(octets));
  return {bytes.begin(), bytes.end()};
}

class PcapReader : public testing::Test {
 protected:
  void SetUp() override {
    PcapFile written(LinkType::kRawIp, 65535, 4096);
    written.Add(Frame(), std::chrono::nanoseconds(1'700'000'000'123'456'789), 40);
    written.Add(std::vector<std::byte>(20), std::chrono::nanoseconds(1), 20);
    written.Add(Frame(), std::chrono::nanoseconds(1'700'000'001'000'000'001), 40);
    ASSERT_TRUE(written.WriteFile(file_));
  }

  void TearDown() override { std::filesystem::remove(file_); }

  std::string Content() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void Replace(const std::string& content) const {
    std::ofstream(file_, std::ios::binary) << content;
  }

  std::filesystem::path file_ = testing::TempDir() + "pcap_reader_test.pcap";
};

TEST_F(PcapReader, GivesTheSegmentsThatTheCaptureSaw) {
  const auto read = ReadSegments(file_, Checksums::kOffloaded);
  ASSERT_TRUE(read);
  const auto when = std::chrono::nanoseconds(1'700'000'000'123'456'789);
  const auto seen = ParseSegment(Frame(), LinkType::kRawIp, when, 40, Checksums::kOffloaded);
  ASSERT_TRUE(seen);
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0], *seen);
  EXPECT_EQ((*read)[1].captured_at, std::chrono::nanoseconds(1'700'000'001'000'000'001));
}

TEST_F(PcapReader, RefusesWhatIsTorn) {
  const std::string whole = Content();
  Replace(whole.substr(0, whole.size() - 1));
  const auto torn = ReadSegments(file_, Checksums::kOffloaded);
  ASSERT_FALSE(torn);
  EXPECT_THAT(torn.trouble().what, HasSubstr("truncated"));
}

TEST_F(PcapReader, RefusesWhatIsNoPcapFile) {
  Replace("GET / HTTP/1.0");
  EXPECT_FALSE(ReadSegments(file_, Checksums::kOffloaded));
}

TEST_F(PcapReader, RefusesAnotherLink) {
  std::string content = Content();
  content[20] = 113;  // Linux "cooked" frames
  Replace(content);
  const auto other = ReadSegments(file_, Checksums::kOffloaded);
  ASSERT_FALSE(other);
  EXPECT_THAT(other.trouble().what, HasSubstr("neither Ethernet nor raw IP"));
}

}  // namespace
}  // namespace closespec
