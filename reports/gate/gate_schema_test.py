"""gate.schema.json accepts what gate --json prints and refuses what is broken.

Usage: gate_schema_test.py CLOSESPEC_PROGRAM WRITE_SAMPLE_PROGRAM
"""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
CLOSESPEC, WRITE_SAMPLE = sys.argv[1:3]
AS_EXPECTED, FELL_SHORT, WRONG_USAGE, BROKE = range(4)


# Each breaks a good document in one place.
def unknown_version(document):
    document["version"] = 2


def unknown_conclusion(document):
    document["conclusion"] = "amber"


def unknown_key(document):
    document["colour"] = "red"


def unknown_class_counted(document):
    document["counts"]["worse"] = 1


def class_without_a_case_counted(document):
    document["counts"]["flaky"] = 0


def usual_case_listed(document):
    document["cases"][0]["class"] = "as before"


def case_that_is_nowhere(document):
    del document["cases"][0]["run"]
    document["cases"][0].pop("baseline", None)


def unknown_verdict(document):
    document["cases"][0]["run"]["verdict"] = "passed"


def reasons_in_one(document):
    document["cases"][0]["reasons"] = "it broke"


def held_to_nothing(document):
    del document["baseline"]


def held_to_both(document):
    document["expectations"] = "expected.json"


BREAKERS = [unknown_version, unknown_conclusion, unknown_key, unknown_class_counted,
            class_without_a_case_counted, usual_case_listed, case_that_is_nowhere,
            unknown_verdict, reasons_in_one, held_to_nothing, held_to_both]


class GateSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(HERE, "gate.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        cls.validator = jsonschema.Draft7Validator(schema)
        made = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.file = os.path.join(made, "expected.json")
        cls.runs = {}
        for kind in ("plain", "good", "killed"):
            cls.runs[kind] = os.path.join(made, kind)
            os.mkdir(cls.runs[kind])
            subprocess.run([WRITE_SAMPLE, os.path.join(cls.runs[kind], "results.json"),
                            "plain" if kind == "good" else kind], check=True)
            cls.make_whole(os.path.join(cls.runs[kind], "results.json"))
        cls.mend(os.path.join(cls.runs["good"], "results.json"))

    @staticmethod
    def make_whole(path):
        """The samples are shards, which are no baseline."""
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(re.sub(r',\s*"shard":\s*"2/5"', "", text))

    @staticmethod
    def mend(path):
        """Nothing of the run is broken any more."""
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
        for case in results["cases"]:
            case.update(verdict="pass", checks=[])
            case.pop("reason", None)
            case.pop("blame", None)
        with open(path, "w", encoding="utf-8") as file:
            head = json.dumps(results["run"])
            cases = ",\n".join(json.dumps(each) for each in results["cases"])
            file.write(f'{{"format":"closespec-results","version":{results["version"]},\n'
                       f'"run":{head},\n"cases":[\n{cases}\n],\n'
                       f'"finished":"2026-11-25T00:00:00Z","interrupted":false}}\n')

    def gate(self, run, *words):
        ended = subprocess.run([CLOSESPEC, "gate", self.runs[run], *words, "--json"],
                               capture_output=True, text=True, check=False)
        self.assertNotEqual(ended.returncode, WRONG_USAGE, ended.stderr)
        document = json.loads(ended.stdout)
        self.validator.validate(document)
        self.assertEqual(document["exit_status"], ended.returncode)
        return document

    def red(self):
        return self.gate("plain", "--baseline", self.runs["good"])

    def test_green(self):
        document = self.gate("good", "--baseline", self.runs["good"])
        self.assertEqual((document["conclusion"], document["cases"]), ("green", []))
        self.assertEqual(list(document["counts"]), ["as before"])

    def test_red_tells_the_case_and_why(self):
        document = self.red()
        self.assertEqual(document["conclusion"], "red")
        broken = next(each for each in document["cases"] if each["class"] == "regression")
        self.assertTrue(broken["red"])
        self.assertEqual(broken["baseline"], {"verdict": "pass"})
        self.assertIn(broken["run"]["signatures"][0], " ".join(broken["reasons"]))

    def test_not_proved(self):
        document = self.gate("killed", "--baseline", self.runs["plain"])
        self.assertEqual(document["conclusion"], "not proved")
        self.assertTrue(document["troubles"])

    def test_beside_expectations(self):
        with open(self.file, "w", encoding="utf-8") as file:
            json.dump({"expectations": [{
                "cases": cases, "signature": "s", "why": "w", "evidence": "e", "owner": "o",
                "expires": "2999-12-31"} for cases in ("no/such", "half_close/*")]}, file)
        document = self.gate("plain", "--expectations", self.file)
        self.assertEqual(document["expectations"], self.file)
        self.assertEqual(document["stale_expectations"], [self.file + ":1: no/such"])
        self.assertEqual(len(document["unused_expectations"]), 1)

    def test_refuses_what_is_broken(self):
        good = self.red()
        for breaker in BREAKERS:
            with self.subTest(breaker.__name__):
                document = copy.deepcopy(good)
                breaker(document)
                self.assertFalse(self.validator.is_valid(document))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
