#include "reports/html/script_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace closespec {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Visible, LeavesOrdinaryTextAsItIs) {
  EXPECT_EQ(Visible("FIN|ACK seq=SND.NXT\n\u00e9 \u2192 \U0001F600"),
            "FIN|ACK seq=SND.NXT\n\u00e9 \u2192 \U0001F600");
}

TEST(Visible, SpellsOutWhatCannotBeSeen) {
  EXPECT_EQ(Visible("a\x1b[31m"), "a\u27E8U+001B\u27E9[31m");
  EXPECT_EQ(Visible("\tx\r"), "\u27E8U+0009\u27E9x\u27E8U+000D\u27E9");
  EXPECT_EQ(Visible("\u202Etxt.\u2066"), "\u27E8U+202E\u27E9txt.\u27E8U+2066\u27E9");
  EXPECT_EQ(Visible("\u200B\uFEFF\u2028"),
            "\u27E8U+200B\u27E9\u27E8U+FEFF\u27E9\u27E8U+2028\u27E9");
  EXPECT_EQ(Visible("\U000E0041"), "\u27E8U+E0041\u27E9");
  EXPECT_EQ(Visible(std::string_view("\0", 1)), "\u27E8U+0000\u27E9");
}

TEST(Visible, SpellsOutOctetsThatAreNoUtf8) {
  EXPECT_EQ(Visible("a\xFFz"), "a\\xFFz");
  EXPECT_EQ(Visible("\xC0\x80"), "\\xC0\\x80");           // a long form of U+0000
  EXPECT_EQ(Visible("\xE0\x80\xBC"), "\\xE0\\x80\\xBC");  // a long form of '<'
  EXPECT_EQ(Visible("\xED\xA0\x80"), "\\xED\\xA0\\x80");  // a surrogate
  EXPECT_EQ(Visible("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80");
  EXPECT_EQ(Visible("\xE2\x82"), "\\xE2\\x82");  // cut short
}

TEST(ScriptJson, CannotEndItsElement) {
  const std::string text = ScriptJson({{"</script>", "<!--<script>"}, {"x", {"\u2028"}}});
  EXPECT_THAT(text, Not(HasSubstr("<")));
  for (const char each : text) EXPECT_TRUE(each >= ' ' && each <= '~') << text;
}

TEST(ScriptJson, ComesBackAsItWas) {
  const json value = {{"a", {1, nullptr, true, "<b>\"\\\n\u00e9"}}};
  EXPECT_EQ(json::parse(ScriptJson(value)), value);
}

}  // namespace
}  // namespace closespec
