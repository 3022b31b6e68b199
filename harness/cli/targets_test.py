"""Stacks that are not all there: named with what mends it, installed by their own command."""

import os
import shutil
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import EXIT_AS_EXPECTED, EXIT_BROKE, EXIT_WRONG_USAGE, Folder  # noqa: E402

# Says what is missing until it was installed.
INSTALL = """cd "$(dirname "$0")"
[ "${1-}" = --check ] || { touch installed; exit 0; }
[ -e installed ] || { echo 'no such board'; exit 1; }
"""


def verdicts_with(folder, target):
    """And the first reason that was given."""
    closespec.command("run", "--target", target, "half_close/shutdown_wr_*", "--output",
                      folder.output())
    cases = folder.results()["cases"]
    return {case["verdict"] for case in cases}, cases[0].get("reason", "")


class Targets(unittest.TestCase):
    def test_missing_stack_makes_its_cases_unsupported_until_it_is_installed(self):
        with Folder() as folder:
            install = folder.script("install", INSTALL)
            target = folder.target(install=[install])
            verdicts, reason = verdicts_with(folder, target)
            self.assertEqual(verdicts, {"unsupported"})
            self.assertIn("no such board; closespec targets install " + target, reason)

            code, out, err = closespec.command("targets", "install", target)
            self.assertEqual(code, EXIT_AS_EXPECTED, out + err)
            verdicts, _ = verdicts_with(folder, target)
            self.assertNotIn("unsupported", verdicts)

    def test_installation_that_fails_says_so(self):
        with Folder() as folder:
            target = folder.target(install=["/bin/sh", "-c", "exit 5"])
            code, _, err = closespec.command("targets", "install", target)
            self.assertEqual(code, EXIT_BROKE)
            self.assertIn("could not be installed", err)

    def test_places_are_filled(self):
        with Folder() as folder:
            os.symlink(os.path.join(closespec.BINARIES, "closespec-peer"),
                       os.path.join(folder.path, "own-peer"))
            for launch in (["{folder}/own-peer"], ["{programs}/closespec-peer"],
                           ["sh", "-c", "exec {peer}"]):
                verdicts, _ = verdicts_with(folder, folder.target(launch=launch))
                self.assertNotIn("error", verdicts, launch)
                self.assertIn("pass", verdicts, launch)

    def test_canary_needs_not_be_among_the_selected_nor_of_their_kind(self):
        with Folder() as folder:
            canary = "orderly_release/active_close_sends_fin[family=ipv4,opener=sut]"
            target = folder.target(canary={"case": canary, "every": 1})
            code, out, err = closespec.command(
                "run", "--target", target, "orderly_release/segment_after_last_ack_is_reset", "--profile",
                "full", "--output", folder.output())
            self.assertEqual(code, EXIT_AS_EXPECTED, out + err)
            results = folder.results()
            self.assertEqual(results["run"]["canary"], canary)
            self.assertEqual({case["verdict"] for case in results["cases"]}, {"pass"})
            self.assertNotIn(canary, [case["id"] for case in results["cases"]])


# What it is told to shut down and to close ends eight seconds later.
LATE = (("def shutdown(facts, on, how): on.shutdown(number(HOW.get(how, how)))",
         "def shutdown(facts, on, how): pass"),
        ("def close(facts, on): os.close(on.detach())",
         "def close(facts, on): Thread(target=lambda held: (time.sleep(8), os.close(held)),"
         " args=(on.detach(),), daemon=True).start()"))
FEW = "half_close/shutdown_wr_sends_fin[family=ipv4,*"
READS_AND_CLOSES_LATER = "end_of_stream/zero_is_sticky[family=ipv4,opener=sut]"


