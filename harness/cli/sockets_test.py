"""A run with other sockets records them, leaves out what does not fit, can be judged again, and is
not mixed with another kind."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from closespec import (EXIT_AS_EXPECTED, EXIT_WRONG_USAGE, Folder,  # noqa: E402
                       command, verdicts)

ENDS = "half_close/shutdown_wr_sends_fin"
OVER_IPV4 = ENDS + "[family=ipv4,opener=sut]"
OVER_IPV6 = ENDS + "[family=ipv6,opener=sut]"


class Sockets(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.folder.__enter__()
        self.addCleanup(self.folder.__exit__)

    def run_with(self, *arguments):
        code, out, err = command("run", *arguments, "--output", self.folder.output())
        return code, self.folder.results(), out + err

    def test_mapped_addresses_are_tried_over_ipv4(self):
        code, results, text = self.run_with("--socket", "mapped", OVER_IPV4, OVER_IPV6)
        self.assertEqual(code, EXIT_AS_EXPECTED, text)
        self.assertEqual(results["run"]["socket"], "mapped")
        self.assertEqual(verdicts(results), {OVER_IPV4: "pass", OVER_IPV6: "unsupported"})
        reason = next(case["reason"] for case in results["cases"] if case["id"] == OVER_IPV6)
        self.assertEqual(reason, "IPv4-mapped addresses are for IPv4")
        code, out, err = command("rejudge", self.folder.output())
        self.assertEqual(code, EXIT_AS_EXPECTED, err)
        self.assertIn("1 judged the same, 0 differently, 0 not judged", out)

    def test_multipath_runs_or_says_what_the_kernel_lacks(self):
        code, results, text = self.run_with("--socket", "mptcp", OVER_IPV4)
        self.assertEqual(code, EXIT_AS_EXPECTED, text)
        self.assertEqual(results["run"]["socket"], "mptcp")
        case = results["cases"][0]
        if case["verdict"] != "pass":
            self.assertEqual(case["verdict"], "unsupported", text)
            self.assertIn("MPTCP is not", case["reason"])

    def test_gate_takes_no_baseline_of_another_kind(self):
        self.run_with(OVER_IPV4)
        with Folder() as other:
            command("run", "--socket", "mapped", OVER_IPV4, "--output", other.output())
            code, _, err = command("gate", other.output(), "--baseline", self.folder.output())
            self.assertEqual(code, EXIT_WRONG_USAGE)
            self.assertIn("a baseline with --socket tcp, of a run with --socket mapped", err)
            _, out, _ = command("diff", self.folder.output(), other.output())
        self.assertIn("kinds of sockets differ: tcp and mapped", out)

    def test_wrong_words_are_refused(self):
        code, _, err = command("run", "--socket", "sctp", OVER_IPV4)
        self.assertEqual(code, EXIT_WRONG_USAGE)
        self.assertIn("sctp", err)


if __name__ == "__main__":
    unittest.main()
