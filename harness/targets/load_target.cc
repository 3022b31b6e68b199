#include <algorithm>
#include <array>

#include "harness/targets/address.h"
#include "harness/targets/load_target_settings.h"
#include "harness/targets/server_target.h"
#include "harness/targets/target.h"
#include "suites/model/document.h"
#include "suites/model/reading.h"
#include "suites/model/spelling.h"
#include "suites/model/vocabulary.h"

namespace closespec {
namespace {

constexpr std::array<std::string_view, 13> kKeys = {
    "name",   "launch",     "server",           "environment", "install",
    "link",   "follows",    "declares",         "settings",    "limits",
    "canary", "deviations", "socket_deviations"};
constexpr std::array<std::string_view, 2> kOtherSockets = {"mapped", "mptcp"};
constexpr std::array<std::string_view, 5> kTexts = {"posix", "winsock", "linux", "freebsd", "seed"};
constexpr std::array<std::string_view, 5> kLinks = {"loopback", "tun", "tap", "veth", "interface"};
constexpr std::array<std::string_view, 1> kLinkKeys = {"kind"};
constexpr std::array<std::string_view, 5> kInterfaceKeys = {"kind", "device", "sut", "own", "wire"};
constexpr std::array<std::string_view, 2> kServerKeys = {"port", "role"};
constexpr std::array<std::string_view, 7> kLimits = {"jobs",
                                                     "sockets",
                                                     "silence_milliseconds",
                                                     "event_milliseconds",
                                                     "hello_milliseconds",
                                                     "give_up_seconds",
                                                     "reset"};
constexpr std::array<std::string_view, 2> kCanaryKeys = {"case", "every"};
constexpr std::string_view kNoVariable("=\0", 2);
constexpr std::int64_t kMostInBatch = 100'000;
constexpr std::int64_t kLongestSeconds = 3600;
constexpr std::int64_t kLongest = 600'000;

class TargetReader {
 public:
  explicit TargetReader(const Document& document) : document_(document) {}

  Target Read() {
    const Node& root = document_.Root();
    RequireObject(document_, root);
    AllowKeys(document_, root, kKeys, "a target");
    Target target;
    target.name = ReadText(reading_, Require(document_, root, "name", "a target"));
    const Node* server = root.Find("server");
    if (server == nullptr) {
      target.launch = Texts(Require(document_, root, "launch", "a target"));
      if (target.launch.empty()) document_.Fail(*root.Find("launch"), "nothing to launch");
    } else if (const Node* launch = root.Find("launch")) {
      document_.Fail(*launch, "nothing is launched where \"server\" says what is there already");
    }
    if (const Node* node = root.Find("environment")) target.environment = Environment(*node);
    if (const Node* node = root.Find("install")) target.install = Texts(*node);
    if (const Node* node = root.Find("link")) ReadLink(*node, target);
    if (server != nullptr) ReadServer(*server, target);
    target.follows = WordSet(Require(document_, root, "follows", "a target"), kTexts, "text");
    if (const Node* node = root.Find("declares")) {
      target.declares = WordSet(*node, kDeclarable, "feature");
    }
    if (const Node* node = root.Find("settings")) {
      target.settings = ReadTargetSettings(document_, *node);
    }
    if (const Node* node = root.Find("limits")) target.limits = ReadLimits(*node);
    if (const Node* node = root.Find("canary")) target.canary = ReadCanary(*node);
    if (!target.limits.reset.empty() && target.limits.jobs != 1 && !target.canary) {
      // Whatever else went on over there would end with it.
      document_.Fail(*root.Find("limits")->Find("reset"),
                     "needs \"jobs\": 1 beside it, or a \"canary\"");
    }
    if (const Node* node = root.Find("deviations")) target.deviations = Deviations(*node);
    if (const Node* node = root.Find("socket_deviations")) {
      RequireObject(document_, *node);
      AllowKeys(document_, *node, kOtherSockets, "deviations of sockets");
      for (const Member& member : node->members) {
        target.socket_deviations[*ParseSocketKind(member.key)] = Deviations(member.value);
      }
    }
    return target;
  }

 private:
  const std::vector<Node>& List(const Node& node) {
    if (node.kind != Node::Kind::kArray) {
      document_.Fail(node, "expected a list, found " + Describe(node));
    }
    return node.items;
  }

  std::vector<Deviation> Deviations(const Node& node) {
    std::vector<Deviation> deviations;
    for (const Node& item : List(node)) {
      deviations.push_back(
          ReadDeviation(document_, item, "a deviation", Responsibility::kOptional));
    }
    return deviations;
  }

  std::vector<std::string> Texts(const Node& node) {
    std::vector<std::string> texts;
    for (const Node& item : List(node)) texts.push_back(ReadText(reading_, item));
    return texts;
  }

  std::set<std::string> WordSet(const Node& node, std::span<const std::string_view> allowed,
                                std::string_view what) {
    std::set<std::string> words;
    for (const Node& item : List(node)) words.insert(ReadWord(reading_, item, allowed, what));
    return words;
  }

  std::map<std::string, std::string> Environment(const Node& node) {
    RequireObject(document_, node);
    std::map<std::string, std::string> environment;
    for (const Member& member : node.members) {
      if (member.key.empty() || member.key.find_first_of(kNoVariable) != std::string::npos) {
        document_.FailKey(member,
                          "a variable's name has at least one character, and neither \"=\" "
                          "nor NUL, found " +
                              Describe({.kind = Node::Kind::kString, .text = member.key}));
      }
      environment[member.key] = ReadText(reading_, member.value);
    }
    return environment;
  }

