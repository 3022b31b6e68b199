#!/usr/bin/python3
"""schemas_agree_test.py CHECK_DOCUMENTS SUITES TESTDATA: the schemas accept and refuse what the loader does.

The loader may refuse more, but only in bad/meaning (names, clauses, other files) and bad/syntax.
"""

import glob
import json
import os
import re
import subprocess
import sys

import jsonschema

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)


def without_comments(text):
    return TOKEN.sub(lambda m: m.group(0) if m.group(0)[0] == '"' else " ", text)


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("duplicate key")
    return dict(pairs)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.loads(without_comments(file.read()), object_pairs_hook=no_duplicates)


def is_preamble(path):
    folder, name = os.path.split(path)
    return os.path.basename(folder) in ("preambles", "witnesses") or name.startswith("preamble_")


def remembering():
    """A validator that looks at equal parts of documents, steps above all, only once."""
    valid = set()
    follow = jsonschema.Draft7Validator.VALIDATORS["$ref"]

    def follow_once(validator, reference, instance, schema):
        part = (reference, json.dumps(instance, sort_keys=True))
        if part in valid:
            return
        errors = list(follow(validator, reference, instance, schema))
        if not errors:
            valid.add(part)
        yield from errors

    return jsonschema.validators.extend(jsonschema.Draft7Validator, {"$ref": follow_once})


def main():
    check_documents, suites, testdata = sys.argv[1:]
    validators = {}
    for kind in ("scenario", "preamble"):
        schema = read(os.path.join(suites, kind + ".schema.json"))
        jsonschema.Draft7Validator.check_schema(schema)
        validators[kind] = remembering()(schema)

    shipped = [path for path in glob.glob(os.path.join(suites, "*", "*.json"))]
    groups = {
        "shipped": sorted(shipped),
        "good": sorted(glob.glob(os.path.join(testdata, "good", "*.json"))),
        "shape": sorted(glob.glob(os.path.join(testdata, "bad", "shape", "*.json"))),
        "meaning": sorted(glob.glob(os.path.join(testdata, "bad", "meaning", "*.json"))),
    }
    wrong = []
    for group, paths in groups.items():
        if not paths:
            wrong.append(f"no documents in {group}")
        answers = subprocess.run([check_documents, suites, *paths], check=True, text=True,
                                 stdout=subprocess.PIPE).stdout.splitlines()
        for path, answer in zip(paths, answers, strict=True):
            validator = validators["preamble" if is_preamble(path) else "scenario"]
            complaint = jsonschema.exceptions.best_match(validator.iter_errors(read(path)))
            if (answer == "ok") != (group in ("shipped", "good")):
                wrong.append(f"{path}: the loader says: {answer}")
            if (complaint is None) != (group != "shape"):
                wrong.append(f"{path}: the schema says: {complaint and complaint.message}")
    print("\n".join(wrong))
    print({group: len(paths) for group, paths in groups.items()})
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
