"""qualify makes a bundle that verify accepts; a damaged one, or one that is no bundle, it does not."""

import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from bundles import SCENARIOS, BundleCase  # noqa: E402
from closespec import CLOSESPEC  # noqa: E402


class Bundles(BundleCase):
    def test_a_bundle_is_verified(self):
        done = self.closespec("verify", self.bundle)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        cases = self.files["results.json"].count(b'"id":')
        self.assertGreater(cases, 4)
        self.assertIn(f"{cases} cases; {cases} verdicts judged again, {cases} captures", done.stdout)
        self.assertRegex(done.stdout, r"\d+ % of the verdicts rest on the word of the SUT's own peer")
        self.assertEqual(done.stdout.splitlines()[-1], "verified")

    def test_sha256sum_reads_the_sums(self):
        folder = self.bundle[: -len(".tar.gz")]
        for where, sums in ((self.place, "run.tar.gz.sha256"), (folder, "manifest.sha256")):
            subprocess.run(["sha256sum", "--check", "--quiet", "--strict", sums], cwd=where, check=True)

    def test_a_statement_says_what_ran_of_what_is_declared(self):
        statement = json.loads(self.files["statement.json"])
        self.assertTrue(statement["features"]["linger"]["declared"])
        self.assertEqual(statement["features"]["linger"]["pass"],
                         statement["features"]["linger"]["cases"])
        self.assertEqual(statement["all"]["cases"], self.files["results.json"].count(b'"id":'))
        # Declared, and nothing of this small suite asks for it: seen at once.
        self.assertEqual(statement["features"]["epoll"], {"declared": True, "cases": 0})

    def test_no_flipped_byte_stays_unseen(self):
        with open(self.bundle, "rb") as whole:
            octets = whole.read()
        with open(self.bundle + ".sha256", "rb") as sums:
            sum_line = sums.read()
        dice = random.Random(9293)
        for _ in range(25):
            at = dice.randrange(len(octets))
            flipped = bytearray(octets)
            flipped[at] ^= 1 << dice.randrange(8)
            bundle = os.path.join(self.place, "run.tar.gz.flipped")
            os.makedirs(bundle, exist_ok=True)
            bundle = os.path.join(bundle, "run.tar.gz")
            with open(bundle, "wb") as out:
                out.write(flipped)
            with open(bundle + ".sha256", "wb") as out:
                out.write(sum_line)
            done = self.closespec("verify", bundle)
            self.assertEqual(done.returncode, 1, f"octet {at}")
            self.assertIn("is not the file that", done.stdout)

    def test_a_flipped_byte_under_a_sum_that_fits_is_seen_by_the_manifest(self):
        dice = random.Random(793)
        for ending in (".journal", ".pcap", "results.json", "target.json", "statement.json"):
            name = self.name(ending)
            at = dice.randrange(len(self.files[name]))

            def flip(content, at=at):
                return content[:at] + bytes([content[at] ^ 1]) + content[at + 1:]
            done = self.verify(self.pack(self.changed(name, flip), manifest=False))
            self.assertIn(done.returncode, (1, 2), ending)
            if done.returncode == 1:
                self.assertIn(f"{name}: its content is not that of the manifest", done.stdout)

    def test_a_case_less_or_twice_is_found(self):
        self.refused(self.pack(self.with_cases(lambda cases: cases[1:])), "did not run",
                     "belongs to no case")
        self.refused(self.pack(self.with_cases(lambda cases: cases + cases[:1])), "is there twice")

    def test_what_was_verified_is_said(self):
        done = self.closespec("verify", self.bundle)
        statement = json.loads(self.files["statement.json"])
        cases = statement["all"]["cases"]
        for words in (f"stack: {statement['sut']['stack']} (target linux)\n",
                      f"against: {statement['peer']['stack']} (target linux)\n",
                      f"full profile, {cases} cases of suite {statement['suite_revision']}\n",
                      f"verdicts: {statement['all']['pass']} pass", "the run's word alone: settings"):
            self.assertIn(words, done.stdout)

    def test_what_follows_the_end_of_the_archive_is_refused(self):
        whole = self.pack(self.files)
        tar = gzip.decompress(whole)
        for octets in (whole + b"trailing garbage", whole + whole, gzip.compress(tar + b"x"),
                       gzip.compress(tar + tar)):
            self.refused(octets, "something follows the end of the archive")
        self.refused(whole[:len(whole) // 2], "ends too early")
        done = self.verify(gzip.compress(tar + bytes(10240)))
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_document_that_is_missing_is_named(self):
        for name in ("target.json", "results.json", "statement.json"):
            files = {each: content for each, content in self.files.items() if each != name}
            self.refused(self.pack(files), f"{name}: not in the bundle\n")
        done = self.verify(self.pack(self.changed("target.json", lambda content: b"{")))
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.startswith("closespec: target.json:"), done.stderr)

    def test_a_file_more_or_less_is_found(self):
        files = dict(self.files)
        files["evidence/half_close/another.journal"] = b"{}"
        self.refused(self.pack(files), "evidence/half_close/another.journal: belongs to no case")
        self.refused(self.pack(files, manifest=False), "in the bundle and not in the manifest")
        gone = self.name(".journal")
        files = {name: content for name, content in self.files.items() if name != gone}
        self.refused(self.pack(files, manifest=False), f"{gone}: in the manifest and not in the bundle")
        self.refused(self.pack(files), "has no journal")

    def test_another_suite_is_said(self):
        suite = os.path.join(self.place, "other-suite")
        shutil.copytree(self.suite, suite)
        os.remove(os.path.join(suite, SCENARIOS[0] + ".json"))
        done = subprocess.run([CLOSESPEC, "--suites", suite, "verify", self.bundle],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 1)
        self.assertIn("which is not this program's", done.stdout)

    def test_paths_that_escape_are_refused_and_nothing_is_written_there(self):
        for name in ("../escaped", "/tmp/closespec-escaped", "evidence/../../escaped", "./x", "a//b"):
            with self.subTest(name=name):
                self.refused(self.pack({**self.files, name: b"x"}), "is no path below a folder")
        self.assertFalse(os.path.exists("/tmp/closespec-escaped"))

    def test_links_devices_and_doubles_are_refused(self):
        def packed(member):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode="w:gz") as archive:
                archive.addfile(member)
                archive.addfile(member)
            return out.getvalue()
        for kind, words in ((tarfile.SYMTYPE, "no plain file"), (tarfile.LNKTYPE, "no plain file"),
                            (tarfile.FIFOTYPE, "no plain file"), (tarfile.REGTYPE, "EEXIST")):
            member = tarfile.TarInfo("evidence")
            member.type = kind
            member.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            self.refused(packed(member), words)

    def test_a_size_bomb_is_refused_before_it_is_unpacked(self):
        # More than a file may have, of which next to nothing is stored.
        size = (1 << 30) + 512
        member = tarfile.TarInfo("results.json")
        member.size = size
        out = io.BytesIO()
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as packed:
            packed.write(member.tobuf())
            piece = bytes(1 << 20)
            for _ in range(1 << 10):
                packed.write(piece)
            packed.write(bytes(1024))
        self.refused(out.getvalue(), '"results.json" has more than 1073741824 octets')

    def test_what_is_no_archive_is_refused(self):
        self.refused(b"nothing of the kind")
        self.refused(b"")

    def test_usage(self):
        done = self.closespec("qualify", "--output", self.suite)
        self.assertEqual(done.returncode, 2)
        self.assertIn("must be empty", done.stderr)
        done = self.closespec("qualify", "--target", "nobody")
        self.assertEqual(done.returncode, 2)
        self.assertIn('no target file and no shipped target is named "nobody"', done.stderr)
        lonely = os.path.join(self.place, "lonely.tar.gz")
        shutil.copy(self.bundle, lonely)
        done = self.closespec("verify", lonely)
        self.assertEqual(done.returncode, 2)
        self.assertIn("lonely.tar.gz.sha256", done.stderr)


if __name__ == "__main__":
    unittest.main()
