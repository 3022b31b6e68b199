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

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

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

const std::set<std::string> kAll = {"net.a", "net.b", "net.c", "net.d", "net.e"};

TEST(TargetSettingsTest, ValuesAreSaidInTheWordsOfTheTarget) {
  const Target target = TargetWith(R"({
      "fin_wait_2_timeout": {"sysctl": "net.a", "unit": "seconds"},
      "rto_min": {"sysctl": "net.b", "unit": "microseconds"},
      "rto_max": {"sysctl": "net.c", "unit": "milliseconds"},
      "ecn": {"sysctl": "net.d", "on": "3"},
      "receive_buffer": {"sysctl": "net.e", "text": "4096 {value} {value}"}})");
  const TargetSysctls made = SysctlsFor(target,
                                        {{"ecn", "on"},
                                         {"fin_wait_2_timeout", "2000"},
                                         {"receive_buffer", "32768"},
                                         {"rto_max", "1500"},
                                         {"rto_min", "5"}},
                                        kAll);
  EXPECT_EQ(made.lacks, std::nullopt);
  EXPECT_THAT(made.sysctls,
              ElementsAre(Pair("net.d", "3"), Pair("net.a", "2"), Pair("net.e", "4096 32768 32768"),
                          Pair("net.c", "1500"), Pair("net.b", "5000")));
  EXPECT_THAT(SysctlsFor(target, {{"ecn", "off"}}, kAll).sysctls, ElementsAre(Pair("net.d", "0")));
}

TEST(TargetSettingsTest, WhatCannotBeSetIsNamed) {
  const Target target = TargetWith(R"({
      "fin_wait_2_timeout": {"sysctl": "net.a", "unit": "seconds"},
      "orphan_retries": {"sysctl": "net.x"}})");
  EXPECT_THAT(SysctlsFor(target, {{"time_wait_length", "1000"}}, kAll).lacks,
              Optional(std::string("the target cannot set time_wait_length")));
  EXPECT_THAT(SysctlsFor(target, {{"fin_wait_2_timeout", "1500"}}, kAll).lacks,
              Optional(std::string("the target cannot set fin_wait_2_timeout to 1500 ms")));
  EXPECT_THAT(SysctlsFor(target, {{"orphan_retries", "3"}}, kAll).lacks,
              Optional(std::string("the target cannot set orphan_retries: no net.x here")));
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

// What the shipped target says is true of the kernel that this test runs on, but for the settings
// that older ones lack.
TEST(TargetSettingsTest, LinuxHasWhatItsTargetSays) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  const Target target = LoadTarget("linux", CLOSESPEC_TARGETS_FOLDER);
  std::set<std::string> missing;
  std::thread([&] {
    const auto sandbox = MakeSandbox({});
    ASSERT_TRUE(sandbox) << sandbox.trouble().what;
    const std::set<std::string> writable = WritableSysctls(target);
    for (const auto& [name, mapping] : target.settings) {
      if (writable.count(mapping.sysctl) == 0) missing.insert(name);
    }
  }).join();
  missing.erase("rto_min");
  missing.erase("rto_max");
  EXPECT_THAT(missing, UnorderedElementsAre());
  EXPECT_EQ(target.settings.count("time_wait_length"), 0U) << "compiled in";
}

TEST(TargetSettingsTest, ASandboxOfThePlanHasTheSettings) {
  if (const Status entered = EnterNamespaceForTest(); !entered) {
    GTEST_SKIP() << entered.trouble().what;
  }
  const Target target = LoadTarget("linux", CLOSESPEC_TARGETS_FOLDER);
  std::thread([&] {
    ASSERT_TRUE(MakeSandbox({}));
    const TargetSysctls made = SysctlsFor(
        target, {{"receive_buffer", "20000"}, {"sack", "off"}, {"time_wait_reuse", "on"}},
        WritableSysctls(target));
    ASSERT_EQ(made.lacks, std::nullopt);
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
