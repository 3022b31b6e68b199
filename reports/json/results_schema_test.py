"""results.schema.json accepts what the writer writes and refuses what the reader refuses.

Usage: results_schema_test.py SCHEMA WRITE_SAMPLE_PROGRAM
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


def sample(kind):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "results.json")
        subprocess.run([PROGRAM, path, kind], check=True)
        with open(path, encoding="utf-8") as file:
            return json.load(file)


# Each breaks a good document in one place.
def unknown_version(document):
    document["version"] = 2


def other_format(document):
    document["format"] = "junit"


def unknown_verdict(document):
    document["cases"][0]["verdict"] = "psas"


def unknown_level(document):
    document["cases"][0]["checks"][0]["level"] = "must"


def unknown_key(document):
    document["cases"][0]["raeson"] = ""


def unknown_key_of_a_check(document):
    document["cases"][0]["checks"][0]["sginature"] = ""


def negative_duration(document):
    document["cases"][0]["microseconds"] = -1


def no_attempt(document):
    document["cases"][0]["attempts"] = 0


def fraction(document):
    document["cases"][0]["microseconds"] = 1.5


def missing_id(document):
    del document["cases"][0]["id"]


def missing_seed(document):
    del document["run"]["seed"]


def missing_cases(document):
    del document["cases"]


def missing_chapters(document):
    del document["summary"]["chapters"]


def unknown_count(document):
    document["summary"]["passed"] = 1


def no_repetition(document):
    document["run"]["selection"]["repeat"] = 0


def setting_that_is_a_number(document):
    document["run"]["sut"]["settings"]["x"] = 60


BREAKERS = [
    unknown_version, other_format, unknown_verdict, unknown_level, unknown_key,
    unknown_key_of_a_check, negative_duration, no_attempt, fraction, missing_id, missing_seed,
    missing_cases, missing_chapters, unknown_count, no_repetition,
    setting_that_is_a_number,
]


class ResultsSchema(unittest.TestCase):
    def setUp(self):
        with open(SCHEMA, encoding="utf-8") as file:
            self.schema = json.load(file)
        self.validator = jsonschema.Draft7Validator(self.schema)

    def test_is_a_schema(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_accepts_what_is_written(self):
        self.validator.validate(sample("whole"))

    def test_accepts_a_killed_run(self):
        document = sample("killed")
        self.assertNotIn("summary", document)
        self.validator.validate(document)

    def test_refuses_what_is_broken(self):
        good = sample("whole")
        for breaker in BREAKERS:
            with self.subTest(breaker.__name__):
                broken = copy.deepcopy(good)
                breaker(broken)
                self.assertFalse(self.validator.is_valid(broken))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
