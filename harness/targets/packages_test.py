"""packages.sh finds the way to become root: a sudo that asks for nothing, one that may ask at a
terminal, or nobody's; the programs are stand-ins."""

import os
import pty
import subprocess
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
STAND_INS = {
    "id": "echo 1000",
    "dpkg-query": "exit 1",
    "apt-get": 'echo "apt-get $*"',
    # Nobody's: asks for a password, which only a terminal can give.
    "sudo": 'if [ "$1" = -n ]; then [ "$FREE" ] && shift || exit 1; fi; "$@"',
}


def install(stdin, free=""):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in STAND_INS.items():
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\n" + text + "\n")
            os.chmod(path, 0o755)
        script = f"say_as=test; . {os.path.join(HERE, 'packages.sh')}; install_packages ours"
        return subprocess.run(["sh", "-c", script], stdin=stdin, capture_output=True, text=True,
                              env={"PATH": folder + ":/usr/bin:/bin", "FREE": free}, check=False)


class Packages(unittest.TestCase):
    def test_sudo_that_asks_for_nothing(self):
        ended = install(subprocess.DEVNULL, free="yes")
        self.assertIn("apt-get install -q -y --no-install-recommends ours", ended.stderr)
        self.assertEqual(ended.returncode, 0)

    def test_sudo_may_ask_at_a_terminal(self):
        ours, theirs = pty.openpty()
        ended = install(theirs)
        os.close(ours)
        os.close(theirs)
        self.assertIn("test: packages are missing: ours", ended.stderr)
        self.assertIn("apt-get install -q -y --no-install-recommends ours", ended.stderr)
        self.assertEqual(ended.returncode, 0)

    def test_elsewhere_an_administrator_is_asked(self):
        ended = install(subprocess.DEVNULL)
        self.assertIn("Ask an administrator", ended.stderr)
        self.assertEqual(ended.returncode, 3)


if __name__ == "__main__":
    unittest.main()
