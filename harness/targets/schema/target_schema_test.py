"""target.schema.json accepts the target files of the project and refuses what the loader refuses.

Usage: target_schema_test.py CLOSESPEC_PROGRAM
"""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
TARGETS = os.path.join(HERE, "..")
EXAMPLES = os.path.join(HERE, "..", "..", "..", "docs", "examples")
CLOSESPEC = sys.argv[1]
GOOD = {"name": "mine", "launch": ["{peer}"], "follows": ["posix"]}
INTERFACE = {"kind": "interface", "device": "eth1", "sut": ["192.0.2.10"]}
SERVER = {"name": "mine", "follows": [], "server": {"port": 7, "role": "echo"}, "link": INTERFACE}
DEVIATION = {"cases": "linger/*", "signature": "s", "why": "w", "evidence": "e"}

GOOD_PARTS = [
    {},
    {"environment": {"LD_PRELOAD": "x.so"}},
    {"install": ["{folder}/install"]},
    {"link": {"kind": "veth"}},
    {"link": INTERFACE},
    {"link": dict(INTERFACE, own=["192.0.2.1"], wire=["192.0.2.77", "fd00::77"])},
    {"limits": {"jobs": 4096, "silence_milliseconds": 1}},
    {"limits": {"give_up_seconds": 3600}},
    {"limits": {"jobs": 1, "sockets": 2, "reset": ["{folder}/relay", "cycle"]}},
    {"canary": {"case": "linger/a", "every": 50}, "limits": {"jobs": 12, "reset": ["anew"]}},
    {"declares": ["fork", "half_close", "linger"]},
    {"settings": {"fin_wait_2_timeout": {"sysctl": "net.ipv4.x", "unit": "seconds"}}},
    {"deviations": [dict(DEVIATION, owner="o", expires="2027-06-30")]},
    {"socket_deviations": {"mapped": [], "mptcp": [DEVIATION]}},
]
BAD_PARTS = [
    {"name": 7},
    {"socket_deviations": [DEVIATION]},
    {"socket_deviations": {"tcp": [DEVIATION]}},
    {"socket_deviations": {"mptcp": DEVIATION}},
    {"launch": []},
    {"launch": "{peer}"},
    {"follows": ["posixx"]},
    {"needs": []},
    {"environment": {"A": 1}},
    {"environment": {"A": "b\0c"}},
    {"environment": {"": "b"}},
    {"environment": {"A=B": "c"}},
    {"launch": ["p\0"]},
    {"link": {"kind": "tape"}},
    {"link": {"kind": "tap", "device": "eth1"}},
    {"link": {"kind": "interface", "device": "eth1"}},
    {"link": dict(INTERFACE, sut=[])},
    {"limits": {"jobs": 0}},
    {"limits": {"silence_milliseconds": 600001}},
    {"limits": {"give_up_seconds": 0}},
    {"limits": {"give_up_seconds": 3601}},
    {"limits": {"job": 1}},
    {"limits": {"sockets": 0}},
    {"limits": {"jobs": 1, "reset": []}},
    {"limits": {"jobs": 1, "reset": "relay"}},
    {"limits": {"jobs": 2, "reset": ["relay"]}},
    {"limits": {"reset": ["relay"]}},
    {"canary": {"case": "linger/a"}},
    {"canary": {"case": "linger/a", "every": 0}},
    {"canary": {"case": "", "every": 1}},
    {"declares": ["forks"]},
    {"settings": {"fin_wait_3_timeout": {"sysctl": "net.ipv4.x", "unit": "seconds"}}},
    {"settings": {"fin_wait_2_timeout": {"sysctl": "net.ipv4.x"}}},
    {"settings": {"orphan_retries": {"sysctl": "kernel.x"}}},
    {"settings": {"orphan_retries": {"sysctl": "net.ipv4.x", "text": "no place"}}},
    {"settings": {"sack": {"sysctl": "net.ipv4.x", "unit": "seconds"}}},
    {"deviations": [{"cases": "linger/*", "signature": "s", "why": "w"}]},
    {"deviations": [dict(DEVIATION, level="MUST")]},
    {"deviations": [dict(DEVIATION, expires="next year")]},
]


def without_comments(text):
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


def loads(document):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mine.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file)
        # Nothing is needed to install it, and what is malformed ends before that.
        ended = subprocess.run([CLOSESPEC, "targets", "install", path], capture_output=True,
                               text=True, check=False)
        return ended.returncode != 2


class TargetSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(HERE, "target.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        cls.validator = jsonschema.Draft7Validator(schema)

    def test_files_of_the_project_fit(self):
        files = [path for folder in (TARGETS, EXAMPLES)
                 for path in glob.glob(os.path.join(folder, "*.json"))]
        self.assertGreater(len(files), 5)
        for path in files:
            with open(path, encoding="utf-8") as file:
                self.validator.validate(json.loads(without_comments(file.read())))

    def test_both_accept(self):
        for part in GOOD_PARTS:
            document = dict(GOOD, install=["/bin/true"]) | part
            if "install" in part:
                document["install"] = ["/bin/true"]
            self.assertTrue(self.validator.is_valid(document), part)
            self.assertTrue(loads(document), part)

    def test_server_is_there_instead_of_a_launch(self):
        good = dict(SERVER, install=["/bin/true"])
        self.assertTrue(self.validator.is_valid(good))
        self.assertTrue(loads(good))
        for part in ({"launch": ["{peer}"]}, {"link": {"kind": "veth"}},
                     {"server": {"port": 0, "role": "echo"}}, {"server": {"port": 65536, "role": "echo"}},
                     {"server": {"port": 7, "role": "http"}}, {"server": {"port": 7}},
                     {"server": {"role": "echo"}}, {"server": {"port": 7, "role": "echo", "tls": 1}}):
            self.assertFalse(self.validator.is_valid(SERVER | part), part)
            self.assertFalse(loads(SERVER | part), part)

    def test_both_refuse(self):
        for part in BAD_PARTS:
            document = GOOD | part
            self.assertFalse(self.validator.is_valid(document), part)
            self.assertFalse(loads(document), part)
        for key in GOOD:
            document = {name: value for name, value in GOOD.items() if name != key}
            self.assertFalse(self.validator.is_valid(document), key)
            self.assertFalse(loads(document), key)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
