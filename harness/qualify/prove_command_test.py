"""`closespec prove` with two faults and a few scenarios: both are caught by a check."""

import json
import os
import sys
import unittest

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli", "testing"))
from closespec import (EXIT_AS_EXPECTED, EXIT_FELL_SHORT, EXIT_NOTHING_SELECTED,  # noqa: E402
                       Folder, command)

CASE = "abortive_release/linger_zero_close_sends_rst[family=ipv4,opener=sut]"
SCHEMA = os.path.join(HERE, "prove.schema.json")


def prove(folder, *arguments):
    code, out, _ = command("prove", *arguments, "--output", folder.output())
    return code, out


class ProveCommand(unittest.TestCase):
    def test_two_faults_are_caught_by_checks(self):
        with Folder() as folder:
            code, out = prove(folder, "abortive_release/linger_zero_close_sends_rst",
                              "half_close/shutdown_wr_sends_fin",
                              "--fault", "linger_zero_graceful", "--fault", "half_close_ignored")
            with open(os.path.join(folder.output(), "prove.json"), encoding="utf-8") as file:
                proof = json.load(file)
        with open(SCHEMA, encoding="utf-8") as file:
            jsonschema.Draft7Validator(json.load(file)).validate(proof)
        self.assertEqual(code, EXIT_AS_EXPECTED, out)
        caught = {fault["name"]: (fault["caught"], fault["best"]) for fault in proof["faults"]}
        self.assertEqual(caught, {
            "linger_zero_graceful": ("check", "abortive_release/linger_zero_close_sends_rst"),
            "half_close_ignored": ("check", "half_close/shutdown_wr_sends_fin")})

    def test_a_fault_that_nobody_sees_lives(self):
        with Folder() as folder:
            code, out = prove(folder, "abortive_release/linger_zero_close_sends_rst",
                              "--fault", "second_shutdown_fails")
        self.assertEqual(code, EXIT_FELL_SHORT, out)
        self.assertIn("1 planted fault lived", out)

    def test_a_selector_behind_a_fault_is_no_second_fault(self):
        with Folder() as folder:
            code, out = prove(folder, "--fault", "linger_zero_graceful",
                              "abortive_release/linger_zero_close_sends_rst")
        self.assertEqual(code, EXIT_AS_EXPECTED, out)

    def test_a_catch_that_is_known_needs_no_confirmation(self):
        self.assertEqual(self.meetings_with_the_fault(known=False), 3)
        self.assertEqual(self.meetings_with_the_fault(known=True), 1)

    def meetings_with_the_fault(self, known):
        """How often the stack is started with it."""
        with Folder() as folder:
            launches = os.path.join(folder.path, "launches")
            launcher = folder.script(
                "launcher", f'echo "$CLOSESPEC_FAULT" >>{launches}\nexec "$@"\n')
            words = ["--target", folder.target(launch=[launcher, "{peer}"])]
            if known:
                words += ["--catches", folder.file("catches", f"linger_zero_graceful {CASE}\n")]
            # All faults: named ones meet everything, whatever is known.
            code, out = prove(folder, CASE, *words)
            self.assertEqual(code, EXIT_FELL_SHORT, out)
            self.assertRegex(out, f"linger_zero_graceful +1 +{CASE.partition('[')[0]}")
            with open(launches, encoding="utf-8") as file:
                return file.read().split().count("linger_zero_graceful")

    def test_an_unknown_fault_is_told(self):
        with Folder() as folder:
            code, out = prove(folder, "--fault", "no_such_fault")
        self.assertEqual(code, EXIT_NOTHING_SELECTED, out)


if __name__ == "__main__":
    unittest.main()