  void ReadLink(const Node& node, Target& target) {
    RequireObject(document_, node);
    const std::string kind =
        ReadWord(reading_, Require(document_, node, "kind", "a link"), kLinks, "link");
    for (const LinkKind each :
         {LinkKind::kTun, LinkKind::kTap, LinkKind::kVeth, LinkKind::kInterface}) {
      if (ToText(each) == kind) target.link = each;
    }
    if (target.link != LinkKind::kInterface) return AllowKeys(document_, node, kLinkKeys, "a link");
    AllowKeys(document_, node, kInterfaceKeys, "a link of kind interface");
    target.interface.device =
        ReadText(reading_, Require(document_, node, "device", "an interface"));
    target.interface.sut = ReadAddresses(Require(document_, node, "sut", "an interface"));
    if (const Node* own = node.Find("own")) target.interface.own = ReadAddresses(*own);
    if (const Node* wire = node.Find("wire")) target.interface.wire = ReadAddresses(*wire);
  }

  void ReadServer(const Node& node, Target& target) {
    if (target.link != LinkKind::kInterface) {
      document_.Fail(node, "a server is reached by a link of kind \"interface\" only");
    }
    RequireObject(document_, node);
    AllowKeys(document_, node, kServerKeys, "a server");
    const auto required = [&](std::string_view key) -> const Node& {
      return Require(document_, node, key, "a server");
    };
    target.interface.server_port =
        static_cast<std::uint16_t>(ReadInteger(reading_, required("port"), 1, 65535));
    target.server = ParseServerRole(ReadWord(reading_, required("role"), kServerRoles, "role"));
  }

  // At most one a family.
  Addresses ReadAddresses(const Node& node) {
    Addresses addresses;
    for (const Node& item : List(node)) {
      const auto address = ParseAddress(ReadText(reading_, item));
      if (!address) document_.Fail(item, "expected an IP address, found " + Describe(item));
      std::string& one = address->ipv6 ? addresses.ipv6 : addresses.ipv4;
      if (!one.empty()) document_.Fail(item, "a second address of its family");
      one = address->text;
    }
    if (node.items.empty()) document_.Fail(node, "no address");
    return addresses;
  }

  Limits ReadLimits(const Node& node) {
    RequireObject(document_, node);
    AllowKeys(document_, node, kLimits, "limits");
    Limits limits;
    if (const Node* jobs = node.Find("jobs")) {
      limits.jobs = static_cast<int>(ReadInteger(reading_, *jobs, 1, 4096));
    }
    if (const Node* sockets = node.Find("sockets")) {
      limits.sockets = static_cast<int>(ReadInteger(reading_, *sockets, 1, 4096));
    }
    if (const Node* silence = node.Find("silence_milliseconds")) {
      limits.silence = std::chrono::milliseconds(ReadInteger(reading_, *silence, 1, kLongest));
    }
    if (const Node* event = node.Find("event_milliseconds")) {
      limits.event = std::chrono::milliseconds(ReadInteger(reading_, *event, 1, kLongest));
    }
    if (const Node* hello = node.Find("hello_milliseconds")) {
      limits.hello = std::chrono::milliseconds(ReadInteger(reading_, *hello, 1, kLongest));
    }
    if (const Node* give_up = node.Find("give_up_seconds")) {
      limits.give_up = std::chrono::seconds(ReadInteger(reading_, *give_up, 1, kLongestSeconds));
    }
    if (const Node* reset = node.Find("reset")) {
      limits.reset = Texts(*reset);
      if (limits.reset.empty()) document_.Fail(*reset, "nothing to run");
    }
    return limits;
  }

  CanarySetting ReadCanary(const Node& node) {
    RequireObject(document_, node);
    AllowKeys(document_, node, kCanaryKeys, "a canary");
    CanarySetting canary;
    canary.case_id = ReadText(reading_, Require(document_, node, "case", "a canary"));
    const Node& every = Require(document_, node, "every", "a canary");
    canary.every = static_cast<std::size_t>(ReadInteger(reading_, every, 1, kMostInBatch));
    return canary;
  }

  const Document& document_;
  const Bindings no_bindings_;
  const Reading reading_{document_, no_bindings_};
};

}  // namespace

std::vector<std::string> ShippedTargets(const std::filesystem::path& shipped) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(shipped)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::filesystem::path TargetFile(const std::string& name_or_file,
                                 const std::filesystem::path& shipped) {
  // A folder that happens to have the name is not meant.
  if (std::filesystem::is_regular_file(name_or_file)) return name_or_file;
  std::filesystem::path file = shipped / (name_or_file + ".json");
  if (std::filesystem::is_regular_file(file)) return file;
  const std::vector<std::string> names = ShippedTargets(shipped);
  const std::vector<std::string_view> known(names.begin(), names.end());
  throw DocumentError("no target file and no shipped target is named \"" + name_or_file + "\"" +
                      Allowed(name_or_file, known));
}

Target LoadTarget(const std::string& name_or_file, const std::filesystem::path& shipped) {
  if (NamesServer(name_or_file)) return ServerTarget(name_or_file);
  const std::filesystem::path file = TargetFile(name_or_file, shipped);
  Target target = TargetReader(Document::Read(file, file.string())).Read();
  target.folder = std::filesystem::absolute(file).parent_path();
  return target;
}

}  // namespace closespec
