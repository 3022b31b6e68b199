"""docs/examples/ssh.json, with an sshd of the test's own in another namespace as the bench.

The peer is started there through ssh, by addresses beside those that the cases use.
"""

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "testing"))
# pylint: disable=wrong-import-position
from closespec import (BINARIES, CLOSESPEC, EXIT_AS_EXPECTED, SUITES, Folder, kill, processes_with,
                       verdicts, wait_for)

EXAMPLE = os.path.join(HERE, "..", "..", "docs", "examples", "ssh.json")
ARENA = os.path.join(HERE, "testing", "arena")
SERVERS = os.path.join(HERE, "testing", "servers.py")
SSHD = "/usr/sbin/sshd"
PATIENCE_SECONDS = 500
BENCH = "198.51.100.1"
# A namespace of mounts, too: sshd wants a folder of its own below /run.
ENTER = ["unshare", "-nm", ARENA, "sh", "-ec",
         'ip addr add 198.51.100.2/24 dev near; exec "$@"', "sh"]
FAR = """
  ip addr add 198.51.100.1/24 dev far
  mount -t tmpfs none /run
  mkdir /run/sshd
  {sshd} -f {folder}/sshd_config -E {folder}/sshd_log
"""
SSHD_CONFIG = """
Port 22
ListenAddress {bench}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile {folder}/sshd_pid
# Else it refuses by chance what comes while ten are being let in.
MaxStartups 200
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
PermitRootLogin prohibit-password
UseDNS no
SetEnv {mark}
"""
SSH_CONFIG = """
Host bench-3
  HostName {bench}
  User {user}
  IdentityFile {folder}/user_key
  IdentitiesOnly yes
  UserKnownHostsFile {folder}/known_hosts
  StrictHostKeyChecking accept-new
"""

CASES = ["segment_in_state/rst_in_fin_wait_2_at_rcv_nxt[family=ipv6,opener=peer,numbers=usual]",
         "unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]"]


def example_target():
    with open(EXAMPLE, encoding="utf-8") as file:
        return json.loads(re.sub(r"^\s*//.*$", "", file.read(), flags=re.MULTILINE))


def why_not():
    if os.geteuid() != 0:
        return "sshd serves nobody but root in a namespace"
    if not os.access(SSHD, os.X_OK) or shutil.which("ssh") is None:
        return "no sshd or no ssh here"
    ended = subprocess.run([*ENTER, "true"], env=dict(os.environ, FAR="true", SERVERS=SERVERS),
                           capture_output=True, check=False)
    return "" if ended.returncode == 0 else "no namespaces for a bench, or no ip(8)"


WHY_NOT = why_not()


@unittest.skipIf(WHY_NOT, WHY_NOT)
class Ssh(unittest.TestCase):
    def bench(self, folder):
        for key in ("host_key", "user_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                            os.path.join(folder.path, key)], check=True)
        words = {"folder": folder.path, "bench": BENCH, "sshd": SSHD,
                 "user": pwd.getpwuid(0).pw_name, "mark": f"BENCH={folder.path}"}
        folder.file("sshd_config", SSHD_CONFIG.format(**words))
        folder.file("ssh_config", SSH_CONFIG.format(**words))
        return FAR.format(**words)

    def target(self, folder):
        example = example_target()
        ssh, *words, command = example["launch"]
        self.assertEqual((ssh, command), ("ssh", "exec /opt/closespec-peer"))
        example["launch"] = [ssh, "-F", os.path.join(folder.path, "ssh_config"), *words,
                             "exec " + os.path.join(BINARIES, "closespec-peer")]
        example["link"].update(device="near", sut=["192.0.2.1", "fd00::1"])
        return folder.file("bench.json", json.dumps(example))

    def suite(self, folder):
        texts = {}
        for scenario in (case.split("[")[0] for case in
                         [*CASES, example_target()["canary"]["case"]]):
            with open(os.path.join(SUITES, scenario + ".json"), encoding="utf-8") as file:
                texts[scenario] = file.read()
        return folder.suite(texts)

    def end_sshd(self, folder):
        try:
            with open(os.path.join(folder.path, "sshd_pid"), encoding="utf-8") as file:
                kill(int(file.read()))
        except FileNotFoundError:
            pass  # it never came up

    def test_cases_of_calls_and_of_segments_run_over_there(self):
        with Folder() as folder:
            far = self.bench(folder)
            try:
                ended = subprocess.run(
                    [*ENTER, CLOSESPEC, "--suites", self.suite(folder), "run", "--target",
                     self.target(folder), "--output", folder.output(), *CASES],
                    env=dict(os.environ, FAR=far, SERVERS=SERVERS), text=True, capture_output=True,
                    timeout=PATIENCE_SECONDS, check=False)
                self.assertEqual(ended.returncode, EXIT_AS_EXPECTED, ended.stdout + ended.stderr)
                found = verdicts(folder.results())
                self.assertEqual(set(found), set(CASES))
                self.assertLessEqual(set(found.values()), {"pass", "permitted"}, found)
                stack = folder.results()["run"]["sut"]["stack"]
                self.assertTrue(stack.startswith("linux-"), stack)
                # What sshd started there has its variable.
                self.assertTrue(wait_for(lambda: not processes_with("BENCH", folder.path)))
            finally:
                self.end_sshd(folder)


if __name__ == "__main__":
    unittest.main()
