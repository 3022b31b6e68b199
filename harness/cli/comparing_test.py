"""Recorded runs held against each other: diff, merge and gate, by their messages and exit codes."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import (EXIT_AS_EXPECTED, EXIT_BROKE, EXIT_FELL_SHORT, EXIT_WRONG_USAGE,  # noqa: E402
                       Folder, command)

CHAPTER = "abortive_release/*"
SHOWS_IT = "abortive_release/linger_zero_close_sends_rst"
FAULTY = {"LD_PRELOAD": os.path.join(closespec.BINARIES, "libclosespec_faults.so"),
          "CLOSESPEC_FAULT": "linger_zero_graceful"}
OWNED = ("--owner", "tcp team", "--expires", "2999-12-31")


class Recorded(unittest.TestCase):
    """One good run and one with a fault, both of the same cases."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.folder.__enter__()
        cls.addClassCleanup(cls.folder.__exit__)
        cls.suite = ("--suites", cls.folder.suite_of(SHOWS_IT))
        cls.good = cls.run_into("good", SHOWS_IT)
        cls.bad = cls.run_into("bad", SHOWS_IT, "--target",
                               cls.folder.target(environment=FAULTY))

    @classmethod
    def run_into(cls, name, *arguments):
        output = os.path.join(cls.folder.path, name)
        command(*cls.suite, "run", *arguments, "--output", output)
        return output

    def edited(self, source, name, edit):
        with open(os.path.join(source, "results.json"), encoding="utf-8") as file:
            results = json.load(file)
        del results["summary"]
        edit(results)
        self.folder.file(os.path.join(name, "results.json"), json.dumps(results))
        return os.path.join(self.folder.path, name)

    def ends(self, code, *arguments, says=""):
        got, out, err = command(*self.suite, *arguments)
        self.assertEqual(got, code, out + err)
        self.assertIn(says, out + err)
        return out


class Diff(Recorded):
    def test_of_the_same_run_is_empty(self):
        self.ends(EXIT_AS_EXPECTED, "diff", self.good, self.good, says="4 the same, 0 changed")

    def test_shows_both_ladders_of_what_changed(self):
        out = self.ends(EXIT_FELL_SHORT, "diff", self.good, self.bad, says="0 the same, 4 changed")
        self.assertIn("  pass → fail\n", out)
        self.assertIn("  + peer.recv#1: returned 0, expected ECONNRESET\n", out)
        self.assertIn("  the same in 3 more cases\n", out)
        of_good, of_bad = out.split("\n  A\n")[1].split("\n  B\n")
        self.assertIn("RST|ACK", of_good)
        self.assertNotIn("╰─", of_good)
        self.assertIn("╰─ [1] expected RST", of_bad)

    def test_without_evidence_says_so(self):
        bare = self.edited(self.bad, "bare", lambda results: None)
        self.ends(EXIT_FELL_SHORT, "diff", self.good, bare, says="no ladder: ")

    def test_as_json(self):
        out = self.ends(EXIT_FELL_SHORT, "diff", "--json", self.good, self.bad)
        self.assertEqual(len(json.loads(out)["changed"]), 4)

    def test_of_what_is_no_run(self):
        self.ends(EXIT_WRONG_USAGE, "diff", self.good, os.path.join(self.folder.path, "none"),
                  says="none")
        self.folder.file("broken/results.json", "{")
        self.ends(EXIT_WRONG_USAGE, "diff", self.good, os.path.join(self.folder.path, "broken"),
                  says="results.json:1")


class Merge(Recorded):
    def test_makes_the_run_of_its_shards(self):
        whole = self.run_into("whole", CHAPTER)
        shards = [self.run_into(f"shard{i}", CHAPTER, "--shard", f"{i}/3") for i in (1, 2, 3)]
        merged = os.path.join(self.folder.path, "merged")
        self.ends(EXIT_AS_EXPECTED, "merge", *shards, "--output", merged, says="of 3 shards")
        self.ends(EXIT_AS_EXPECTED, "gate", merged, "--baseline", whole, says="green")
        self.ends(EXIT_AS_EXPECTED, "rejudge", merged, says=", 0 without evidence")

        other = os.path.join(self.folder.path, "other")
        self.ends(EXIT_WRONG_USAGE, "merge", *shards[:2], "--output", other,
                  says="shard 3/3 is missing")
        self.ends(EXIT_WRONG_USAGE, "merge", *shards, shards[0], "--output", other,
                  says="shard 1/3 is in both")
        self.ends(EXIT_WRONG_USAGE, "merge", *shards, "--output", shards[0],
                  says="is one of the shards")
        self.ends(EXIT_WRONG_USAGE, "merge", self.good, shards[1], "--output", other,
                  says="these are no shards of one run")
        self.assertFalse(os.path.exists(os.path.join(other, "results.json")))
        self.ends(EXIT_WRONG_USAGE, "merge", *shards, "--output", whole,
                  says="holds a run already")

    def test_takes_evidence_from_below_its_folder_alone(self):
        def lead_astray(results):
            results["cases"][0]["evidence"] = "../good/evidence/x"
        astray = self.edited(self.good, "astray", lead_astray)
        self.ends(EXIT_WRONG_USAGE, "merge", astray, "--output",
                  os.path.join(self.folder.path, "caught"), says="evidence outside of its folder")


