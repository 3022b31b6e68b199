"""A stack of which only an open port is known: cases run against a server in another namespace.

The program runs in a network namespace made here; the server is at the other end of a veth pair, in
a namespace with a kernel side of its own.
"""

import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "testing"))
# pylint: disable=wrong-import-position
from closespec import (CLOSESPEC, EXIT_AS_EXPECTED, EXIT_BROKE, EXIT_FELL_SHORT, EXIT_WRONG_USAGE,
                       Folder, verdicts)

SERVERS = os.path.join(HERE, "testing", "servers.py")
ARENA = os.path.join(HERE, "testing", "arena")
PATIENCE_SECONDS = 300
PORTS = {"echo": 7, "discard": 9, "close": 11}
SERVER = {"ipv4": "192.0.2.1", "ipv6": "[fd00::1]"}
LISTENING = "segment_in_state/rst_in_listen"
WIRE = {"ipv4": "192.0.2.77", "ipv6": "fd00::77"}


def in_arena(*command, far="true"):
    """Exit status, output and complaints of the command at the near end of the arena."""
    environment = dict(os.environ, FAR=far, SERVERS=SERVERS)
    ended = subprocess.run(["unshare", "-Urn", ARENA, *command], env=environment, text=True,
                           capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def run(folder, role, *scenarios, port=None, family="ipv4", wire=None, far="true"):
    target = f"wire:{SERVER[family]}:{port or PORTS[role]}/{role}"
    return in_arena(CLOSESPEC, "--suites", folder.suite_of(*scenarios), "run", "--target", target,
                    "--wire-address", wire or WIRE[family], "--output", folder.output(),
                    *scenarios, far=far)


def can_make_an_arena():
    return in_arena("true")[0] == 0


@unittest.skipUnless(can_make_an_arena(), "no namespaces for a server, or no ip(8)")
class Server(unittest.TestCase):
    def verdicts_of(self, role, *scenarios, **options):
        with Folder() as folder:
            status, out, complaints = run(folder, role, *scenarios, **options)
            self.assertIn(status, (EXIT_AS_EXPECTED, EXIT_FELL_SHORT), out + complaints)
            found = verdicts(folder.results())
            return {case: verdict for case, verdict in found.items() if verdict != "unsupported"}

    def test_every_role_lets_the_states_be_reached_that_it_can(self):
        reached = {
            "echo": [LISTENING, "segment_in_state/rst_in_last_ack_in_window",
                     "network_errors/peer_reboot_is_reported_after_its_syn"],
            "discard": ["segment_in_state/data_in_established_at_rcv_nxt",
                        "loss/second_closer_last_ack_doubled"],
            "close": ["segment_in_state/fin_ack_in_fin_wait_1_not_covering_fin",
                      "segment_in_state/rst_in_fin_wait_2_at_rcv_nxt",
                      "segment_in_state/rst_in_closing_in_window",
                      "segment_in_state/fin_ack_in_time_wait_retransmitted"],
        }
        for role, scenarios in reached.items():
            found = self.verdicts_of(role, *scenarios)
            for scenario in scenarios:
                self.assertIn(scenario, {case.split("[")[0] for case in found}, role)
            self.assertEqual(set(found.values()) - {"pass", "permitted"}, set(), found)

    def test_ipv6(self):
        found = self.verdicts_of("echo", LISTENING, family="ipv6")
        self.assertGreater(len(found), 0)
        self.assertTrue(all("family=ipv6" in case for case in found))
        self.assertEqual(set(found.values()), {"pass"})

    # A kernel without TIME_WAIT answers the repeated FIN with a reset.
    def test_fault_in_the_stack_turns_a_case_red(self):
        fault = "echo 0 > /proc/sys/net/ipv4/tcp_max_tw_buckets"
        found = self.verdicts_of("close", "segment_in_state/fin_ack_in_time_wait_retransmitted",
                                 far=fault)
        self.assertEqual(set(found.values()), {"fail"})

    # What it does of its own accord is not held against the stack.
    def test_server_of_another_role_is_no_fault_of_the_stack(self):
        with Folder() as folder:
            status, out, _ = run(folder, "close", "segment_in_state/rst_in_closing_in_window",
                                 port=PORTS["discard"])
            self.assertEqual(status, EXIT_BROKE, out)
            found = set(verdicts(folder.results()).values())
            self.assertEqual(found, {"inconclusive", "unsupported"})

    def test_only_what_fits_is_run_and_the_rest_is_counted(self):
        with Folder() as folder:
            suite = folder.suite({"one/state": WIRE_SCENARIO, "one/call": CALL_SCENARIO})
            status, out, complaints = in_arena(
                CLOSESPEC, "--suites", suite, "run", "--target", "wire:192.0.2.1:7/echo",
                "--wire-address", "192.0.2.77", "--profile", "full", "--output", folder.output())
            self.assertEqual(status, EXIT_AS_EXPECTED, out + complaints)
            results = folder.results()
            self.assertEqual({case.split("[")[0] for case in verdicts(results)}, {"one/state"})
            lost = results["run"]["limitations"]
            self.assertIn("10 of 12 cases are not for wire:192.0.2.1:7/echo:", lost)
            self.assertIn("2: both sides make calls", lost)
            again, out, _ = in_arena(CLOSESPEC, "--suites", suite, "rejudge", folder.output())
            self.assertEqual(again, EXIT_AS_EXPECTED, out)
            self.assertIn("2 judged the same, 0 differently, 0 not judged", out)
            self.assertEqual({record["what"] for case in results["cases"]
                              for record in case.get("records", [])}, set())

    def test_bundle_of_a_server_is_verified(self):
        with Folder() as folder:
            suite = folder.suite({"one/state": WIRE_SCENARIO, "one/call": CALL_SCENARIO})
            target = folder.file("box.json", json.dumps({
                "name": "box", "server": {"port": 7, "role": "echo"}, "follows": [],
                "link": {"kind": "interface", "device": "near", "sut": ["192.0.2.1"],
                         "wire": ["192.0.2.77"]}}))
            status, out, complaints = in_arena(
                CLOSESPEC, "--suites", suite, "qualify", "--target", target,
                "--output", folder.output())
            self.assertEqual(status, EXIT_AS_EXPECTED, out + complaints)
            status, out, complaints = in_arena(CLOSESPEC, "--suites", suite, "verify",
                                               folder.output() + ".tar.gz")
            self.assertEqual(status, EXIT_AS_EXPECTED, out + complaints)
            self.assertIn("; 10 more are not for this server\n", out)

    def test_addresses_that_cannot_be_meant(self):
        for wire, complaint in [
                ("192.0.2.2", "is this machine's own"), ("203.0.113.9", "ENETUNREACH"),
                ("fd00::77", "expected an IPv4 address"), ("host", "expected an IP address")]:
            with Folder() as folder:
                status, _, complaints = run(folder, "echo", LISTENING, wire=wire)
                self.assertEqual(status, EXIT_WRONG_USAGE, complaints)
                self.assertIn(complaint, complaints)
        with Folder() as folder:
            status, _, complaints = run(folder, "echo", LISTENING, wire="192.0.2.1")
            self.assertEqual(status, EXIT_BROKE, complaints)
            self.assertIn("a wire peer cannot be 192.0.2.1: that is the address of", complaints)

    def test_says_which_address_it_lacks(self):
        status, _, complaints = in_arena(CLOSESPEC, "run", "--target", "wire:192.0.2.1:7/echo")
        self.assertEqual(status, EXIT_WRONG_USAGE)
        self.assertIn("--wire-address is missing: an address on the network of near", complaints)
        status, _, complaints = in_arena(CLOSESPEC, "prove", "--target", "wire:192.0.2.1:7/echo")
        self.assertEqual(status, EXIT_WRONG_USAGE)


WIRE_SCENARIO = {
    "title": "T", "purpose": "P", "requirements": ["rfc5961-3.2-p3"],
    "preamble": "wire_established",
    "steps": [{"wire": "send", "flags": "RST", "seq": "RCV.NXT+10"},
              {"wire": "sut_sends", "flags": "ACK", "flags_may": "none", "seq": "SND.NXT"}],
}
CALL_SCENARIO = {
    "title": "T", "purpose": "P", "requirements": ["rfc9293-3.6-p4"], "preamble": "established",
    "steps": [{"sut": "close", "expect": 0}],
}

if __name__ == "__main__":
    unittest.main()
