"""Whatever is changed in a bundle under sums that fit, verify finds by judging again."""

import json
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from bundles import BundleCase  # noqa: E402


class Forgeries(BundleCase):
    def test_the_same_cases_are_no_forgery(self):
        done = self.verify(self.pack(self.with_cases(lambda cases: cases)))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_forged_verdict_is_judged_again(self):
        def forge(cases):
            cases[0]["verdict"] = "permitted"
            return cases
        self.refused(self.pack(self.with_cases(forge)),
                     "is recorded as permitted; its journal is judged otherwise (pass)")

    def test_a_forged_observation_is_judged_again(self):
        def forge(cases):
            cases[0]["checks"][0]["observed"] += ", or so"
            return cases
        self.refused(self.pack(self.with_cases(forge)), "its journal is judged otherwise")

    def test_a_journal_that_tells_of_other_segments_than_the_capture_is_found(self):
        def forge(content):
            # Another window: nothing that a check of these scenarios looks at.
            text = content.decode()
            at = text.index('"window":') + len('"window":')
            digit = text[at]
            return (text[:at] + ("2" if digit != "2" else "3") + text[at + 1:]).encode()
        self.refused(self.pack(self.changed(self.name(".journal"), forge)),
                     "of the journal is not that of the capture")

    def test_a_capture_with_a_segment_less_is_found(self):
        self.refused(self.pack(self.changed(self.name(".pcap"), lambda content: content[:24])),
                     "is in the journal and not in the capture")

    def test_cases_stand_in_the_order_of_the_suite(self):
        self.refused(self.pack(self.with_cases(lambda cases: cases[::-1])),
                     "is not where the suite has it")

    def unsupported(self, cases, names, keep_evidence=False):
        """Cases made unsupported as a forger would, with a summary and statement that fit."""
        def forge(all_cases):
            return [{"id": case["id"], "microseconds": 0, "verdict": "unsupported",
                     "reason": "sut cannot shutdown",
                     **({"evidence": case["evidence"]} if keep_evidence else {})}
                    if case["id"] in names else case for case in all_cases]
        files = self.with_cases(forge)
        if not keep_evidence:
            for case in cases:
                if case["id"] in names:
                    for ending in (".journal", ".pcap"):
                        del files[case["evidence"] + ending]
        return files

    def recorded(self):
        lines = self.files["results.json"].decode().split("\n")
        return [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"id":')]

    def test_unsupported_is_judged_again(self):
        cases = self.recorded()
        for names in ({cases[0]["id"]}, {case["id"] for case in cases}):
            self.refused(self.pack(self.unsupported(cases, names)),
                         "did not run for a reason that nothing here shows: sut cannot shutdown")
            self.refused(self.pack(self.unsupported(cases, names, keep_evidence=True)),
                         "is recorded as unsupported; its journal is judged otherwise (pass)")

    def test_a_verdict_put_aside_is_judged_again(self):
        def forge(cases):
            cases[0] = {"id": cases[0]["id"], "microseconds": 0, "verdict": "inconclusive",
                        "reason": "the canary died", "distrusted": "the canary died",
                        "evidence": cases[0]["evidence"]}
            return cases
        self.refused(self.pack(self.with_cases(forge)), "its journal is judged otherwise (pass)")

    def test_another_stack_than_that_of_the_journals_is_found(self):
        stack = json.loads("\n".join(self.files["results.json"].decode().split("\n")[:2])
                           .split('"run":')[1].rstrip(",\n"))["sut"]["stack"]
        forged = dict(self.files)
        for name in ("results.json", "statement.json"):
            forged[name] = forged[name].replace(f'"stack":"{stack}"'.encode(), b'"stack":"linux-9.99"')
        self.refused(self.pack(forged), f"its sut is {stack}, and the head of the results says linux-9.99")

    def test_a_hello_that_differs_from_the_others_is_found(self):
        name = [name for name in sorted(self.files) if name.endswith(".journal")][-1]
        self.refused(self.pack(self.changed(name, lambda content: content.replace(b',"fork"', b"", 1))),
                     "can do something else than in the cases before")

    def test_calls_that_are_not_those_of_the_steps_are_found(self):
        name = next(name for name in sorted(self.files)
                    if name.endswith(".journal") and "shutdown_wr_sends_fin" in name)
        for other in (b'"action":"close"', b'"action":"\\u001b[31mhello"'):
            done = self.refused(
                self.pack(self.changed(name, lambda content, other=other: content.replace(
                    b'"action":"shutdown"', other))), "is not that of step")
            self.assertNotIn("\x1b", done.stdout)

    def test_lines_of_a_journal_that_changed_places_are_found(self):
        name = self.name(".journal")
        lines = self.files[name].decode().split("\n")
        for at in range(1, len(lines) - 2, 7):
            swapped = lines[:at] + [lines[at + 1], lines[at]] + lines[at + 2:]
            done = self.verify(self.pack(self.changed(
                name, lambda content, swapped=swapped: "\n".join(swapped).encode())))
            self.assertEqual(done.returncode, 1, f"line {at}: {done.stdout}")

    def test_hostile_names_reach_no_terminal(self):
        hostile = "evidence/\x1b[31mEVIL\n\rverified\x1b]0;x\x07"
        done = self.refused(self.pack({**self.files, hostile: b"x"}, manifest=False), "EVIL")
        for each in ("\x1b", "\r", "\nverified", "\x07"):
            self.assertNotIn(each, done.stdout)

        def forge(cases):
            cases[0]["id"] = "half_close/\x1b[31mverified\n[family=ipv4]"
            return cases
        done = self.refused(self.pack(self.with_cases(forge)), "the suite has no such case")
        self.assertNotIn("\x1b", done.stdout)

    def test_a_failure_is_known_only_by_the_targets_deviations(self):
        def forge(content):
            target = json.loads("\n".join(
                line for line in content.decode().split("\n") if not line.lstrip().startswith("//")))
            target["follows"] = ["seed"]
            return json.dumps(target).encode()
        self.refused(self.pack(self.changed("target.json", forge)),
                     "judged by other texts than the target follows")


if __name__ == "__main__":
    unittest.main()
