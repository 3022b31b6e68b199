#include "reports/terminal/look.h"

#include <gtest/gtest.h>

namespace closespec {
namespace {

const TerminalFacts kTerminal{.is_terminal = true,
                              .columns = 90,
                              .no_color = "",
                              .term = "xterm-256color",
                              .locale = "de_DE.UTF-8"};

TEST(LookTest, ATerminalGetsColoursDrawingAndALiveLine) {
  EXPECT_EQ(ChooseLook(kTerminal),
            (Look{.columns = 90, .colour = true, .unicode = true, .live = true}));
}

TEST(LookTest, NoColorIsHonoured) {
  TerminalFacts facts = kTerminal;
  facts.no_color = "1";
  EXPECT_FALSE(ChooseLook(facts).colour);
  EXPECT_TRUE(ChooseLook(facts).live);
}

TEST(LookTest, ADumbTerminalGetsPlainLines) {
  TerminalFacts facts = kTerminal;
  facts.term = "dumb";
  EXPECT_FALSE(ChooseLook(facts).colour);
  EXPECT_FALSE(ChooseLook(facts).live);
}

TEST(LookTest, AFileGetsPlainText) {
  const Look look = ChooseLook({.locale = "C.utf8"});
  EXPECT_EQ(look, (Look{.columns = kWidest, .colour = false, .unicode = true, .live = false}));
}

TEST(LookTest, AsciiWhereTheLocaleIsNotUtf8) {
  EXPECT_FALSE(ChooseLook({.locale = "POSIX"}).unicode);
  EXPECT_FALSE(ChooseLook({}).unicode);
}

TEST(LookTest, TheWidthStaysBetweenNarrowestAndWidest) {
  EXPECT_EQ(ChooseLook({.columns = 20}).columns, kNarrowest);
  EXPECT_EQ(ChooseLook({.columns = 300}).columns, kWidest);
}

TEST(LookTest, PaintsOnlyWhereThereIsColourAndSomethingToSee) {
  EXPECT_EQ(Paint({.colour = true}, Ink::kGood, "pass"), "\033[32mpass\033[0m");
  EXPECT_EQ(Paint({.colour = true}, Ink::kGood, "  "), "  ");
  EXPECT_EQ(Paint({.colour = false}, Ink::kGood, "pass"), "pass");
}

}  // namespace
}  // namespace closespec