class Gate(Recorded):
    def test_beside_a_baseline(self):
        self.ends(EXIT_AS_EXPECTED, "gate", self.good, "--baseline", self.good, says="green")
        self.ends(EXIT_FELL_SHORT, "gate", self.bad, "--baseline", self.good,
                  says="regression: 4 cases")
        self.ends(EXIT_AS_EXPECTED, "gate", self.bad, "--baseline", self.bad, says="4 expected")
        self.ends(EXIT_AS_EXPECTED, "gate", self.good, "--baseline", self.bad, says="4 fixed")

    def test_a_run_that_was_cut_short_is_not_proved(self):
        def cut(results):
            results["finished"] = ""
        cut_short = self.edited(self.good, "cut_short", cut)
        self.ends(EXIT_BROKE, "gate", cut_short, "--baseline", self.good,
                  says="did not come to its end")
        self.ends(EXIT_WRONG_USAGE, "gate", self.good, "--baseline", cut_short,
                  says="a baseline must be a run that came to its end")

    def test_a_baseline_of_less_is_no_proof_of_the_rest(self):
        def keep_one(results):
            del results["cases"][1:]
        small = self.edited(self.good, "small", keep_one)
        self.ends(EXIT_AS_EXPECTED, "gate", self.good, "--baseline", small,
                  says="note: 3 cases are held to nothing")
        with open(os.path.join(self.good, "results.json"), encoding="utf-8") as file:
            last = json.load(file)["cases"][-1]["id"]
        self.ends(EXIT_AS_EXPECTED, "gate", self.good, "--baseline", small, "--explain", last,
                  says="class     new, not red")

    def test_a_shard_is_no_baseline(self):
        def name_shard(results):
            results["run"]["selection"]["shard"] = "1/3"
        shard = self.edited(self.good, "a_shard", name_shard)
        self.ends(EXIT_WRONG_USAGE, "gate", self.good, "--baseline", shard,
                  says="is shard 1/3 of a run, which is no baseline")

    def test_an_expectation_of_no_case_of_the_suite(self):
        def line(cases):
            return {"cases": cases, "signature": "s", "why": "w", "evidence": "e", "owner": "o",
                    "expires": "2999-12-31"}
        file = self.folder.file("typo.json", json.dumps(
            {"expectations": [line("abortive_release/typo")]}))
        gate = ("gate", self.good, "--expectations", file)
        self.ends(EXIT_FELL_SHORT, *gate, says="stale: fits no case of the suite: ")
        self.ends(EXIT_AS_EXPECTED, *gate, "--update", says="1 dropped")
        self.ends(EXIT_AS_EXPECTED, *gate, says="green")

    def test_expectations_from_their_birth_to_their_end(self):
        file = os.path.join(self.folder.path, "expected.json")
        gate_bad = ("gate", self.bad, "--expectations", file)
        self.ends(EXIT_WRONG_USAGE, *gate_bad, says="expected.json")
        self.ends(EXIT_WRONG_USAGE, *gate_bad, "--update", says="needs --owner and --expires")
        self.assertFalse(os.path.exists(file))
        self.ends(EXIT_AS_EXPECTED, *gate_bad, "--update", *OWNED, says="3 added")
        self.ends(EXIT_AS_EXPECTED, *gate_bad, says="4 expected")

        with open(file, encoding="utf-8") as written:
            before = written.read()
        self.assertIn('"owner":"tcp team","expires":"2999-12-31"', before)
        self.ends(EXIT_AS_EXPECTED, *gate_bad, "--update", says="3 kept")
        with open(file, encoding="utf-8") as written:
            self.assertEqual(written.read(), before)

        self.ends(EXIT_FELL_SHORT, "gate", self.good, "--expectations", file, says="fixed: 4 cases")
        self.folder.file("expected.json", before.replace("2999-12-31", "2026-01-01"))
        self.ends(EXIT_FELL_SHORT, *gate_bad, says="expired on 2026-01-01 and was tcp team's")
        self.ends(EXIT_AS_EXPECTED, "gate", self.good, "--expectations", file, "--update",
                  says="3 dropped")
        self.ends(EXIT_FELL_SHORT, *gate_bad, says="regression: 4 cases")

    def test_explains_a_case(self):
        with open(os.path.join(self.bad, "results.json"), encoding="utf-8") as file:
            case = json.load(file)["cases"][0]["id"]
        explain = ("gate", self.bad, "--baseline", self.good, "--explain")
        out = self.ends(EXIT_FELL_SHORT, *explain, case, says="class     regression, red")
        self.assertIn("baseline  pass", out)
        self.assertIn("known   nobody knows it", out)
        self.ends(EXIT_WRONG_USAGE, *explain, case[:-2] + "]", says="did you mean")

    def test_of_wrong_usage(self):
        for words, says in ((("gate",), "--baseline"),
                            (("gate", self.good), "--baseline"),
                            (("gate", "--baseline", self.good), "--run"),
                            (("gate", "linger/*", "--baseline", self.good), "--run"),
                            (("gate", self.good, self.bad, "--baseline", self.good), "--run"),
                            (("gate", self.good, "--baseline", self.good, "--jobs", "3"), "--run"),
                            (("gate", self.good, "--baseline", self.good, "--update"),
                             "--expectations"),
                            (("gate", self.good, "--expectations", "x", "--update", "--expires",
                              "soon"), "expected a date such as"),
                            (("gate", self.good, "--expectations", "x", "--update", "--owner",
                              " "), "found nobody"),
                            (("gate", self.good, "--expectations", "x", "--update", "--expires",
                              "2020-01-01"), "--expires 2020-01-01 is over")):
            self.ends(EXIT_WRONG_USAGE, *words, says=says)


if __name__ == "__main__":
    unittest.main()
