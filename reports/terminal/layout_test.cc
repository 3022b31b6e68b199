#include "reports/terminal/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec {
namespace {

using ::testing::ElementsAre;

TEST(LayoutTest, WidthCountsCharacters) {
  EXPECT_EQ(Width("a → b"), 5U);
  EXPECT_EQ(Width(""), 0U);
}

TEST(LayoutTest, PadsToEitherSide) {
  EXPECT_EQ(Pad("→", 3), "→  ");
  EXPECT_EQ(Pad("→", 3, Align::kRight), "  →");
  EXPECT_EQ(Pad("→", 4, Align::kCentre), " →  ");
  EXPECT_EQ(Pad("long", 2), "long");
}

TEST(LayoutTest, WrapsAtBlanksElseBehindSeparatorsElseAnywhere) {
  EXPECT_THAT(Wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(Wrap("x[family=ipv6,opener=sut]", 16), ElementsAre("x[family=ipv6,", "opener=sut]"));
  EXPECT_THAT(Wrap("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(Wrap("äöüäöü", 4), ElementsAre("äöüä", "öü"));
  EXPECT_THAT(Wrap("", 5), ElementsAre(""));
  EXPECT_THAT(Wrap("exact", 5), ElementsAre("exact"));
}

TEST(LayoutTest, ControlCharactersNeverReachTheTerminal) {
  EXPECT_EQ(Clean({}, "a\033[31m\nb\x7f\xC2\x9b"), "a?[31m b??");
  EXPECT_EQ(Clean({.unicode = false}, "a\033b"), "a?b");
  EXPECT_EQ(Clean({}, "a\x9b\xC3\033[31m\xff\xe2\x86"), "a???[31m???");
}

TEST(LayoutTest, AsciiReplacesWhatItCannotShow) {
  EXPECT_EQ(Clean({.unicode = false}, "“recv” → 0 … ä"), "\"recv\" -> 0 ... ?");
  EXPECT_EQ(Clean({.unicode = true}, "“recv” → 0"), "“recv” → 0");
  EXPECT_EQ(Clean({.unicode = false}, "\x80\xff"), "??");
}

TEST(LayoutTest, TimesAreShort) {
  EXPECT_EQ(Milliseconds(0.0234), "0.023");
  EXPECT_EQ(Duration(0.0018), "1.8 ms");
  EXPECT_EQ(Duration(61.23), "61.2 s");
  EXPECT_EQ(Duration(312), "5 min 12 s");
}

}  // namespace
}  // namespace closespec
