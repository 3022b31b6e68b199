#include "suites/model/parse_wire.h"

#include <algorithm>
#include <utility>

#include "suites/model/parse_pattern.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

class WireParser {
 public:
  WireParser(const StepContext& context, const Node& node)
      : context_(context),
        reading_(context.reading),
        document_(context.reading.document),
        node_(node) {}

  void Parse(const Node& action, Step& step) {
    verb_ = ReadWord(reading_, action, kWireActions, "action");
    if (verb_ == "send") {
      step.action = ParseSend();
    } else if (verb_ == "icmp") {
      step.action = ParseIcmp();
    } else if (verb_ == "silence") {
      Allow({"milliseconds", "again"});
      Silence silence{.on = ReadConnection()};
      if (const Node* milliseconds = node_.Find("milliseconds")) {
        silence.budget =
            std::chrono::milliseconds(ReadInteger(reading_, *milliseconds, 1, kLargestCount));
      }
      if (const Node* again = node_.Find("again")) silence.again = ReadBoolean(reading_, *again);
      step.action = silence;
    } else if (verb_ == "never") {
      Allow({kPatternKeys.begin(), kPatternKeys.end()});
      std::string on = ReadConnection();
      step.action = NeverSegment{ParsePattern(reading_, node_), std::move(on)};
    } else {
      std::vector<std::string_view> keys(kPatternKeys.begin(), kPatternKeys.end());
      keys.emplace_back("any");
      Allow(std::move(keys));
      std::string on = ReadConnection();
      const Direction direction = verb_ == "sut_sends" ? Direction::kFromSut : Direction::kToSut;
      step.action = AwaitSegment{direction, ParsePatterns(reading_, node_), std::move(on)};
    }
  }

 private:
  void Allow(std::vector<std::string_view> keys) {
    keys.insert(keys.end(), {"on", "wire"});
    keys.insert(keys.end(), kCommonStepKeys.begin(), kCommonStepKeys.end());
    AllowKeys(document_, node_, keys, "the wire step " + verb_);
  }

  // Where there is a wire peer, either side may know the connection.
  std::string ReadConnection() {
    const Node* given = node_.Find("on");
    std::string on = given != nullptr ? ReadName(reading_, *given) : "c";
    auto objection = context_.names.ObjectionToSocket(Actor::kSut, on);
    if (objection && context_.wire_peer) {
      objection = context_.names.ObjectionToSocket(Actor::kPeer, on);
    }
    if (objection) document_.Fail(given != nullptr ? *given : node_, *objection);
    return on;
  }

  SocketCall Injection(std::string_view action) {
    if (!context_.wire_peer) {
      document_.Fail(node_, "only a wire peer can do this: the scenario has no \"wire_peer\"");
    }
    SocketCall call{.actor = Actor::kPeer, .action = std::string(action)};
    const Node* given = node_.Find("on");
    if (given != nullptr) call.on = ReadName(reading_, *given);
    if (const auto objection = context_.names.ObjectionToSocket(Actor::kPeer, call.on)) {
      document_.Fail(given != nullptr ? *given : node_, *objection);
    }
    return call;
  }

  SocketCall ParseSend() {
    std::vector<std::string_view> keys(kSegmentKeys.begin(), kSegmentKeys.end());
    keys.emplace_back("segments");
    Allow(std::move(keys));
    SocketCall call = Injection("segments");
    const Node* burst = node_.Find("segments");
    if (burst == nullptr) {
      call.arguments.emplace_back("1", SegmentText(node_));
      return call;
    }
    for (const std::string_view key : kSegmentKeys) {
      if (const Node* beside = node_.Find(key)) {
        document_.Fail(*beside, R"(says what is sent both in "segments" and beside it)");
      }
    }
    if (burst->kind != Node::Kind::kArray || burst->items.size() < 2) {
      document_.Fail(*burst, "must be a list of at least two segments");
    }
    if (burst->items.size() > kMostSegments) {
      document_.Fail(*burst, "are more than " + std::to_string(kMostSegments));
    }
    for (const Node& item : burst->items) {
      RequireObject(document_, item);
      AllowKeys(document_, item, kSegmentKeys, "a segment");
      call.arguments.emplace_back(std::to_string(call.arguments.size() + 1), SegmentText(item));
    }
    return call;
  }