class Limits(unittest.TestCase):
    def left_with(self, seconds):
        with Folder() as folder:
            with open(os.path.join(closespec.SUITES, "..", "docs", "examples", "peer.py"),
                      encoding="utf-8") as file:
                peer = file.read()
            for prompt, late in LATE:
                self.assertIn(prompt, peer)
                peer = peer.replace(prompt, late)
            target = folder.target(launch=["/usr/bin/python3", folder.file("peer.py", peer)],
                                   limits={"give_up_seconds": seconds})
            closespec.command("run", "--target", target, READS_AND_CLOSES_LATER, "--output",
                              folder.output())
            case, = folder.results()["cases"]
            return [check["observed"] for check in case["checks"]
                    if check["expected"].startswith("nothing_left") and check.get("verdict") == "fail"]

    def test_what_was_closed_may_stay_until_the_stack_gives_up(self):
        self.assertEqual(self.left_with(1), ["CLOSE_WAIT"])
        self.assertEqual(self.left_with(60), [])


class Canary(unittest.TestCase):
    def results(self, folder, **fields):
        closespec.command("run", "--target", folder.target(**fields), FEW, "--output",
                          folder.output())
        return folder.results()

    def test_shows_that_the_stack_is_what_it_was(self):
        # It is not among the selected cases, and needs another kind of link.
        canary = ("orderly_release/peer_fin_piggybacked_on_ack_of_data"
                  "[family=ipv4,opener=sut,numbers=usual]")
        with Folder() as folder:
            results = self.results(folder, canary={"case": canary, "every": 1})
            self.assertEqual(results["run"]["canary"], canary)
            self.assertEqual({case["verdict"] for case in results["cases"]}, {"pass"})

    def test_that_a_fresh_stack_does_not_pass_is_no_proof(self):
        canary = "half_close/shutdown_wr_sends_fin[family=ipv4,opener=sut]"
        with Folder() as folder:
            results = self.results(
                folder, canary={"case": canary, "every": 2}, limits={"reset": ["/bin/true"]},
                launch=["env", "LD_PRELOAD={programs}/libclosespec_faults.so",
                        "CLOSESPEC_FAULT=half_close_ignored", "{peer}"])
            for case in results["cases"]:
                self.assertEqual(case["verdict"], "inconclusive")
                self.assertIn(f"the canary {canary} did not pass on the fresh stack: fail",
                              case["reason"])
                self.assertIn("; the stack was reset: exited with status 0", case["reason"])
            code, out, err = closespec.command("rejudge", folder.output())
            self.assertEqual(code, EXIT_AS_EXPECTED, out + err)

    def test_that_does_not_exist_is_refused(self):
        with Folder() as folder:
            target = folder.target(launch=["{peer}"], canary={"case": "half_close/no", "every": 2})
            code, _, err = closespec.command("run", "--target", target)
            self.assertEqual(code, EXIT_WRONG_USAGE)
            self.assertIn('/canary/case: "half_close/no": the suite has no such case', err)


class Kernels(unittest.TestCase):
    def refused(self, *arguments):
        code, _, err = closespec.command("run", *arguments)
        self.assertEqual(code, EXIT_WRONG_USAGE, err)
        return err

    def test_what_is_no_kernel_is_refused(self):
        with Folder() as folder:
            text = folder.script("bzImage", "echo no kernel")
            self.assertIn("no kernel image", self.refused("--kernel", text))
            self.assertIn("no such file", self.refused("--kernel", text + "-6.1"))
            self.refused("--kernel", text, "--target", "linux")
            self.refused("--kernel", text, "--all-targets")

    def test_kernel_that_does_not_start_says_how_it_ended(self):
        if shutil.which("qemu-system-x86_64") is None or shutil.which("cpio") is None:
            self.skipTest("no qemu, no cpio")
        with Folder() as folder:
            image = os.path.join(folder.path, "bzImage")
            with open(image, "wb") as file:
                # It claims to be longer than it is.
                file.write(bytes(0x1f1) + b"\xff" + bytes(16) + b"HdrS" + bytes(4096))
            # What was made of it stays beside the other stacks.
            made = "kernel" + os.path.realpath(image).replace("/", "+")
            self.addCleanup(shutil.rmtree, os.path.join(closespec.SUITES, "../build/stacks", made),
                            ignore_errors=True)
            code, _, err = closespec.command("run", "--kernel", image, "orderly_release/*")
            self.assertEqual(code, EXIT_BROKE, err)
            self.assertIn("the kernel ended: qemu", err)


if __name__ == "__main__":
    unittest.main()
