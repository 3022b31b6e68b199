"""A gate that runs its cases itself, and bisect: what is steady, what is flaky, and what differs."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import (EXIT_AS_EXPECTED, EXIT_FELL_SHORT, EXIT_NOTHING_SELECTED,  # noqa: E402
                       Folder, command)

SHOWS_IT = "abortive_release/linger_zero_close_sends_rst"
ONE = SHOWS_IT + "[family=ipv4,opener=sut]"
DOES_NOT = "half_close/shutdown_wr_sends_fin"
FAULTY = {"LD_PRELOAD": os.path.join(closespec.BINARIES, "libclosespec_faults.so"),
          "CLOSESPEC_FAULT": "linger_zero_graceful"}
CANNOT_TELL, ENDS_BISECTION = 125, 128

# Peers that are faulty at every second start, whoever comes first.
SOMETIMES = """
exec 9>{folder}/lock
flock 9
count=$(cat {folder}/count 2>/dev/null || echo 0)
echo $((count + 1)) >{folder}/count
exec 9>&-
[ $((count % 2)) = 0 ] || export LD_PRELOAD={library} CLOSESPEC_FAULT=linger_zero_graceful
exec "$1"
"""


class Conducted(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.folder.__enter__()
        self.addCleanup(self.folder.__exit__)
        self.suite = ("--suites", self.folder.suite_of(SHOWS_IT, DOES_NOT))

    def command(self, *arguments):
        return command(*self.suite, *arguments)

    def ends(self, code, *arguments, says=""):
        got, out, err = self.command(*arguments)
        self.assertEqual(got, code, out + err)
        self.assertIn(says, out)
        return out

    def output(self, name):
        return os.path.join(self.folder.path, name)

    def faulty(self):
        return self.folder.target("faulty", environment=FAULTY)

    def baseline(self, *selectors):
        self.command("run", *selectors, "--output", self.output("baseline"))
        return ("--baseline", self.output("baseline"))


class Gate(Conducted):
    def gate(self, code, *arguments, says=""):
        return self.ends(code, "gate", *arguments, "--output", self.output("gate"), says=says)

    def test_what_is_as_before_is_run_once(self):
        self.gate(EXIT_AS_EXPECTED, "--run", SHOWS_IT, *self.baseline(SHOWS_IT), says="green")
        self.assertEqual(os.listdir(self.output("gate")), ["run-1"])

    def test_a_regression_is_steady(self):
        self.gate(EXIT_FELL_SHORT, "--run", ONE, "--target", self.faulty(), *self.baseline(ONE),
                  says="regression: 1 case\n\n" + ONE + "\n  was pass, failed 8 of 8\n")

    def test_flaky_has_its_numbers(self):
        launcher = self.folder.script("launch", SOMETIMES.format(
            folder=self.folder.path, library=FAULTY["LD_PRELOAD"]))
        target = self.folder.target("flaky", launch=[launcher, "{peer}"])
        # The first start greets, so that the first case is the faulty one; then one of two fails.
        out = self.gate(EXIT_FELL_SHORT, "--run", ONE, "--target", target, "--jobs", "1",
                        *self.baseline(ONE), says="flaky: 1 case")
        self.assertRegex(out, r"was pass, failed \d of (8|15|22)\n")

    def test_an_expectation_is_stale_only_if_it_is_so_every_time(self):
        launcher = self.folder.script("launch", SOMETIMES.format(
            folder=self.folder.path, library=FAULTY["LD_PRELOAD"]))
        target = self.folder.target("flaky", launch=[launcher, "{peer}"])
        self.command("run", ONE, "--target", self.faulty(), "--output", self.output("bad"))
        file = self.output("expected.json")
        self.ends(EXIT_AS_EXPECTED, "gate", self.output("bad"), "--expectations", file, "--update",
                  "--owner", "tcp", "--expires", "2999-12-31")
        self.folder.file("count", "1")  # the greeting is faulty, the first case is not
        self.gate(EXIT_AS_EXPECTED, "--run", ONE, "--target", target, "--jobs", "1",
                  "--expectations", file, says="1 expected")
        self.assertIn("run-2", os.listdir(self.output("gate")))
        out = self.gate(EXIT_FELL_SHORT, "--run", ONE, "--expectations", file,
                        says="fixed: 1 case")
        self.assertIn("take it out", out)

    def test_a_baseline_of_more_is_cut_to_what_is_run(self):
        out = self.gate(EXIT_AS_EXPECTED, "--run", ONE, *self.baseline(SHOWS_IT), says="green")
        self.assertIn("1 as before\n", out)

    def test_a_case_that_the_suite_has_no_more_is_removed(self):
        baseline = self.baseline(ONE)
        path = os.path.join(self.output("baseline"), "results.json")
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
        del results["summary"]
        gone = dict(results["cases"][0], id="abortive_release/gone[family=ipv4]")
        results["cases"].append(gone)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(results, file)
        self.gate(EXIT_FELL_SHORT, "--run", "abortive_release/*", *baseline, says="removed: 1 case")

    def test_two_targets_in_turns(self):
        out = self.gate(EXIT_FELL_SHORT, "--target", self.faulty(), "--against", "linux", ONE,
                        DOES_NOT, says="regression: 1 case\n\n" + ONE + "\n")
        self.assertNotIn(DOES_NOT, out)
        for side in ("target", "against"):
            self.assertIn("run-2", os.listdir(os.path.join(self.output("gate"), side)))
            parts = [self.cases_of(side, f"run-{part}") for part in (1, 2)]
            self.assertFalse(set(parts[0]) & set(parts[1]), "each has a part of its own")

    def cases_of(self, side, run):
        path = os.path.join(self.output("gate"), side, run, "results.json")
        with open(path, encoding="utf-8") as file:
            return [case["id"] for case in json.load(file)["cases"]]

    def test_a_target_that_is_not_there_is_told_before_anything_is_run(self):
        got, _, err = self.command("gate", "--target", "linux", "--against", "no_such", ONE,
                                   "--output", self.output("gate"))
        self.assertEqual(got, closespec.EXIT_WRONG_USAGE)
        self.assertIn("no_such", err)
        self.assertFalse(os.path.exists(self.output("gate")))

    def test_what_both_do_is_no_difference(self):
        self.gate(EXIT_AS_EXPECTED, "--target", self.faulty(), "--against", self.faulty(), ONE,
                  says="1 expected\ngreen")

    def test_nothing_selected(self):
        got, _, err = self.command("gate", "--run", "no_such/*", *self.baseline(ONE))
        self.assertEqual(got, EXIT_NOTHING_SELECTED, err)


class Bisect(Conducted):
    def bisect(self, code, *arguments, says=""):
        return self.ends(code, "bisect", *arguments, "--output", self.output("bisect"), says=says)

    def test_good_and_bad(self):
        self.bisect(EXIT_AS_EXPECTED, ONE, says="bisect: good: 1 case")
        self.bisect(EXIT_FELL_SHORT, ONE, "--target", self.faulty(), "--repeat", "3",
                    says="bisect: bad: " + ONE)

    def test_a_signature_is_looked_for_alone(self):
        self.bisect(EXIT_FELL_SHORT, ONE, "--target", self.faulty(), "--signature",
                    "peer.recv#1: returned 0, expected ECONNRESET", says="bad")
        self.bisect(CANNOT_TELL, ONE, "--target", self.faulty(), "--signature", "another",
                    says="fails otherwise")

    def test_what_does_not_run_cannot_be_told(self):
        self.bisect(CANNOT_TELL, ONE, "--target",
                    self.folder.target("dead", launch=["/bin/false"]), says="cannot tell")

    def test_wrong_usage_is_no_bad_commit(self):
        self.bisect(ENDS_BISECTION, "no_such/*")
        self.bisect(ENDS_BISECTION, ONE, "--target", "no_such_target")
        self.bisect(ENDS_BISECTION, ONE, "--signatur", "s")
        self.assertEqual(self.command("bisect")[0], ENDS_BISECTION)


if __name__ == "__main__":
    unittest.main()
