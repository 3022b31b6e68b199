"""A disk that becomes full under --output: said clearly, and what was written can be read."""

import json
import os
import shlex
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
import closespec  # noqa: E402
from closespec import EXIT_BROKE, Folder  # noqa: E402

# A small disk of its own; what is on it must be copied before it goes.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size={size} none {folder}/disk || exit 99
{closespec} run 'end_of_stream/*' {options} --output {folder}/disk/output
code=$?
cp {folder}/disk/output/results.json {folder}/copy.json
exit $code
"""


def namespaces_work():
    return subprocess.run(["unshare", "-Urm", "true"], capture_output=True,
                          check=False).returncode == 0


@unittest.skipUnless(namespaces_work(), "no user and mount namespaces here")
class FullDisk(unittest.TestCase):
    def check(self, size, options, says):
        with Folder() as folder:
            os.mkdir(os.path.join(folder.path, "disk"))
            script = ON_A_SMALL_DISK.format(size=size, folder=folder.path, options=options,
                                            closespec=shlex.join([closespec.CLOSESPEC,
                                                                  *closespec.SOME]))
            ended = subprocess.run(["unshare", "-Urm", "sh", "-c", script], capture_output=True,
                                   text=True, check=False, timeout=closespec.PATIENCE_SECONDS)
            if ended.returncode == 99:
                self.skipTest("no tmpfs can be mounted here: " + ended.stderr)
            with open(os.path.join(folder.path, "copy.json"), encoding="utf-8") as file:
                results = json.load(file)
        self.assertEqual(ended.returncode, EXIT_BROKE, ended.stdout + ended.stderr)
        self.assertIn("closespec: the run broke: ", ended.stderr)
        self.assertRegex(ended.stderr, says)
        self.assertGreater(len(results["cases"]), 0)

    def test_of_results(self):
        self.check("32k", "--no-evidence-of-passes --repeat 50", "results.json: No space left on device")

    def test_of_evidence(self):
        # Whichever of evidence and results meets the end of the disk first.
        self.check("128k", "", "ENOSPC|No space left on device")


if __name__ == "__main__":
    unittest.main()
