"""What a run says does not depend on who runs it, can be judged again, and known deviations are
known for their signature and their time alone."""

import json
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import (CLOSESPEC, EXIT_AS_EXPECTED, EXIT_FELL_SHORT, EXIT_WRONG_USAGE,  # noqa: E402
                       SOME, Folder, command, verdicts)

NOBODY = 65534
FAULTY = {"LD_PRELOAD": os.path.join(closespec.BINARIES, "libclosespec_faults.so"),
          "CLOSESPEC_FAULT": "linger_zero_graceful"}
SHOWS_IT = "abortive_release/linger_zero_close_sends_rst"


def run(folder, *arguments):
    code, out, err = command("run", *arguments, "--output", folder.output())
    return code, folder.results(), out + err


class OrdinaryUser(unittest.TestCase):
    def setUp(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to become somebody else")
        self.become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        usable = subprocess.run([*self.become, CLOSESPEC, "--version"], capture_output=True,
                                check=False)
        if usable.returncode != 0:
            self.skipTest("others may not use the program where it was built")
        if subprocess.run([*self.become, "unshare", "-Urn", "true"], capture_output=True,
                          check=False).returncode != 0:
            self.skipTest("ordinary users have no namespaces here")

    def met(self, results):
        # Which of the permitted alternatives is seen may differ from run to run.
        return {case: "pass" if verdict == "permitted" else verdict
                for case, verdict in verdicts(results).items()}

    def test_gets_the_verdicts_of_root(self):
        with Folder() as folder:
            _, of_root, _ = run(folder, "orderly_release/*")
        with Folder() as folder:
            os.chown(folder.path, NOBODY, NOBODY)
            environment = dict(os.environ, HOME=folder.path, TMPDIR=folder.path)
            subprocess.run([*self.become, CLOSESPEC, *SOME, "run", "orderly_release/*", "--output",
                            folder.output()], capture_output=True, env=environment, check=False,
                           timeout=closespec.PATIENCE_SECONDS)
            of_nobody = folder.results()
        self.assertEqual(self.met(of_nobody), self.met(of_root))
        self.assertEqual(of_nobody["run"].get("limitations"),
                         of_root["run"].get("limitations"))


class Repeat(unittest.TestCase):
    def test_the_command_of_a_failure_can_be_pasted(self):
        with Folder() as folder:
            suites = folder.suite_of(SHOWS_IT)
            moved = os.path.join(folder.path, "a suite")
            os.rename(suites, moved)
            target = folder.target("my target", environment=FAULTY)
            case = SHOWS_IT + "[family=ipv4,opener=sut]"
            run_it = ["--suites", moved, "run", "--target", target, case]
            code, out, err = command(*run_it, "--output", folder.output())
            self.assertEqual(code, EXIT_FELL_SHORT, out + err)
            repeat = re.search(r"^  repeat +((?:.*\\\n)*.*)$", out, re.MULTILINE).group(1)
            again = subprocess.run(["sh", "-c", repeat], capture_output=True, text=True,
                                   cwd=folder.path, check=False)
        self.assertEqual(again.returncode, EXIT_FELL_SHORT, again.stdout + again.stderr)


class Example(unittest.TestCase):
    def test_its_fault_is_planted_from_every_folder(self):
        example = os.path.join(os.path.dirname(os.path.abspath(closespec.SUITES)), "docs",
                               "examples", "drains_unread_data.json")
        case = "unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]"
        with Folder() as folder:
            code, out, err = command("run", "--target", example, case, "--output",
                                     folder.output(), cwd=folder.path)
        self.assertEqual(code, EXIT_FELL_SHORT, out + err)


class Rejudge(unittest.TestCase):
    def test_says_the_same_unless_somebody_changed_it(self):
        with Folder() as folder:
            _, results, _ = run(folder, "unread_data/*")
            code, out, err = command("rejudge", folder.output())
            self.assertEqual(code, EXIT_AS_EXPECTED, out + err)
            self.assertIn(f"{len(results['cases'])} judged the same, 0 differently", out)

            case = next(case for case in results["cases"] if case["verdict"] == "pass")
            case["verdict"] = "fail"
            folder.file("output/results.json", json.dumps(results))
            code, _, err = command("rejudge", folder.output())
            self.assertIn("/summary: does not agree with the cases", err)
            self.assertEqual(code, EXIT_WRONG_USAGE)

            del results["summary"]
            folder.file("output/results.json", json.dumps(results))
            code, out, err = command("rejudge", folder.output())
        self.assertEqual(code, EXIT_FELL_SHORT, out + err)
        self.assertIn(case["id"] + ": was fail, is pass", out)
        self.assertIn("1 differently", out)


class Deviations(unittest.TestCase):
    def run_with(self, *deviations):
        with Folder() as folder:
            target = folder.target(environment=FAULTY, deviations=list(deviations))
            return run(folder, SHOWS_IT, "--target", target)

    def test_are_known_by_signature_until_they_expire(self):
        code, results, text = self.run_with()
        self.assertEqual(code, EXIT_FELL_SHORT, text)
        self.assertEqual(set(verdicts(results).values()), {"fail"})
        signatures = {check["signature"] for case in results["cases"]
                      for check in case["checks"] if check.get("verdict") == "fail"}

        known = [{"cases": SHOWS_IT, "signature": signature, "why": "planted",
                  "evidence": "this test", "expires": "2999-12-31"} for signature in signatures]
        code, results, text = self.run_with(*known)
        self.assertEqual(code, EXIT_AS_EXPECTED, text)
        self.assertEqual(set(verdicts(results).values()), {"fail"}, "facts stay facts")
        self.assertTrue(all(case["known"] for case in results["cases"]))

        for broken in ({"expires": "2026-01-01"}, {"signature": "another"}, {"cases": "linger/*"}):
            code, _, text = self.run_with(*[dict(each, **broken) for each in known])
            self.assertEqual(code, EXIT_FELL_SHORT, f"{broken}: {text}")


if __name__ == "__main__":
    unittest.main()
