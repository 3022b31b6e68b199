"""closespec history: recorded runs are kept, and what became of their cases is told."""

import json
import os
import sqlite3
import subprocess
import sys
import unittest
from xml.etree import ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from closespec import (CLOSESPEC, EXIT_AS_EXPECTED, EXIT_BROKE, EXIT_NOTHING_SELECTED,  # noqa: E402
                       EXIT_WRONG_USAGE, Folder)

SIGNATURE = "peer.recv#1: returned 0, expected ECONNRESET"
STACK = {"target": "acme", "stack": "acme-7.1", "settings": {}}


class History(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.folder.__enter__()
        self.addCleanup(self.folder.__exit__)
        self.database = os.path.join(self.folder.path, "kept", "history.sqlite")

    def recorded(self, day, verdict="pass", finished="2026-11-24T23:19:00Z"):
        case = {"id": "a/x[family=ipv4]", "verdict": verdict, "microseconds": 1834,
                "late_milliseconds": 0, "checks": []}
        if verdict == "fail":
            case["checks"] = [{"expected": "ECONNRESET", "observed": "returned 0", "clause": "c",
                               "verdict": "fail", "signature": SIGNATURE, "blame": "sut"}]
        run = {"closespec": "0.1.0", "suite_revision": "c0ffee", "started": f"2026-11-{day}T10:00:00Z",
               "kernel": "6", "command": ["closespec", "run"], "follows": ["posix"], "seed": 0,
               "jobs": 1, "sut": STACK, "peer": STACK}
        self.folder.file(f"{day}/results.json", json.dumps(
            {"format": "closespec-results", "version": 1, "run": run, "cases": [case],
             "finished": finished, "interrupted": False}))
        return os.path.join(self.folder.path, day)

    @staticmethod
    def text(folder):
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
            return file.read()

    def begin(self, *words, program=("history",)):
        return subprocess.Popen([CLOSESPEC, *program, *words, "--database", self.database],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ends(self, code, *words, says="", program=("history",)):
        process = self.begin(*words, program=program)
        out, err = process.communicate()
        self.assertEqual(process.returncode, code, out + err)
        self.assertIn(says, out + err)
        return out

    def test_tells_since_when_a_case_fails(self):
        runs = [self.recorded("20"), self.recorded("21"), self.recorded("22", "fail")]
        self.ends(EXIT_AS_EXPECTED, "add", runs[2], says="1 of 1 run is new")
        self.ends(EXIT_AS_EXPECTED, "add", *runs, says="2 of 3 runs are new")
        out = self.ends(EXIT_AS_EXPECTED, says="acme: 3 runs, 1 case, 0 not shown")
        self.assertRegex(out, r"\n\.\.F +fail +1 +run 3 +1 +a/x\[family=ipv4\]\n +" + SIGNATURE)
        self.assertRegex(out, r"\nrun 3 +2026-11-22T10:00:00Z +acme-7.1 .*/22\n")
        self.ends(EXIT_AS_EXPECTED, "a/x", says="run 3")
        self.ends(EXIT_NOTHING_SELECTED, "a/y", says='"a/y" fits no case of the history')
        self.ends(EXIT_AS_EXPECTED, "chapter:a", says="run 3")
        self.ends(EXIT_NOTHING_SELECTED, "chapter:b", says="fits no case of the history")

    def test_by_a_clause_of_the_suite(self):
        scenario = "half_close/shutdown_wr_sends_fin"
        suite = self.folder.suite_of(scenario)
        run = self.recorded("20", "fail")
        self.folder.file("20/results.json", self.text(run).replace("a/x[", scenario + "["))
        self.ends(EXIT_AS_EXPECTED, "add", run)
        with open(os.path.join(suite, scenario + ".json"), encoding="utf-8") as file:
            cited = json.load(file)["requirements"][0]
        words = ("--suites", suite, "history")
        self.ends(EXIT_AS_EXPECTED, f"clause:{cited}", program=words, says=scenario)
        self.ends(EXIT_NOTHING_SELECTED, "clause:seed-0", program=words, says="is no clause")

    def test_as_a_page(self):
        hostile = '</code><script>alert("1")</script>&amp;\u202e\x1b[2J'
        run = self.recorded("20", "fail")
        self.folder.file("hostile/results.json", self.text(run).replace(
            SIGNATURE, json.dumps(hostile)[1:-1]).replace("acme", json.dumps(hostile)[1:-1]))
        self.ends(EXIT_AS_EXPECTED, "add", run, os.path.join(self.folder.path, "hostile"))
        out = self.ends(EXIT_AS_EXPECTED, "--html")
        self.assertNotIn("\x1b", out)
        page = ElementTree.fromstring(out)
        self.assertEqual({each.tag for each in page.iter()},
                         {"html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2",
                          "p", "div",
                          "table", "thead", "tbody", "tr", "th", "td", "code", "span", "ul", "li"})
        told = ["".join(each.itertext()) for each in page.iter("li")]
        self.assertEqual(told[-2:], [hostile.replace("\x1b", "\u27e8U+001B\u27e9").replace("\u202e", "\u27e8U+202E\u27e9"), SIGNATURE])
        titles = [each.get("title") for each in page.iter("span")]
        self.assertEqual([each for each in titles if each], ["run 1 to 1: fails"] * 2)

    def test_of_two_writers_none_is_lost(self):
        days = [str(day) for day in range(10, 30)]
        runs = [self.recorded(day) for day in days]
        writers = [self.begin("add", run) for run in runs]
        for writer in writers:
            out, err = writer.communicate()
            self.assertEqual(writer.returncode, EXIT_AS_EXPECTED, out + err)
        self.ends(EXIT_AS_EXPECTED, says="acme: 20 runs")

    def test_of_what_cannot_be_kept(self):
        self.ends(EXIT_WRONG_USAGE, says="there is no history; closespec history add begins one")
        self.ends(EXIT_WRONG_USAGE, "add", self.recorded("20"), self.recorded("21", finished=""),
                  says="21/results.json: the run did not come to its end")
        self.ends(EXIT_WRONG_USAGE, "add", says="run is required")
        self.ends(EXIT_WRONG_USAGE, says="there is no history")

    def test_of_what_is_no_history(self):
        self.ends(EXIT_AS_EXPECTED, "add", self.recorded("20"))
        with sqlite3.connect(self.database) as database:
            database.execute("PRAGMA user_version = 9")
        database.close()
        self.ends(EXIT_WRONG_USAGE, says="history.sqlite: is a history of version 9")
        self.folder.file("kept/history.sqlite", "nothing of the kind")
        self.ends(EXIT_WRONG_USAGE, "add", self.recorded("21"), says="is no history of closespec")

    def test_where_nothing_can_be_written(self):
        self.folder.file("kept", "a file where a folder is to be")
        self.ends(EXIT_BROKE, "add", self.recorded("20"), says="unable to open database file")


if __name__ == "__main__":
    unittest.main()
