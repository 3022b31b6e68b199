"""What people get wrong: each is named, and has its exit code."""

import os
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import (EXIT_BROKE, EXIT_NOTHING_SELECTED, EXIT_WRONG_USAGE, Folder, command)  # noqa: E402

ONE = "half_close/shutdown_wr_sends_fin"

SCENARIO = """{
  "title": "A title",
  "purpose": "A purpose.",
  "requirements": ["posix-close-p2"],
  "preamble": "established",
  "steps": [
    {"sut": "%s"}
  ]
}
"""


class WrongUsage(unittest.TestCase):
    def refused(self, *arguments, says, code=EXIT_WRONG_USAGE, **options):
        got, out, err = command(*arguments, **options)
        self.assertIn(says, out + err)
        self.assertEqual(got, code, out + err)

    def test_of_commands_and_options(self):
        self.refused("rum", says='"rum"')
        self.refused(says="subcommand")
        self.refused("run", "--jops", "3", says="--jops")
        self.refused("run", ONE, "--jobs", "100000", says="--jobs")
        self.refused("run", ONE, "--jobs", "none", says="--jobs")
        self.refused("run", ONE, "--repeat", "0", says="--repeat")
        self.refused("run", ONE, "--shard", "3/2", says="--shard")
        self.refused("run", ONE, "--profile", "corr", says="--profile")
        self.refused("run", ONE, "--seed", "-1", says="--seed")
        self.refused("run", ONE, "--seed", "1e3", says="--seed")
        for words in (["run", ONE], ["prove", ONE], ["qualify"], ["report", ".", "--format", "tap"],
                      ["merge", "."]):
            self.refused(*words, "--output", "", says="--output: must not be empty")

    def test_output_that_cannot_be_written(self):
        for words in (["list"], ["show", ONE], ["--help"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                ended = subprocess.run([closespec.CLOSESPEC, *closespec.SOME, *words], stdout=full,
                                       stderr=subprocess.PIPE, text=True, check=False)
            self.assertIn("standard output could not be written", ended.stderr)
            self.assertEqual(ended.returncode, EXIT_BROKE, words)

    def test_more_jobs_than_there_can_be_descriptors(self):
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))  # noqa: E731
        self.refused("run", ONE, "--jobs", "1000", says="hard limit of open files 256",
                     preexec_fn=limit)

    def test_of_selectors(self):
        for command_name in ("run", "list", "show"):
            self.refused(command_name, "no_such_chapter/*", says="no_such_chapter",
                         code=EXIT_NOTHING_SELECTED)

        self.refused("list", "clause:", says="is no clause", code=EXIT_NOTHING_SELECTED)

    def test_a_fault_that_is_none(self):
        self.refused("prove", ONE, "--fault", "close_reset",
                     says='"close_reset" (did you mean "close_resets"?)', code=EXIT_NOTHING_SELECTED)

    def test_a_chapter_that_is_none(self):
        with Folder() as folder:
            suites = folder.suite_of(ONE)
            self.refused("--suites", suites, "new", "witnesses/x", "--clause", "seed-05",
                         says='(allowed: "half_close")')
            self.assertFalse(os.path.exists(os.path.join(suites, "witnesses", "x.json")))

    def test_profiles(self):
        with Folder() as folder:
            head = "closespec profile 1\nstack s\n\n"
            left = folder.file("left", head + "a/x\n  recv\t0\n")
            right = folder.file("right", head + "a/y\n  recv\t0\n")
            self.refused("profile", left, right, says="nothing to compare",
                         code=EXIT_NOTHING_SELECTED)
            self.refused("profile", folder.file("free", head + "free text\n"), says="free:4: ")
            self.refused("profile", folder.file("nul", head + "a/x\n  r\t\0\n"), says="nul:5: ")

    def test_of_tables_of_the_whole_suite(self):
        for table in ("--matrix", "--coverage"):
            self.refused("list", table, "linger/*", says=table)
        self.refused("list", "--csv", says="--coverage")
        with Folder() as folder:
            os.makedirs(folder.output())
            self.refused("list", "--run", folder.output(), says="--coverage")

    def test_an_output_folder_that_cannot_be(self):
        with Folder() as folder:
            file = folder.file("file", "")
            self.refused("run", ONE, "--output", os.path.join(file, "below"), says="--output")


class MalformedDocuments(unittest.TestCase):
    def refused(self, *arguments, says):
        code, out, err = command(*arguments)
        self.assertIn(says, err)
        self.assertEqual(code, EXIT_WRONG_USAGE, out + err)

    def test_scenario(self):
        with Folder() as folder:
            suites = folder.suite({"mine/typo": SCENARIO % "clsoe"})
            self.refused("--suites", suites, "run", "--output", folder.output(),
                         says='mine/typo.json:7: /steps/0')
            self.refused("--suites", suites, "list", says='did you mean "close"?')
            self.assertFalse(os.path.exists(folder.output()), "nothing was run")

    def test_target(self):
        with Folder() as folder:
            run = ["run", ONE, "--output", folder.output(), "--target"]
            self.refused(*run, folder.file("a.json", '{\n  "name": "a",\n  "launhc": []\n}'),
                         says="a.json:3: ")
            self.refused(*run, folder.file("b.json", '{"name": '), says="b.json:1")
            self.refused(*run, folder.target("c", limits={"jobs": 0}), says="/limits/jobs")
            self.refused(*run, folder.target("d", launch=[]), says="nothing to launch")
            self.refused(*run, "linus", says='did you mean "linux"?')

    def test_results(self):
        with Folder() as folder:
            self.refused("rejudge", os.path.join(folder.path, "none"), says="none")
            folder.file("output/results.json", '{"closespec": 5}')
            self.refused("rejudge", folder.output(), says="results.json:1")
            folder.file("output/results.json", "")
            self.refused("rejudge", folder.output(), says="results.json")


if __name__ == "__main__":
    unittest.main()
