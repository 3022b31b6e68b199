"""Runs that are interrupted or killed, in whole or in part: what is left can be read, and nothing
lives on."""

import json
import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import (EXIT_AS_EXPECTED, EXIT_BROKE, Folder, children_of, kill,  # noqa: E402
                       wait_for)

# Many quick cases, more than anybody waits for.
ENDLESS = ["run", "end_of_stream/recv_returns_zero_after_fin", "--repeat", "1000", "--jobs", "4"]

WAITING = {
    "title": "A call that blocks",
    "purpose": "Somebody has the time to kill the peer.",
    "requirements": ["posix-recv-p2"],
    "preamble": "established",
    "parameters": {"family": ["ipv4"], "opener": ["sut"]},
    "steps": [{"sut": "recv", "expect": 1}],
}

# Says who it is, from the second launch on: the first one asks what stack there is.
TELLING = """cd "$(dirname "$0")"
mkdir first 2>/dev/null || {{ echo $$ > pid.new; mv pid.new pid; }}
exec {peer}
"""


def cases_in(path):
    try:
        with open(path, encoding="utf-8") as file:
            return len(json.load(file)["cases"])
    except (OSError, ValueError):
        return 0  # not there yet, or in the middle of a write


class EndlessRun(closespec.Run):
    """In the middle: some cases have ended, most have not."""

    def __init__(self, folder):
        super().__init__(*ENDLESS, "--output", folder.output(), start_new_session=True)
        results = os.path.join(folder.output(), "results.json")
        wait_for(lambda: cases_in(results) > 3)


class Killed(unittest.TestCase):
    def check_nothing_lives(self, run):
        self.assertTrue(wait_for(lambda: not run.alive()), run.alive())

    def check_interrupted(self, number):
        with Folder() as folder, EndlessRun(folder) as run:
            os.kill(run.process.pid, number)
            code, out, err = run.end()
            self.check_nothing_lives(run)
            results = folder.results()
        self.assertEqual(code, EXIT_BROKE, out + err)
        self.assertTrue(results["interrupted"])
        self.assertNotEqual(results["finished"], "")
        self.assertGreater(len(results["cases"]), 0)
        self.assertLessEqual({case["verdict"] for case in results["cases"]}, {"pass"})

    def test_by_ctrl_c(self):
        self.check_interrupted(signal.SIGINT)

    def test_by_a_polite_request(self):
        self.check_interrupted(signal.SIGTERM)

    def check_killed(self, choose):
        with Folder() as folder, EndlessRun(folder) as run:
            self.assertTrue(wait_for(lambda: len(run.alive()) > 3), "peers beside the harness")
            kill(choose(run.process.pid))
            code, _, _ = run.end()
            self.check_nothing_lives(run)
            readable, out, err = closespec.command("rejudge", folder.output())
        self.assertNotEqual(code, EXIT_AS_EXPECTED)
        self.assertEqual(readable, EXIT_AS_EXPECTED, err)
        self.assertRegex(out, r"[1-9]\d* without evidence")

    def test_the_outermost_process(self):
        self.check_killed(lambda outer: outer)

    def test_the_init(self):
        self.check_killed(lambda outer: children_of(outer)[0])

    def test_the_harness(self):
        self.check_killed(lambda outer: children_of(children_of(outer)[0])[0])


class KilledPeer(unittest.TestCase):
    def test_in_the_middle_of_its_case(self):
        with Folder() as folder:
            suites = folder.suite({"mine/waits": WAITING})
            wrapper = folder.script("wrapper", TELLING.format(
                peer=os.path.join(closespec.BINARIES, "closespec-peer")))
            target = folder.target(launch=[wrapper], limits={"event_milliseconds": 60000})
            with closespec.Run("--suites", suites, "run", "--target", target, "--output",
                               folder.output(), "mine/waits") as run:
                told = os.path.join(folder.path, "pid")
                self.assertTrue(wait_for(lambda: os.path.exists(told)))
                # What it says is its number in the run's own process-id namespace.
                with open(told, encoding="utf-8") as file:
                    number = int(file.read())
                # In the middle of its exec a process shows no environment to be found by.
                peers = wait_for(lambda: [pid for pid in run.alive()
                                          if number_inside(pid) == number])
                self.assertEqual(len(peers), 1)
                kill(peers[0])
                code, out, err = run.end()
                self.assertTrue(wait_for(lambda: not run.alive()))
            [case] = folder.results()["cases"]
        self.assertEqual(code, EXIT_BROKE, out + err)
        self.assertEqual(case["verdict"], "error")
        self.assertIn("killed by SIGKILL", case["reason"])


def number_inside(pid):
    """The process's number in the innermost namespace that it is in."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
            for line in file:
                if line.startswith("NSpid:"):
                    return int(line.split()[-1])
    except OSError:
        pass
    return None


if __name__ == "__main__":
    unittest.main()
