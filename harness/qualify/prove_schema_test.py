"""prove.schema.json accepts what is written and refuses what is broken.

Usage: prove_schema_test.py SCHEMA WRITE_SAMPLE_PROGRAM
"""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest

import jsonschema

SCHEMA, PROGRAM = sys.argv[1:3]


def sample():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "prove.json")
        subprocess.run([PROGRAM, path], check=True)
        with open(path, encoding="utf-8") as file:
            return json.load(file)


# Each breaks a good document in one place.
def unknown_version(document):
    document["version"] = 2


def unknown_way_to_catch(document):
    document["faults"][0]["caught"] = "strongly"


def unknown_key(document):
    document["faults"][0]["alter"] = ""


def check_without_clause(document):
    del document["faults"][0]["scenarios"]["linger/sees_it"]["clause"]


def record_with_verdict(document):
    document["faults"][1]["scenarios"]["linger/all_see_it"]["verdict"] = "fail"


def missing_idle(document):
    del document["summary"]["idle"]


def missing_scenarios(document):
    del document["scenarios"]


def negative_count(document):
    document["scenarios"][0]["catches"] = -1


BREAKERS = [
    unknown_version, unknown_way_to_catch, unknown_key, check_without_clause, record_with_verdict,
    missing_idle, missing_scenarios, negative_count,
]


class ProveSchema(unittest.TestCase):
    def setUp(self):
        with open(SCHEMA, encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        self.validator = jsonschema.Draft7Validator(schema)
        self.document = sample()

    def test_accepts_what_is_written(self):
        self.validator.validate(self.document)

    def test_sample_has_one_of_each(self):
        self.assertEqual(self.document["summary"], {
            "living": ["living"], "weakly": ["weakly"], "idle": ["readiness/idle"], "unseen": 1})

    def test_refuses_what_is_broken(self):
        for breaker in BREAKERS:
            with self.subTest(breaker.__name__):
                broken = copy.deepcopy(self.document)
                breaker(broken)
                self.assertFalse(self.validator.is_valid(broken))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
