#include "harness/cli/conducting_options.h"

namespace closespec {

void AddConductingOptions(CLI::App& command, RunOptions& options) {
  CLI::Option* target =
      command
          .add_option("--target", options.target,
                      "Stack under test: a name, a file, or wire:ADDRESS:PORT/ROLE for a server "
                      "that is there already (role: echo, discard or close)")
          ->capture_default_str();
  command
      .add_option("--kernel", options.kernel,
                  "Stack under test: a Linux kernel image (bzImage, vmlinuz), emulated")
      ->excludes(target);
  command
      .add_option("--wire-address", options.wire_address,
                  "For such a server: an address of its network that nobody has")
      ->needs(target);
  command.add_option("--peer-target", options.peer_target, "The other side: a name or a file")
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--socket",
          [&options](const std::string& word) { options.socket = *ParseSocketKind(word); },
          "What the connections are made with: tcp (default), mapped (IPv4 on IPv6 sockets) or "
          "mptcp")
      ->check(CLI::IsMember(kSocketKinds))
      ->excludes("--wire-address");
  command.add_option("--profile", options.profile, "core (default without selectors) or full")
      ->check(CLI::IsMember({"core", "full"}));
  command.add_option("--jobs", options.jobs, "Cases at once")->check(CLI::Range(1, 4096));
  command
      .add_option("--output", options.output,
                  "Folder of the run (default: closespec-results/TIMESTAMP)")
      ->check(NotEmpty());
}

CLI::Validator NotEmpty() {
  return {[](std::string& text) { return text.empty() ? "must not be empty" : std::string(); }, ""};
}

}  // namespace closespec
