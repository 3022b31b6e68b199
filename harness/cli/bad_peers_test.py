"""Peers that break, each in another way: each ends its own case, and the others go on."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import EXIT_BROKE, Folder  # noqa: E402

BAD_PEER = os.path.join(closespec.BINARIES, "closespec_bad_peer")

# How a peer breaks, and what its case says.
WAYS = {
    "exits": "exited with status 3",
    "complains": "exited with status 4; it complained: cannot find the stack",
    "killed": "killed by SIGKILL",
    "no_hello": "silent: no hello in time",
    "half_line": "silent: no hello in time",
    "hangs": "silent: no hello in time",
    "gigabyte": "said nonsense",
    "gigabyte_line": "said too much: a line of more than 64 KiB",
    "gigabyte_of_complaints": "said too much: more than 4 MiB in one case",
    "daemon_exits": "exited with status 0",
    "closes_output": "closed its output",
    "silent_after_hello": "ping",
    "dies_in_call": "killed by SIGTERM",
    "nonsense": "said nonsense",
}

SILENCE = {"silent: no hello in time", "ping"}

# The first launch is good: it asks what stack there is. Then each way has one case, and the rest
# is good again. A folder can be made only once.
SOMETIMES_BAD = """cd "$(dirname "$0")"
mkdir first 2>/dev/null && exec {peer}
for way in {ways}; do mkdir "$way" 2>/dev/null && exec {bad_peer} "$way"; done
exec {peer}
"""


def run_with_bad_peers(folder, option, ways):
    wrapper = folder.script("wrapper", SOMETIMES_BAD.format(
        peer=os.path.join(closespec.BINARIES, "closespec-peer"), bad_peer=BAD_PEER,
        ways=" ".join(ways)))
    target = folder.target(launch=[wrapper], limits={"hello_milliseconds": 8000})
    return closespec.Run("run", option, target, "half_close/shutdown_wr_*", "--output",
                         folder.output())


class BadPeers(unittest.TestCase):
    def check(self, option, ways):
        with Folder() as folder, run_with_bad_peers(folder, option, ways) as run:
            code, out, err = run.end()
            self.assertEqual(closespec.wait_for(lambda: not run.alive()), True, "left behind")
            results = folder.results()
        self.assertEqual(code, EXIT_BROKE, out + err)
        broken = [case for case in results["cases"] if case["verdict"] == "error"]
        reasons = "\n".join(case["reason"] for case in broken)
        doubted = 0
        for expected in {WAYS[way] for way in ways}:
            alike = sum(1 for way in ways if WAYS[way] == expected)
            found = sum(1 for case in broken if expected in case["reason"])
            # Of one that is merely silent a harness that was late itself says nothing for sure, and
            # runs its case again.
            if expected in SILENCE:
                doubted += alike - found
                self.assertLessEqual(found, alike, f"{expected}\nfound: {reasons}")
            else:
                self.assertEqual(found, alike, f"{expected}\nfound: {reasons}")
        self.assertEqual(len(broken) + doubted, len(ways), reasons)
        if doubted:
            self.assertIn("inconclusive", out)
        others = {case["verdict"] for case in results["cases"]} - {"error"}
        # A busy machine may be too late for some.
        self.assertLessEqual(others, {"pass", "permitted", "inconclusive"}, out)
        self.assertGreater(len(results["cases"]), len(ways))

    def test_of_the_sut(self):
        self.check("--target", WAYS)

    def test_of_the_other_side(self):
        self.check("--peer-target", ["exits", "dies_in_call", "nonsense", "gigabyte_line"])


class MissingPeer(unittest.TestCase):
    def test_is_named_in_every_case(self):
        with Folder() as folder:
            code, _, _ = closespec.command(
                "run", "--target", folder.target(launch=["/no/such/peer"]),
                "half_close/shutdown_wr_sends_fin", "--output", folder.output())
            results = folder.results()
        self.assertEqual(code, EXIT_BROKE)
        self.assertEqual(results["run"]["sut"]["stack"], "unknown: /no/such/peer: ENOENT")
        self.assertGreater(len(results["cases"]), 0)
        for case in results["cases"]:
            self.assertEqual(case["verdict"], "error")
            self.assertIn("cannot start the sut peer: /no/such/peer: ENOENT", case["reason"])


class SilentPeer(unittest.TestCase):
    def test_that_was_ended_from_here_is_not_said_to_have_died(self):
        with Folder() as folder:
            limits = {"hello_milliseconds": 2000}
            closespec.command("run", "--target",
                              folder.target(launch=["sleep", "1000"], limits=limits),
                              "--peer-target", folder.target("peer", limits=limits),
                              "half_close/shutdown_wr_sends_fin", "--output", folder.output())
            stack = folder.results()["run"]["sut"]["stack"]
        self.assertEqual(stack, "unknown: silent: no hello within 2000 ms, so it was ended from here")


if __name__ == "__main__":
    unittest.main()
