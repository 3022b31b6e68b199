"""A bundle that qualify made of two scenarios, for tests that change it."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import unittest

from closespec import CLOSESPEC, Folder

SCENARIOS = ("half_close/shutdown_wr_sends_fin", "abortive_release/linger_zero_close_sends_rst")


class BundleCase(unittest.TestCase):
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
        return done

    def name(self, ending):
        return next(name for name in sorted(self.files) if name.endswith(ending))

    def changed(self, name, change):
        files = dict(self.files)
        files[name] = change(files[name])
        return files

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
