"""expectations.schema.json accepts what gate --update writes and refuses what the gate refuses.

Usage: expectations_schema_test.py CLOSESPEC_PROGRAM WRITE_SAMPLE_PROGRAM
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
CLOSESPEC, WRITE_SAMPLE = sys.argv[1:3]
WRONG_USAGE = 2
GOOD = {"cases": "linger/*", "signature": "s", "why": "w", "evidence": "e", "owner": "o",
        "expires": "2027-06-30"}


def listing(*expectations):
    return {"expectations": list(expectations)}


GOOD_DOCUMENTS = [
    listing(),
    listing(GOOD),
    listing(GOOD, dict(GOOD, signature="t")),
]
BAD_DOCUMENTS = [
    {},
    [],
    {"deviations": []},
    {"expectations": {}},
    dict(listing(), version=1),
    listing("linger/*"),
    *[listing({key: value for key, value in GOOD.items() if key != left_out})
      for left_out in GOOD],
    *[listing(dict(GOOD, **{key: ""})) for key in GOOD],
    listing(dict(GOOD, owner=" ")),
    listing(dict(GOOD, cases=7)),
    listing(dict(GOOD, level="MUST")),
    listing(dict(GOOD, expires="next year")),
    listing(dict(GOOD, expires="2027-6-30")),
]


class ExpectationsSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(HERE, "expectations.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        cls.validator = jsonschema.Draft7Validator(schema)

    def setUp(self):
        self.made = tempfile.TemporaryDirectory()
        self.addCleanup(self.made.cleanup)
        self.file = os.path.join(self.made.name, "expected.json")
        subprocess.run([WRITE_SAMPLE, os.path.join(self.made.name, "results.json"), "plain"],
                       check=True)

    def gate(self, *more):
        return subprocess.run([CLOSESPEC, "gate", self.made.name, "--expectations", self.file,
                               *more], capture_output=True, text=True, check=False)

    def loads(self, document):
        with open(self.file, "w", encoding="utf-8") as file:
            json.dump(document, file)
        return self.gate().returncode != WRONG_USAGE

    def test_both_accept(self):
        for document in GOOD_DOCUMENTS:
            self.assertTrue(self.validator.is_valid(document), document)
            self.assertTrue(self.loads(document), document)

    def test_both_refuse(self):
        for document in BAD_DOCUMENTS:
            self.assertFalse(self.validator.is_valid(document), document)
            self.assertFalse(self.loads(document), document)

    def test_what_is_written_fits(self):
        ended = self.gate("--update", "--owner", "o", "--expires", "2999-12-31")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        with open(self.file, encoding="utf-8") as file:
            document = json.load(file)
        self.assertEqual(len(document["expectations"]), 1, document)
        self.validator.validate(document)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
