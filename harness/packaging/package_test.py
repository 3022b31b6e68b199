"""package_test.py PACKAGES: what the packages there hold runs in a root folder in which there is
nothing else, and knows nothing of the machine on which it was built.
"""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
CHECKOUT = os.path.dirname(os.path.dirname(HERE))
CASES = ["half_close/shutdown_wr_sends_fin[family=ipv4,opener=sut]",
         "half_close/shutdown_wr_sends_fin[family=ipv6,opener=peer]",
         "segment_in_state/rst_in_established_at_rcv_nxt[family=ipv4,opener=sut,numbers=usual]"]


def package(ending):
    (found,) = glob.glob(os.path.join(PACKAGES, "*" + ending))
    return found


def files_of(folder):
    return {os.path.relpath(os.path.join(path, name), folder)
            for path, _, names in os.walk(folder) for name in names}


class Packages(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="closespec-root-")
        self.addCleanup(shutil.rmtree, self.root)
        os.mkdir(os.path.join(self.root, "tmp"))
        subprocess.run(["tar", "xzf", package(".tar.gz"), "-C", self.root], check=True)
        (self.folder,) = glob.glob(os.path.join(self.root, "closespec-*"))

    def inside(self, *arguments):
        program = os.path.join("/", os.path.basename(self.folder), "bin/closespec")
        return subprocess.run(
            ["bwrap", "--unshare-all", "--clearenv", "--bind", self.root, "/", "--proc", "/proc",
             "--dev", "/dev", "--chdir", "/tmp", program, *arguments],
            capture_output=True, text=True, check=False)

    def test_runs_where_there_is_nothing_else(self):
        self.assertRegex(self.inside("--version").stdout, r"^[0-9.]+\n$")
        scenarios = glob.glob(os.path.join(CHECKOUT, "suites/[!pwm]*/*.json"))
        listed = self.inside("list").stdout.splitlines()
        self.assertEqual(len(listed), len(scenarios))
        ended = self.inside("run", *CASES)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertRegex(ended.stdout, r"(?m)^3 cases in .*SUT linux")

    def test_needs_libc_for_a_peer_with_libraries_preloaded(self):
        linked = subprocess.run(["ldd", os.path.join(self.folder, "bin/closespec-peer-preload")],
                                capture_output=True, text=True, check=True).stdout
        libraries = re.findall(r"(/\S+) \(0x", linked)
        self.assertEqual(len(libraries), 2, linked)
        for library in libraries:
            to = self.root + library
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copy(library, to)
        # A fault that is caught was planted.
        ended = self.inside("prove", "half_close/shutdown_wr_sends_fin", "--fault",
                            "half_close_ignored")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_know_nothing_of_the_machine_that_made_them(self):
        for name in files_of(self.folder):
            with open(os.path.join(self.folder, name), "rb") as file:
                self.assertNotIn(CHECKOUT.encode(), file.read(), name)

    def test_hold_the_same(self):
        unpacked = os.path.join(self.root, "deb")
        subprocess.run(["dpkg-deb", "-x", package(".deb"), unpacked], check=True)
        self.assertEqual(files_of(os.path.join(unpacked, "usr")), files_of(self.folder))
        self.assertLessEqual(
            {"bin/closespec", "bin/closespec_gtest", "bin/closespec-peer",
             "bin/closespec-peer-preload", "bin/closespec-wire-peer",
             "lib/closespec/libclosespec_faults.so", "share/doc/closespec/LICENSE",
             "share/doc/closespec/README.md", "share/doc/closespec/docs/gate.md",
             "share/doc/closespec/reports/ktap/kselftest.sh",
             "share/doc/closespec/reports/json/results.schema.json", "share/man/man1/closespec.1",
             "share/bash-completion/completions/closespec"}, files_of(self.folder))
        needed = subprocess.run(["dpkg-deb", "-f", package(".deb"), "Depends"],
                                capture_output=True, text=True, check=True).stdout
        self.assertRegex(needed, r"^libc6 \(>= [0-9.]+\)\n$")


if __name__ == "__main__":
    PACKAGES = sys.argv.pop()
    unittest.main()
