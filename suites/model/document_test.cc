#include "suites/model/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Complaint(std::string_view text) {
  try {
    Document::Parse(text, "x.json");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(DocumentTest, KnowsTheLineOfEveryValueAndKey) {
  const Document document = Document::Parse(
      "// a comment\n"
      "{\n"
      "  \"number\": 1,\n"
      "  \"list\": [\n"
      "    true,\n"
      "    12\n"
      "  ],\n"
      "  /* two\n"
      "     lines */ \"text\":\n"
      "    \"words\"\n"
      "}\n",
      "x.json");
  const Node& root = document.Root();
  EXPECT_EQ(root.line, 2);
  EXPECT_EQ(root.Find("number")->line, 3);
  EXPECT_EQ(root.Find("list")->line, 4);
  EXPECT_EQ(root.Find("list")->items[0].line, 5);
  EXPECT_EQ(root.Find("list")->items[1].line, 6) << "a number right before the end of its line";
  EXPECT_EQ(root.members[2].line, 9);
  EXPECT_EQ(root.Find("text")->line, 10);
}

TEST(DocumentTest, KeepsKindsAndFileOrder) {
  const Document document =
      Document::Parse(R"({"b": null, "a": -5, "c": 1.25, "d": "\u00e4\n", "e": {}})", "x.json");
  const auto& members = document.Root().members;
  ASSERT_EQ(members.size(), 5U);
  EXPECT_EQ(members[0].key, "b");
  EXPECT_EQ(members[0].value.kind, Node::Kind::kNull);
  EXPECT_EQ(members[1].value.integer, -5);
  EXPECT_EQ(members[2].value.kind, Node::Kind::kFraction);
  EXPECT_EQ(members[2].value.text, "1.25");
  EXPECT_EQ(members[3].value.text, "\xc3\xa4\n");
  EXPECT_EQ(members[4].value.kind, Node::Kind::kObject);
}

TEST(DocumentTest, AWholeNumberIsOneHoweverItIsWritten) {
  const Document document = Document::Parse("[5.0, 1e3, -2.50E1, 9007199254740992.0]", "x.json");
  std::vector<std::int64_t> numbers;
  for (const Node& each : document.Root().items) {
    EXPECT_EQ(each.kind, Node::Kind::kInteger);
    numbers.push_back(each.integer);
  }
  EXPECT_THAT(numbers, ::testing::ElementsAre(5, 1000, -25, 9007199254740992));
}

TEST(DocumentTest, RefusesANumberThatItCannotHold) {
  const std::string whole =
      "must be a number from -9223372036854775807 to 9223372036854775807, found ";
  const std::string inexact = "must be a number from -9007199254740992 to 9007199254740992, found ";
  EXPECT_EQ(Complaint("{\"steps\": [1,\n{\"a/b\": 9223372036854775808}]}"),
            "x.json:2: /steps/1/a~1b: " + whole + "9223372036854775808");
  EXPECT_EQ(Complaint("[[], [2, -99223372036854775808]]"),
            "x.json:1: /1/1: " + whole + "-99223372036854775808");
  EXPECT_EQ(Complaint("[1e16]"), "x.json:1: /0: " + inexact + "1e16");
  EXPECT_EQ(Complaint("\n{\"n\": 1e400\n}"), "x.json:2: /n: " + inexact + "1e400");
  EXPECT_EQ(Complaint("-1e400"), "x.json:1: " + inexact + "-1e400");
}

TEST(DocumentTest, FailsAtTheNodeWithItsPointer) {
  const Document document = Document::Parse("{\"a/b\": [1,\n {\"~\": 2}]}", "x.json");
  const Node& deep = *document.Root().Find("a/b")->items[1].Find("~");
  EXPECT_THAT([&] { document.Fail(deep, "no"); },
              ::testing::ThrowsMessage<DocumentError>("x.json:2: /a~1b/1/~0: no"));
  EXPECT_THAT([&] { document.Fail(document.Root(), "no"); },
              ::testing::ThrowsMessage<DocumentError>("x.json:1: no"));
}

TEST(DocumentTest, RefusesWhatIsNotOneDocument) {
  EXPECT_EQ(Complaint("{\"a\": 1,\n \"a\": 2}"), "x.json:2: duplicate key \"a\"");
  EXPECT_EQ(Complaint(R"([{"a": 1}, {"a": 2}])"), "no complaint") << "the same key, elsewhere";
  EXPECT_THAT(Complaint("{}\n{}"), StartsWith("x.json:2: syntax error"));
  EXPECT_THAT(Complaint(""), HasSubstr("unexpected end of input"));
  EXPECT_THAT(Complaint("{} /* no end"), HasSubstr("comment"));
}

TEST(DocumentTest, BoundsDepthAndSize) {
  EXPECT_EQ(Complaint(std::string(32, '[') + std::string(32, ']')), "no complaint");
  EXPECT_EQ(Complaint(std::string(33, '[') + std::string(33, ']')), "x.json:1: nested too deeply");
  EXPECT_EQ(Complaint(std::string(1'000'000, '[')), "x.json:1: nested too deeply");
  const auto file = std::filesystem::path(::testing::TempDir()) / "large.json";
  std::ofstream(file) << std::string(5U << 20U, ' ');
  EXPECT_THAT([&] { Document::Read(file, "large.json"); },
              ::testing::ThrowsMessage<DocumentError>(HasSubstr("larger than 4 MiB")));
  std::filesystem::remove(file);
}

TEST(DocumentTest, SaysWhenThereIsNoFile) {
  EXPECT_THAT([] { Document::Read("/nonexistent/x.json", "x.json"); },
              ::testing::ThrowsMessage<DocumentError>("x.json: no such file"));
}

TEST(DescribeTest, IsOneLine) {
  EXPECT_EQ(Describe(Node{.kind = Node::Kind::kString, .text = "a\nb"}), "\"a?b\"");
  EXPECT_EQ(Describe(Node{.kind = Node::Kind::kString, .text = std::string(100, 'x')}),
            "\"" + std::string(80, 'x') + "...\"");
}

}  // namespace
}  // namespace closespec
