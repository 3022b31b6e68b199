"""A SUT that floods the wire with garbage, with packets that end too early or claim too much, and
with another protocol: its cases are judged by their own segments."""

import glob
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import EXIT_AS_EXPECTED, Folder  # noqa: E402

FRAMES = 3000
SCENARIO = {
    "title": "Data is taken and acknowledged",
    "purpose": "The wire peer and the capture must find these segments among many others.",
    "requirements": ["rfc9293-3.10.7.4-p57", "rfc9293-3.10.7.4-p29"],
    "priority": "core",
    "preamble": "wire_established",
    "steps": [
        {"wire": "send", "flags": "ACK|PSH", "bytes": 5},
        {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "ack": "RCV.NXT"},
        {"sut": "recv", "expect": 5, "clause": "rfc9293-3.10.7.4-p29"},
        {"wire": "silence", "why": "while the flood goes on"},
    ],
}


class Flood(unittest.TestCase):
    def test_harms_nothing(self):
        flood = os.path.join(os.path.dirname(os.path.abspath(__file__)), "testing", "flood.py")
        with Folder() as folder:
            target = folder.target(launch=["/usr/bin/python3", flood, str(FRAMES), "{peer}"])
            code, out, err = closespec.command(
                "--suites", folder.suite({"w/data": SCENARIO}), "run", "--target", target,
                "--output", folder.output())
            results = folder.results()
            captured = [os.path.getsize(path) for path in
                        glob.glob(folder.output() + "/evidence/**/*.pcap", recursive=True)]
        self.assertEqual(code, EXIT_AS_EXPECTED, out + err)
        self.assertEqual({case["verdict"] for case in results["cases"]}, {"pass"}, out)
        self.assertGreater(max(captured), FRAMES * 20, "nothing was flooded")


if __name__ == "__main__":
    unittest.main()
