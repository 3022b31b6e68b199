#include "harness/targets/target_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "harness/sandbox/sandbox.h"
#include "harness/targets/load_target_settings.h"
#include "peers/os/namespace_for_test.h"
#include "suites/model/document.h"

namespace closespec {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::Pair;

Target TargetWith(const std::string& settings) {
  Target target;
  const Document document = Document::Parse(settings, "t.json");
  target.settings = ReadTargetSettings(document, document.Root());
  return target;
}

std::string TroubleWith(const std::string& settings) {
  try {
    TargetWith(settings);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "none";
}

TEST(TargetSettingsTest, ValuesAreSaidInTheWordsOfTheTarget) {
  const Target target = TargetWith(R"({
      "fin_wait_2_timeout": {"sysctl": "net.a", "unit": "seconds"},
      "rto_min": {"sysctl": "net.b", "unit": "microseconds"},
      "rto_max": {"sysctl": "net.c", "unit": "milliseconds"},
      "ecn": {"sysctl": "net.d", "on": "3"},
      "receive_buffer": {"sysctl": "net.e", "text": "4096 {value} {value}"}})");
  const TargetSysctls made = SysctlsFor(target, {{"ecn", "on"},
                                                 {"fin_wait_2_timeout", "2000"},
                                                 {"receive_buffer", "32768"},
                                                 {"rto_max", "1500"},
                                                 {"rto_min", "5"}});
  EXPECT_EQ(made.lacks, std::nullopt);
  EXPECT_THAT(made.sysctls,
              ElementsAre(Pair("net.d", "3"), Pair("net.a", "2"), Pair("net.e", "4096 32768 32768"),
                          Pair("net.c", "1500"), Pair("net.b", "5000")));
  EXPECT_THAT(SysctlsFor(target, {{"ecn", "off"}}).sysctls, ElementsAre(Pair("net.d", "0")));
}

TEST(TargetSettingsTest, WhatCannotBeSetIsNamed) {
  const Target target = TargetWith(R"({
      "fin_wait_2_timeout": {"sysctl": "net.a", "unit": "seconds"}})");
  EXPECT_THAT(SysctlsFor(target, {{"time_wait_length", "1000"}}).lacks,
              Optional(std::string("the target cannot set time_wait_length")));
  EXPECT_THAT(SysctlsFor(target, {{"fin_wait_2_timeout", "1500"}}).lacks,
              Optional(std::string("the target cannot set fin_wait_2_timeout to 1500 ms")));
}

TEST(TargetSettingsTest, MalformedMappingsAreRefused) {
  EXPECT_THAT(TroubleWith(R"({"ecn2": {"sysctl": "net.a"}})"),
              HasSubstr(R"(unknown setting "ecn2" (did you mean "ecn"?))"));
  EXPECT_THAT(TroubleWith(R"({"rto_min": {"sysctl": "net.a"}})"),
              HasSubstr(R"(a duration needs the key "unit")"));
  EXPECT_THAT(TroubleWith(R"({"sack": {"sysctl": "net.a", "unit": "seconds"}})"),
              HasSubstr(R"(a switch has no key "unit")"));
  EXPECT_THAT(TroubleWith(R"({"sack": {}})"), HasSubstr(R"(a switch needs the key "sysctl")"));
  EXPECT_THAT(TroubleWith(R"({"sack": {"sysctl": "kernel.hostname"}})"),
              HasSubstr("begins with net."));
  EXPECT_THAT(TroubleWith(R"({"sack": {"sysctl": "net.../kernel"}})"),
              HasSubstr("begins with net."));
  EXPECT_THAT(TroubleWith(R"({"syn_retries": {"sysctl": "net.a", "text": "1 2"}})"),
              HasSubstr("has no {value}"));
}

// In a namespace to throw away.
std::optional<std::string> TriedOut(const Target& target, const Settings& settings) {
  std::optional<std::string> why;
  std::thread([&] {
    const auto sandbox = MakeSandbox({});
    ASSERT_TRUE(sandbox) << sandbox.trouble().what;
    why = TryOut(target, settings);
  }).join();
  return why;
}

class LinuxSettingsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const Status entered = EnterNamespaceForTest(); !entered) {
      GTEST_SKIP() << entered.trouble().what;
    }
  }

  const Target linux_ = LoadTarget("linux", CLOSESPEC_TARGETS_FOLDER);
};

TEST_F(LinuxSettingsTest, TheKernelHasWhatTheTargetSays) {
  for (const auto& [name, mapping] : linux_.settings) {
    // Older kernels have no bounds to set.
    if (name == "rto_min" || name == "rto_max") continue;
    const SettingKind kind = FindSetting(name)->kind;
    const std::string value = kind == SettingKind::kSwitch     ? "off"
                              : kind == SettingKind::kDuration ? "2000"
                              : name == "ephemeral_port_limit" ? "40001"
                                                               : "4";
    EXPECT_EQ(TriedOut(linux_, {{name, value}}), std::nullopt);
  }
  EXPECT_EQ(linux_.settings.count("time_wait_length"), 0U) << "compiled in";
}

TEST_F(LinuxSettingsTest, WhatTheKernelRefusesIsNamed) {
  Target target = linux_;
  target.settings["ecn"].sysctl = "net.ipv4.tcp_no_such";
  EXPECT_THAT(TriedOut(target, {{"sack", "off"}, {"ecn", "on"}}),
              Optional(AllOf(HasSubstr("cannot set ecn to on: "), HasSubstr("ENOENT"))));
  EXPECT_THAT(TriedOut(target, {{"syn_retries", "0"}}),
              Optional(AllOf(HasSubstr("cannot set syn_retries to 0: "), HasSubstr("EINVAL"))));
}

TEST_F(LinuxSettingsTest, ASandboxOfThePlanHasTheSettings) {
  const TargetSysctls made =
      SysctlsFor(linux_, {{"receive_buffer", "20000"}, {"sack", "off"}, {"time_wait_reuse", "on"}});
  ASSERT_EQ(made.lacks, std::nullopt);
  std::thread([&] {
    const auto sandbox = MakeSandbox({.sysctls = made.sysctls});
    ASSERT_TRUE(sandbox) << sandbox.trouble().what;
    auto settings = ReadLinkSettings();
    EXPECT_EQ(settings["net.ipv4.tcp_rmem"], "4096\t20000\t20000");
    EXPECT_EQ(settings["net.ipv4.tcp_sack"], "0");
    EXPECT_EQ(settings["net.ipv4.tcp_tw_reuse"], "1");
  }).join();
}

}  // namespace
}  // namespace closespec
