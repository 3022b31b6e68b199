"""`closespec prove` with two faults and a few scenarios: both are caught by a check.

Usage: prove_command_test.py CLOSESPEC SCHEMA
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import jsonschema

CLOSESPEC, SCHEMA = sys.argv[1:3]

EXPECTED_EXIT = {"caught": 0, "lives": 1, "unknown": 4}


def prove(folder, *arguments):
    return subprocess.run([CLOSESPEC, "prove", *arguments, "--output", folder],
                          stdout=subprocess.PIPE, text=True, check=False)


class ProveCommand(unittest.TestCase):
    def test_two_faults_are_caught_by_checks(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = prove(folder, "abortive_release/linger_zero_close_sends_rst",
                          "half_close/shutdown_wr_sends_fin",
                          "--fault", "linger_zero_graceful", "--fault", "half_close_ignored")
            with open(os.path.join(folder, "prove.json"), encoding="utf-8") as file:
                proof = json.load(file)
        with open(SCHEMA, encoding="utf-8") as file:
            jsonschema.Draft7Validator(json.load(file)).validate(proof)
        self.assertEqual(ended.returncode, EXPECTED_EXIT["caught"], ended.stdout)
        caught = {fault["name"]: (fault["caught"], fault["best"]) for fault in proof["faults"]}
        self.assertEqual(caught, {
            "linger_zero_graceful": ("check", "abortive_release/linger_zero_close_sends_rst"),
            "half_close_ignored": ("check", "half_close/shutdown_wr_sends_fin")})

    def test_a_fault_that_nobody_sees_lives(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = prove(folder, "abortive_release/linger_zero_close_sends_rst",
                          "--fault", "second_shutdown_fails")
        self.assertEqual(ended.returncode, EXPECTED_EXIT["lives"], ended.stdout)
        self.assertIn("1 planted fault lived", ended.stdout)

    def test_an_unknown_fault_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            ended = prove(folder, "--fault", "no_such_fault")
        self.assertEqual(ended.returncode, EXPECTED_EXIT["unknown"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
