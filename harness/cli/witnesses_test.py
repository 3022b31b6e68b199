"""Preambles and witnesses prove each other: each witness holds in its own state and in no other."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import Folder  # noqa: E402

# Each way into a state. Those before the handshake are told apart by their names alone: there is
# nothing yet that another state's witness could use.
SYNCHRONISED = {
    "wire_established": "ESTABLISHED",
    "wire_fin_wait_1": "FIN_WAIT_1",
    "wire_fin_wait_2": "FIN_WAIT_2",
    "wire_close_wait": "CLOSE_WAIT",
    "wire_closing": "CLOSING",
    "wire_last_ack": "LAST_ACK",
    "wire_time_wait": "TIME_WAIT",
    "wire_time_wait_by_closing": "TIME_WAIT",
    "wire_time_wait_by_fin_ack": "TIME_WAIT",
}
OPENING = {
    "wire_syn_sent": ("SYN_SENT", "sut"),
    "wire_syn_received": ("SYN_RECEIVED", "peer"),
    "wire_syn_received_after_syn_sent": ("SYN_RECEIVED", "sut"),
    "wire_listen": ("LISTEN", "peer"),
    "wire_closed": ("CLOSED", "peer"),
}
STATES = sorted(set(SYNCHRONISED.values()) | {"CLOSED"})


def scenario(preamble, state, openers):
    return {"title": preamble, "purpose": state, "requirements": ["rfc9293-3.10.7.4-p2"],
            "parameters": {"opener": openers, "family": ["ipv4"], "numbers": ["usual"]},
            "preamble": preamble, "steps": [{"wire": "witness", "state": state}]}


def judge(scenarios):
    """Verdicts by scenario; of several cases the set."""
    with Folder() as folder:
        suite = folder.suite(scenarios)
        code, out, err = closespec.command(
            "--suites", suite, "run", "w/*", "--profile", "full", "--output", folder.output(),
            "--no-evidence-of-passes")
        assert code in (0, 1, 3), out + err
        found = {}
        for case in folder.results()["cases"]:
            found.setdefault(case["id"].split("[")[0], set()).add(case["verdict"])
    return found


class Witnesses(unittest.TestCase):
    def test_hold_in_their_own_state(self):
        pairs = {f"w/{name}": scenario(name, state, ["sut", "peer"])
                 for name, state in SYNCHRONISED.items()}
        pairs.update({f"w/{name}": scenario(name, state, [opener])
                      for name, (state, opener) in OPENING.items()})
        found = judge(pairs)
        self.assertEqual(found.keys(), pairs.keys())
        for pair, verdicts in found.items():
            self.assertLessEqual(verdicts, {"pass", "permitted", "inconclusive"}, pair)
        self.assertIn({"pass"}, found.values())

    def test_hold_in_no_other(self):
        pairs = {f"w/{name}_as_{other.lower()}": scenario(name, other, ["peer"])
                 for name, state in SYNCHRONISED.items() for other in STATES if other != state}
        found = judge(pairs)
        self.assertEqual(found.keys(), pairs.keys())
        for pair, verdicts in found.items():
            # A machine so busy that the harness is late proves nothing either way.
            self.assertLessEqual(verdicts, {"fail", "inconclusive"}, pair)
        for state in STATES:
            of_state = [verdicts for pair, verdicts in found.items()
                        if pair.endswith("_as_" + state.lower())]
            self.assertIn({"fail"}, of_state, state)


if __name__ == "__main__":
    unittest.main()
