"""qualify makes a bundle that verify accepts; whatever is changed in it, verify finds."""

import gzip
import hashlib
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
from closespec import CLOSESPEC, Folder  # noqa: E402

SCENARIOS = ("half_close/shutdown_wr_sends_fin", "abortive_release/linger_zero_close_sends_rst")


class Bundles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Folder()
        folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        cls.place = folder.path
        cls.suite = folder.suite_of(*SCENARIOS)
        cls.bundle = os.path.join(cls.place, "run.tar.gz")
        done = cls.closespec("qualify", "--output", cls.bundle[: -len(".tar.gz")])
        assert done.returncode == 0, done.stdout + done.stderr
        with tarfile.open(cls.bundle) as packed:
            cls.files = {m.name: packed.extractfile(m).read() for m in packed.getmembers()}

    @classmethod
    def closespec(cls, *words):
        return subprocess.run([CLOSESPEC, "--suites", cls.suite, *words], capture_output=True,
                              text=True, timeout=300)

    def verify(self, octets):
        """Of these octets as an archive, with a sum that fits."""
        bundle = os.path.join(self.place, "other.tar.gz")
        with open(bundle, "wb") as out:
            out.write(octets)
        with open(bundle + ".sha256", "w", encoding="ascii") as out:
            out.write(hashlib.sha256(octets).hexdigest() + "  other.tar.gz\n")
        return self.closespec("verify", bundle)

    def pack(self, files, manifest=True):
        """Archive of these files; with a manifest that fits them, as a forger would make it."""
        files = dict(files)
        if manifest:
            files["manifest.sha256"] = "".join(
                f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n"
                for name in sorted(files) if name != "manifest.sha256").encode()
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as packed:
            for name, content in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                packed.addfile(member, io.BytesIO(content))
        return out.getvalue()

    def refused(self, octets, *words):
        done = self.verify(octets)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stdout)
        self.assertIn("NOT verified", done.stdout)

    def name(self, ending):
        return next(name for name in sorted(self.files) if name.endswith(ending))

    def changed(self, name, change):
        files = dict(self.files)
        files[name] = change(files[name])
        return files

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

    def with_cases(self, change):
        """The bundle's files, with results.json as it is whole for the cases that `change` gives."""
        lines = self.files["results.json"].decode().split("\n")
        first = next(i for i, line in enumerate(lines) if line.startswith('{"id":'))
        last = next(i for i, line in enumerate(lines) if line.startswith("]"))
        cases = change([json.loads(line.rstrip(",")) for line in lines[first:last]])

        def tally(these):
            counts = {"cases": len(these)}
            for case in these:
                counts[case["verdict"]] = counts.get(case["verdict"], 0) + 1
            return counts
        ending = json.loads('{"x":[' + "\n".join(lines[last:]))
        chapters = sorted({case["id"].split("/")[0] for case in cases})
        ending["summary"] = {**tally(cases), "chapters": {
            name: tally([case for case in cases if case["id"].startswith(name + "/")])
            for name in chapters}}
        del ending["x"]
        text = "\n".join(lines[:first] + [",\n".join(json.dumps(case) for case in cases)])
        forged = text + "\n]," + json.dumps(ending)[1:] + "\n"
        return self.changed("results.json", lambda content: forged.encode())

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

    def test_a_case_less_or_twice_is_found(self):
        self.refused(self.pack(self.with_cases(lambda cases: cases[1:])), "did not run",
                     "belongs to no case")
        self.refused(self.pack(self.with_cases(lambda cases: cases + cases[:1])), "is there twice")

    def test_a_file_more_or_less_is_found(self):
        files = dict(self.files)
        files["evidence/half_close/another.journal"] = b"{}"
        self.refused(self.pack(files), "evidence/half_close/another.journal: belongs to no case")
        self.refused(self.pack(files, manifest=False), "in the bundle and not in the manifest")
        gone = self.name(".journal")
        files = {name: content for name, content in self.files.items() if name != gone}
        self.refused(self.pack(files, manifest=False), f"{gone}: in the manifest and not in the bundle")
        self.refused(self.pack(files), "has no journal")

    def test_a_failure_is_known_only_by_the_targets_deviations(self):
        def forge(content):
            target = json.loads("\n".join(
                line for line in content.decode().split("\n") if not line.lstrip().startswith("//")))
            target["follows"] = ["seed"]
            return json.dumps(target).encode()
        self.refused(self.pack(self.changed("target.json", forge)),
                     "judged by other texts than the target follows")

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
