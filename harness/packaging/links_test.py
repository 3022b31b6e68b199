"""links_test.py BUILD: what the installed pages lean on is installed, too."""

import os
import re
import subprocess
import sys
import tempfile
import unittest

DOCUMENTS = "share/doc/closespec"


def headings(page):
    """As GitHub makes fragments of them."""
    with open(page, encoding="utf-8") as file:
        found = re.findall(r"^#+ (.*)$", file.read(), re.M)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


def links(page):
    with open(page, encoding="utf-8") as file:
        text = re.sub(r"(?s)```.*?```|^    .*?$|`[^`\n]*`", "", file.read(), flags=re.M)
    return [each for each in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in each]


class Links(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.prefix = cls.enterClassContext(tempfile.TemporaryDirectory())
        # Without the programs: they need not be built.
        subprocess.run(["cmake", "--install", BUILD, "--component", "documents",
                        "--prefix", cls.prefix], check=True, capture_output=True)
        cls.folder = os.path.join(cls.prefix, DOCUMENTS)

    def pages(self):
        return sorted(os.path.join(path, name) for path, _, names in os.walk(self.folder)
                      for name in names if name.endswith(".md"))

    def test_lead_to_what_is_installed(self):
        self.assertGreater(len(self.pages()), 20)
        followed = 0
        for page in self.pages():
            for link in links(page):
                path, _, fragment = link.partition("#")
                target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
                where = f"{os.path.relpath(page, self.folder)} -> {link}"
                self.assertTrue(target.startswith(self.folder), where)
                self.assertTrue(os.path.exists(target), where)
                if fragment:
                    self.assertIn(fragment, headings(target), where)
                followed += 1
        self.assertGreater(followed, 50)

    def test_the_kernel_selftest_can_be_run(self):
        self.assertTrue(os.access(os.path.join(self.folder, "reports/ktap/kselftest.sh"), os.X_OK))

    def test_the_first_page_is_where_the_manual_says(self):
        self.assertTrue(os.path.exists(os.path.join(self.folder, "README.md")))


if __name__ == "__main__":
    BUILD = sys.argv.pop()
    unittest.main()
