"""Cases against a wire peer as scripts of packetdrill: they keep to its grammar, do again what was
done, and demand what the clause demands where the stack broke it."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from closespec import EXIT_AS_EXPECTED, EXIT_FELL_SHORT, EXIT_WRONG_USAGE  # noqa: E402
from closespec import SUITES, Folder, command  # noqa: E402
from packetdrill_grammar import BadScript, check  # noqa: E402

TARGETS = os.path.join(SUITES, "../harness/targets")
KNOWN_TO_FAIL = "segment_in_state/rst_in_close_wait_at_rcv_nxt"
WITH_ICMP = "network_errors/icmp_does_not_end_established_connection"
WITH_SETTINGS = "time_wait/assassination_hardening"
WITHOUT_LISTENER = "segment_in_state/data_in_closed"
FROM_THE_SUITE = [KNOWN_TO_FAIL, WITH_ICMP, WITH_SETTINGS, WITHOUT_LISTENER,
                  "segment_in_state/rst_in_syn_sent_without_ack",
                  "segment_in_state/syn_ack_in_syn_sent_acking_syn"]
OF_SOCKETS = "reset_delivery/recv_reports_econnreset"


def planted(*steps):
    """A scenario that demands what no stack does."""
    return {"title": "Planted", "purpose": "To fail.", "requirements": ["rfc9293-3.10.7.4-p32"],
            "priority": "core", "preamble": "wire_established", "steps": steps}


PLANTED = {
    "planted/answer": planted({"wire": "send", "flags": "FIN|ACK"},
                              {"wire": "sut_sends", "flags": "RST", "seq": "SND.NXT"}),
    "planted/silence": planted({"wire": "send", "flags": "RST", "seq": "RCV.NXT+10"},
                               {"wire": "silence"}, {"wire": "witness", "state": "ESTABLISHED"}),
    "planted/never": planted({"wire": "send", "flags": "FIN|ACK"},
                             {"wire": "sut_gets", "flags": "FIN"},
                             {"wire": "never", "flags": "ACK", "ack": "RCV.NXT"},
                             {"sut": "close"}),
    "planted/call": planted({"wire": "send", "flags": "FIN|ACK"}, {"sut": "wait_readable"},
                            {"sut": "recv", "expect": {"error": "ECONNRESET"}}),
}


def events(script):
    return [line for line in script.splitlines() if line.startswith("+")]


class Packetdrill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(Folder())
        scenarios = dict(PLANTED)
        for name in [*FROM_THE_SUITE, OF_SOCKETS]:
            with open(os.path.join(SUITES, name + ".json"), encoding="utf-8") as file:
                scenarios[name] = file.read()
        cls.suite = cls.folder.suite(scenarios)
        code, out, err = command("--suites", cls.suite, "run", "--profile", "full", "--output",
                                 cls.folder.output())
        assert code == EXIT_FELL_SHORT, out + err
        cls.cases = {case["id"]: case for case in cls.folder.results()["cases"]}

    def report(self, case):
        return command("--suites", self.suite, "report", self.folder.output(), "--format",
                       "packetdrill", "--case", case)

    def of(self, scenario, family="ipv4", numbers="usual"):
        return next(case for case in self.cases if case.startswith(scenario + "[")
                    and f"family={family}" in case and (f"numbers={numbers}" in case
                                                        or "numbers=" not in case))

    def script(self, *arguments):
        code, out, err = self.report(self.of(*arguments))
        self.assertEqual(code, EXIT_AS_EXPECTED, err)
        check(out)
        return out

    def test_each_script_keeps_to_the_grammar(self):
        folder = os.path.join(self.folder.path, "scripts")
        os.makedirs(folder)
        told = subprocess.run([os.environ["WRITE_PACKETDRILL_SCRIPTS"], self.folder.output(),
                               self.suite, TARGETS, folder],
                              capture_output=True, text=True, check=True).stdout
        written = [line.split("\t")[1] for line in told.splitlines() if line.endswith(".pkt")]
        self.assertGreater(len(written), 40, told)
        for name in written:
            with self.subTest(name), open(os.path.join(folder, name), encoding="utf-8") as file:
                check(file.read())

    def test_the_grammar_refuses(self):
        for bad in ("+0 < S 0:1(0) win 5", "+0 < . 1:1(0) win 5", "+0 > S 0:0(0) <mss 5,nop>",
                    "+0 < S 0:0(0) win 5 <...>", "+0~+1 < S 0:0(0)", "+0...1 > S 0:0(0)", "",
                    "+0 recv(3, ..., 5, 0) = -1 (EAGAIN)", "+0 fork() = 3", "0 listen(3, 1) = 0",
                    "+0 listen(3, 1) = 0\n--ip_version=ipv6", "+0 > .S 0:0(0) ack 1",
                    "`reboot`\n+0 listen(3, 1) = 0", "+0 < S 4294967295:4294967300(5)"):
            with self.subTest(bad), self.assertRaises(BadScript):
                check(bad)

    def test_a_broken_result_is_demanded(self):
        script = self.script(KNOWN_TO_FAIL)
        self.assertIn("binds as MUST: When the peer aborts the connection", script)
        self.assertRegex(events(script)[-1],
                         r"getsockopt\(\d, SOL_SOCKET, SO_ERROR, \[ECONNRESET\], \[4\]\) = 0$")
        self.assertIn("recv(", events(self.script("planted/call"))[-1])
        self.assertIn("= -1 ECONNRESET (ECONNRESET)", events(self.script("planted/call"))[-1])

    def test_a_broken_answer_is_demanded(self):
        for family, numbers in (("ipv4", "usual"), ("ipv6", "wrapping")):
            script = self.script("planted/answer", family, numbers)
            self.assertEqual(events(script)[-2:], ["+0 < F. 1:1(0) ack 1 win 65535",
                                                   "+0 > R 1:1(0) <...>"])
            self.assertEqual("--ip_version=ipv6" in script, family == "ipv6")
            self.assertEqual("4294967293:4294967293(0)" in script, numbers == "wrapping")

    def test_what_shall_not_come_is_left_out_and_shown_by_the_next_one(self):
        script = self.script("planted/silence")
        self.assertIn("// this shall not come, and came: > . 1:1(0) ack 1 <...>", script)
        self.assertIn("+0 < R 11:11(0) win 65535", events(script))
        self.assertNotEqual(events(script)[-1], "+0 > . 1:1(0) ack 1 <...>")
        self.assertIn(" > ", events(script)[-1])
        code, out, err = self.report(self.of("planted/never"))
        self.assertEqual((code, out), (EXIT_WRONG_USAGE, ""))
        self.assertIn("only by another one that comes next, and here none does", err)

    def test_icmp_settings_and_a_port_without_a_listener(self):
        self.assertIn("+0 < icmp ", self.script(WITH_ICMP))
        self.assertIn("`sysctl -q net.ipv4.tcp_rfc1337=", self.script(WITH_SETTINGS))
        self.assertNotIn("socket(", self.script(WITHOUT_LISTENER))

    def test_what_packetdrill_cannot_say_is_told_with_its_place(self):
        code, out, err = self.report(self.of(OF_SOCKETS))
        self.assertEqual((code, out), (EXIT_WRONG_USAGE, ""))
        self.assertRegex(err, r"\.json:1: reset_delivery/.*the other side makes socket calls")
        case = self.cases[self.of(KNOWN_TO_FAIL)]
        journal = os.path.join(self.folder.output(), case["evidence"] + ".journal")
        os.rename(journal, journal + ".away")
        _, _, err = self.report(case["id"])
        os.rename(journal + ".away", journal)
        self.assertIn("the run kept no journal of it", err)


if __name__ == "__main__":
    unittest.main()
