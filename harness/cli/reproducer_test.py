"""A case as a C program: it compiles without a warning, behaves on this machine's stack, and shows
the failure when a fault is planted in that."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import EXIT_AS_EXPECTED, EXIT_WRONG_USAGE, SUITES, Folder, command  # noqa: E402

FAULTS = os.path.join(closespec.BINARIES, "libclosespec_faults.so")
# Each with a fault that it must show.
SHOWN_BY = {
    "abortive_release/linger_zero_close_sends_rst": "linger_zero_graceful",
    "end_of_stream/recv_returns_zero_after_fin": "eof_told_as_reset",
    "half_close/shutdown_wr_sends_fin": "half_close_ignored",
    "reset_delivery/recv_reports_econnreset": "reset_told_as_eof",
    "unread_data/close_with_unread_data_sends_rst": "close_drains_unread_data",
}
NOT_IN_C = {
    "reset_delivery/blocked_recv_gets_the_reset": "a call in the background needs a thread",
    "segment_in_state/rst_in_close_wait_at_rcv_nxt": "the other side sends single segments",
}


class Reproducer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        scenarios = {}
        for name in [*SHOWN_BY, *NOT_IN_C]:
            with open(os.path.join(SUITES, name + ".json"), encoding="utf-8") as file:
                scenarios[name] = file.read()
        cls.suite = ["--suites", cls.folder.suite(scenarios)]
        code, out, err = command(*cls.suite, "run", "--profile", "full", "--output",
                                 cls.folder.output())
        assert code == EXIT_AS_EXPECTED, out + err
        cls.cases = [case["id"] for case in cls.folder.results()["cases"]]

    def report(self, case):
        return command(*self.suite, "report", self.folder.output(), "--format", "c", "--case", case)

    def of(self, scenario, family):
        return next(case for case in self.cases
                    if case.startswith(scenario + "[") and f"family={family}" in case)

    def program(self, case):
        code, out, err = self.report(case)
        self.assertEqual(code, EXIT_AS_EXPECTED, err)
        path = os.path.join(self.folder.path, "case")
        subprocess.run(["cc", "-Wall", "-Wextra", "-Werror", "-x", "c", "-o", path, "-"],
                       input=out, text=True, check=True)
        return path

    def test_it_behaves_here_and_shows_the_fault(self):
        for scenario, fault in SHOWN_BY.items():
            for family in ("ipv4", "ipv6"):
                with self.subTest(scenario, family=family):
                    path = self.program(self.of(scenario, family))
                    sound = subprocess.run([path], capture_output=True, text=True, check=False)
                    self.assertEqual((sound.returncode, sound.stdout), (0, "0 checks broke\n"))
                    faulty = subprocess.run([path], capture_output=True, text=True, check=False,
                                            env=dict(os.environ, LD_PRELOAD=FAULTS,
                                                     CLOSESPEC_FAULT=fault))
                    self.assertEqual(faulty.returncode, 1, faulty.stdout + faulty.stderr)
                    self.assertIn(f"{scenario}.json:", faulty.stdout)

    def test_it_says_what_it_is_about(self):
        _, out, _ = self.report(self.of("half_close/shutdown_wr_sends_fin", "ipv4"))
        self.assertTrue(out.startswith("/* half_close/shutdown_wr_sends_fin[family=ipv4"))
        self.assertNotIn("#include \"", out)
        self.assertNotIn("sleep", out)

    def test_what_c_cannot_do_is_said_with_its_step(self):
        for scenario, why in NOT_IN_C.items():
            with self.subTest(scenario):
                code, out, err = self.report(self.of(scenario, "ipv4"))
                self.assertEqual((code, out), (EXIT_WRONG_USAGE, ""))
                self.assertRegex(err, r"\.json:\d+: " + scenario)
                self.assertIn(why, err)

    def test_a_case_that_is_not_there(self):
        code, _, err = self.report("no/such[family=ipv4]")
        self.assertEqual(code, EXIT_WRONG_USAGE)
        self.assertIn("the run has no case no/such[family=ipv4]", err)

    def test_the_case_belongs_to_the_format(self):
        code, _, err = command(*self.suite, "report", self.folder.output(), "--format", "c")
        self.assertEqual(code, EXIT_WRONG_USAGE)
        self.assertIn("--format c needs --case ID", err)
        code, _, err = command(*self.suite, "report", self.folder.output(), "--format", "tap",
                               "--case", self.cases[0])
        self.assertEqual(code, EXIT_WRONG_USAGE)
        self.assertIn("--format tap is of a whole run", err)


if __name__ == "__main__":
    unittest.main()