  // As the peer protocol has it (docs/peer-protocol.md, "The wire peer").
  std::string SegmentText(const Node& segment) {
    std::string text;
    const auto add = [&text](std::string_view name, const std::string& value) {
      if (!text.empty()) text += ',';
      text.append(name).append(":").append(value);
    };
    const Node& flags = Require(document_, segment, "flags", "a segment");
    std::string joined;
    for (const std::string& flag : ReadWords(reading_, flags, kFlags, "flag")) {
      joined += (joined.empty() ? "" : "+") + flag;
    }
    add("flags", joined.empty() ? "none" : joined);
    for (const std::string_view key : {"seq", "ack"}) {
      if (const Node* node = segment.Find(key)) add(key, ToText(ReadSequence(reading_, *node)));
    }
    const auto add_number = [&](std::string_view key, std::int64_t most) {
      const Node* node = segment.Find(key);
      if (node != nullptr) add(key, std::to_string(ReadInteger(reading_, *node, 0, most)));
    };
    add_number("bytes", kLargestPayload);
    add_number("window", kLargestWord);
    add_number("urgent", kLargestWord);
    add_number("mss", kLargestWord);
    add_number("user_timeout", kLargestWord);
    if (const Node* node = segment.Find("checksum")) {
      add("checksum", ReadWord(reading_, *node, kChecksums, "checksum"));
    }
    if (const Node* node = segment.Find("timestamp")) add("timestamp", TimestampText(*node));
    if (const Node* node = segment.Find("sack")) add("sack", SackText(*node));
    if (const Node* node = segment.Find("delay_milliseconds")) {
      add("delay", std::to_string(ReadInteger(reading_, *node, 1, kLongestDelay)));
    }
    return text;
  }

  std::string TimestampText(const Node& node) {
    if (Meant(reading_, node).kind == Node::Kind::kString) {
      constexpr std::array<std::string_view, 1> kNone = {"none"};
      return ReadWord(reading_, node, kNone, "timestamp");
    }
    return std::to_string(ReadInteger(reading_, node, -kLargestCount, kLargestCount));
  }

  std::string SackText(const Node& node) {
    if (node.kind != Node::Kind::kArray || node.items.size() != 2) {
      document_.Fail(node, "must be a list of the block's begin and its end");
    }
    return ToText(ReadSequence(reading_, node.items[0])) + ".." +
           ToText(ReadSequence(reading_, node.items[1]));
  }

  SocketCall ParseIcmp() {
    Allow({"error", "quotes", "mtu"});
    SocketCall call = Injection("icmp");
    const Node& error = Require(document_, node_, "error", "icmp");
    call.arguments.emplace_back("error", ReadWord(reading_, error, kIcmpErrors, "error"));
    if (const Node* quotes = node_.Find("quotes")) {
      call.arguments.emplace_back("quotes", ToText(ReadSequence(reading_, *quotes)));
    }
    if (const Node* mtu = node_.Find("mtu")) {
      call.arguments.emplace_back("mtu",
                                  std::to_string(ReadInteger(reading_, *mtu, 68, kLargestWord)));
    }
    return call;
  }

  const StepContext& context_;
  const Reading& reading_;
  const Document& document_;
  const Node& node_;
  std::string verb_;
};

}  // namespace

void ParseWire(const StepContext& context, const Node& node, const Node& action, Step& step) {
  WireParser(context, node).Parse(action, step);
}

WirePeer ParseWirePeer(const Reading& reading, const Node& node, WirePeer peer) {
  RequireObject(reading.document, node);
  AllowKeys(reading.document, node, kWirePeerKeys, "a wire peer");
  const auto by_itself = [&](std::string_view key, bool otherwise) {
    const Node* given = node.Find(key);
    if (given == nullptr) return otherwise;
    return ReadWord(reading, *given, kByItself, "way") == "automatic";
  };
  peer.acknowledges = by_itself("acks", peer.acknowledges);
  peer.shakes_hands = by_itself("handshake", peer.shakes_hands);
  if (const Node* options = node.Find("options")) {
    peer.options = ReadWords(reading, *options, kTcpOptions, "option");
  }
  if (const Node* window = node.Find("window")) {
    peer.window = static_cast<int>(ReadInteger(reading, *window, 0, kLargestWord));
  }
  return peer;
}

}  // namespace closespec
