"""The manual page and the completion for bash know what the program itself tells with --help."""

import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli", "testing"))
from closespec import CLOSESPEC, SUITES, Folder  # noqa: E402

MANUAL = os.path.join(HERE, "closespec.1")


def told(*arguments):
    helped = subprocess.run([CLOSESPEC, *arguments, "--help"], capture_output=True, text=True,
                            check=True)
    return helped.stdout


def commands():
    return re.findall(r"^  ([a-z]+) ", told().split("Subcommands:")[1].split("Examples:")[0], re.M)


def options(command):
    return re.findall(r"^  (--[a-z-]+)", told(command), re.M)


def complete(*words):
    """What completes the last of the words."""
    script = """source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _closespec "$1"; printf '%s\\n' "${COMPREPLY[@]}" """
    ended = subprocess.run(["bash", "-c", script, "-", os.path.join(HERE, "closespec.bash"),
                            CLOSESPEC, *words], capture_output=True, text=True, check=True)
    return ended.stdout.split()


class ScenarioLanguage(unittest.TestCase):
    def test_names_every_preamble(self):
        path = os.path.join(os.path.dirname(SUITES), "docs", "scenario-language.md")
        with open(path, encoding="utf-8") as file:
            named = set(re.findall(r"`([a-z_0-9]+)`", file.read()))
        states = {"wire_" + state for state in (
            "closed", "listen", "syn_sent", "syn_received", "established", "fin_wait_1",
            "fin_wait_2", "close_wait", "closing", "last_ack", "time_wait")}
        there = {name.removesuffix(".json")
                 for name in os.listdir(os.path.join(SUITES, "preambles"))}
        self.assertLessEqual(there, named | states)


class Manual(unittest.TestCase):
    def test_is_well_formed(self):
        ended = subprocess.run(["groff", "-man", "-ww", "-z", MANUAL], capture_output=True,
                               text=True, check=True)
        self.assertEqual(ended.stderr, "")

    def test_has_every_command_and_every_option_of_run(self):
        with open(MANUAL, encoding="utf-8") as file:
            manual = file.read().replace("\\-", "-")
        self.assertGreater(len(commands()), 5)
        for command in commands():
            self.assertIn("\n.B " + command + "\n", manual)
        self.assertGreater(len(options("run")), 5)
        for option in options("run"):
            self.assertRegex(manual, r"\n\.[BIR]+ \"?" + option + r"\b")


class Help(unittest.TestCase):
    def test_has_examples_of_its_own_command_alone(self):
        for command in commands():
            shown = re.findall(r"^  closespec (\w+)", told(command), re.M)
            if command != "run":
                self.assertLessEqual(set(shown), {command})

    def test_tells_its_own_exit_status(self):
        for command, status in (("diff", "1 differences"), ("merge", "0 merged"),
                                ("verify", "1 something is wrong"), ("gate", "1 red"),
                                ("bisect", "125 cannot tell")):
            self.assertRegex(told(command), r"Exit status: .*" + status)

    def test_the_manual_has_the_statuses_of_gate_and_bisect(self):
        with open(MANUAL, encoding="utf-8") as file:
            statuses = file.read().split(".SH EXIT STATUS")[1].split(".SH")[0]
        for each in ("not proved", "125 cannot tell, 128 wrong usage"):
            self.assertIn(each, statuses)


class Completion(unittest.TestCase):
    def test_of_commands(self):
        self.assertEqual(complete("re"), ["report", "rejudge"])
        self.assertEqual(set(complete("")), set(commands()) | {"--help", "--version", "--suites"})

    def test_of_options(self):
        self.assertEqual(set(complete("run", "--")), set(options("run")) | {"--help"})
        self.assertEqual(set(complete("merge", "--")), set(options("merge")) | {"--help"})
        self.assertEqual(complete("run", "linger/", "--sh"), ["--shard"])
        self.assertEqual(complete("run", "--profile", "f"), ["full"])
        self.assertEqual(complete("report", "--format", "ju"), ["junit"])
        self.assertIn("linux", complete("run", "--target", "li"))

    def test_of_scenarios_of_the_suite_that_was_named(self):
        # Few: a sanitized program takes its time to load a suite.
        scenario = "half_close/shutdown_wr_sends_fin"
        with open(os.path.join(SUITES, scenario + ".json"), encoding="utf-8") as file:
            text = file.read()
        with Folder() as folder:
            few = ("--suites", folder.suite({scenario: text, "linger/x": text}))
            self.assertEqual(complete(*few, "run", "half"), ["half_close/"])
            self.assertEqual(complete(*few, "list", ""), ["half_close/", "linger/"])
            self.assertEqual(complete(*few, "show", "half_close/"), [scenario])
        self.assertEqual(complete("--suites", "/nonexistent", "list", "half"), [])


if __name__ == "__main__":
    unittest.main()
