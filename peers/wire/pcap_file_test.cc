#include "peers/wire/pcap_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pcap/pcap.h>

#include <array>
#include <memory>
#include <string>

namespace closespec {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

std::span<const std::byte> Bytes(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

class PcapFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "closespec-pcap-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

// What libpcap makes of a file.
struct ReadBack {
  int link_type = -1;
  int snap_length = 0;
  std::vector<std::string> frames;
};

ReadBack ReadFile(const std::filesystem::path& path) {
  ReadBack read;
  std::array<char, PCAP_ERRBUF_SIZE> why{};
  pcap_t* const file = ::pcap_open_offline_with_tstamp_precision(
      path.c_str(), PCAP_TSTAMP_PRECISION_NANO, why.data());
  if (file == nullptr) {
    ADD_FAILURE() << why.data();
    return read;
  }
  read.link_type = ::pcap_datalink(file);
  read.snap_length = ::pcap_snapshot(file);
  pcap_pkthdr* header = nullptr;
  const u_char* bytes = nullptr;
  while (::pcap_next_ex(file, &header, &bytes) == 1) {
    read.frames.push_back(std::to_string(header->ts.tv_sec) + "." +
                          std::to_string(header->ts.tv_usec) + " " +
                          std::string(reinterpret_cast<const char*>(bytes), header->caplen) + "/" +
                          std::to_string(header->len));
  }
  ::pcap_close(file);
  return read;
}

TEST_F(PcapFileTest, LibpcapReadsWhatWasWritten) {
  PcapFile file(LinkType::kEthernet, 160, 1000);
  file.Add(Bytes("first"), 1700000000s + 123456789ns, 1514);
  file.Add(Bytes("second"), 1700000001s, 6);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "case.pcap"));
  const Status written = file.WriteFile(folder_ / "case.pcap");
  ASSERT_TRUE(written) << written.trouble().what;
  const ReadBack read = ReadFile(folder_ / "case.pcap");
  EXPECT_EQ(read.link_type, DLT_EN10MB);
  EXPECT_EQ(read.snap_length, 160);
  EXPECT_THAT(read.frames, ElementsAre("1700000000.123456789 first/1514", "1700000001.0 second/6"));
}

TEST_F(PcapFileTest, EmptyFileIsAPcapToo) {
  ASSERT_TRUE(PcapFile(LinkType::kRawIp, 160, 1000).WriteFile(folder_ / "case.pcap"));
  const ReadBack read = ReadFile(folder_ / "case.pcap");
  EXPECT_EQ(read.link_type, DLT_RAW);
  EXPECT_THAT(read.frames, ElementsAre());
}

TEST_F(PcapFileTest, WhatIsTooMuchIsCountedAndLeftOut) {
  constexpr std::size_t kTwoFrames = 52;  // of ten octets with a header of sixteen
  PcapFile file(LinkType::kEthernet, 160, kTwoFrames);
  file.Add(Bytes("0123456789"), 1s, 10);
  file.Add(Bytes("0123456789 and more"), 2s, 19);
  file.Add(Bytes("abcdefghij"), 3s, 10);
  file.Add(Bytes("x"), 4s, 1);
  EXPECT_EQ(file.FramesKept(), 2U);
  EXPECT_EQ(file.FramesLeftOut(), 2U);
  ASSERT_TRUE(file.WriteFile(folder_ / "case.pcap"));
  EXPECT_THAT(ReadFile(folder_ / "case.pcap").frames,
              ElementsAre("1.0 0123456789/10", "3.0 abcdefghij/10"));
}

TEST_F(PcapFileTest, ReplacesALongerFile) {
  PcapFile longer(LinkType::kEthernet, 160, 1000);
  longer.Add(Bytes("0123456789"), 1s, 10);
  ASSERT_TRUE(longer.WriteFile(folder_ / "case.pcap"));
  ASSERT_TRUE(PcapFile(LinkType::kEthernet, 160, 1000).WriteFile(folder_ / "case.pcap"));
  EXPECT_THAT(ReadFile(folder_ / "case.pcap").frames, ElementsAre());
}

TEST_F(PcapFileTest, SaysWhereItCouldNotWrite) {
  const PcapFile file(LinkType::kEthernet, 160, 1000);
  const Status full = file.WriteFile("/dev/full");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.trouble().what, "/dev/full: write: ENOSPC");
  const Status nowhere = file.WriteFile(folder_ / "none" / "case.pcap");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.trouble().what, testing::EndsWith("case.pcap): ENOENT"));
}

}  // namespace
}  // namespace closespec
