#include "reports/results/plain_text.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

TEST(PlainTextTest, WhatIsPlainStays) {
  EXPECT_EQ(PlainText("a\n\tb \u00a7 \u25c0 \U0001F600"), "a\n\tb \u00a7 \u25c0 \U0001F600");
}

TEST(PlainTextTest, ControlCharactersAreReplaced) {
  EXPECT_EQ(PlainText(std::string_view("\0\x1b[31m\x7f\r", 8)), "\uFFFD\uFFFD[31m\uFFFD\uFFFD");
  EXPECT_EQ(PlainText("\u009b"), "\uFFFD");
}

TEST(PlainTextTest, WhatXmlForbidsIsReplaced) {
  EXPECT_EQ(PlainText("\uFFFE|\uFFFF"), "\uFFFD|\uFFFD");
}

TEST(PlainTextTest, EveryOctetThatIsNotUtf8IsReplacedByItself) {
  EXPECT_EQ(PlainText("a\xff\xfe z"), "a\uFFFD\uFFFD z");
  EXPECT_EQ(PlainText("\xc0\xaf"), "\uFFFD\uFFFD") << "longer than it need be";
  EXPECT_EQ(PlainText("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "half of a surrogate pair";
  EXPECT_EQ(PlainText("\xe2\x97"), "\uFFFD\uFFFD") << "cut off";
  EXPECT_EQ(PlainText("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond Unicode";
}

TEST(PlainTextTest, ALineIsOne) { EXPECT_EQ(PlainLine("a\nb\tc\xff"), "a b c\uFFFD"); }

TEST(MarkupEscapedTest, NothingOfItIsMarkup) {
  EXPECT_EQ(MarkupEscaped("<a href=\"x\">&]]>"), "&lt;a href=&quot;x&quot;&gt;&amp;]]&gt;");
}

TEST(ShellWordTest, NothingOfItIsObeyed) {
  EXPECT_EQ(ShellWord("it's $HOME [x]"), "'it'\\''s $HOME [x]'");
}

}  // namespace
}  // namespace closespec
