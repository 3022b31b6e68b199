"""Exports of recorded runs, read by other people's parsers: junitparser, tap.py and prove, the
schemas of CTRF and SARIF, cmark-gfm, Python's csv. Every format is also read with hostile texts in
every field.

The schemas come from npm packages (reports/schemas); "./bootstrap test" installs them.
"""

import csv
import functools
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

import junitparser
import jsonschema
import tap.parser

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "testing"))
from closespec import (CLOSESPEC, EXIT_AS_EXPECTED, EXIT_BROKE, EXIT_WRONG_USAGE,  # noqa: E402
                       SUITES, Folder, command)

WRITE_SAMPLE = os.environ["WRITE_RECORDED_SAMPLE"]
SCHEMAS = os.environ["CLOSESPEC_SCHEMAS"]
KSELFTEST = os.environ["CLOSESPEC_KSELFTEST"]
SCENARIO = "half_close/shutdown_wr_sends_fin"
CTRF_SCHEMA = "ctrf/dist/ctrf-schema-0.0.json"
SARIF_SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def setUpModule():
    # One scenario: a sanitized program takes its time to load a suite.
    made = Folder().__enter__()
    unittest.addModuleCleanup(made.__exit__)
    with open(os.path.join(SUITES, SCENARIO + ".json"), encoding="utf-8") as file:
        FEW[:] = ["--suites", made.suite({SCENARIO: file.read()})]


FEW = []


def report(folder, form, *arguments, **options):
    return command(*FEW, "report", folder, "--format", form, *arguments, **options)


@functools.lru_cache(maxsize=None)
def export(kind, form):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([WRITE_SAMPLE, os.path.join(folder, "results.json"), kind], check=True)
        code, out, err = report(folder, form)
    if code != EXIT_AS_EXPECTED:
        raise AssertionError(err)
    return out


def schema(name):
    with open(os.path.join(SCHEMAS, "node_modules", name), encoding="utf-8") as file:
        return json.load(file)


def prove(text):
    """Exit status and output of TAP::Parser's own program, which knows no version after 13 here."""
    text = re.sub(r"\A(K?TAP version) \d+\n", "TAP version 13\n", text)
    with tempfile.NamedTemporaryFile("w", suffix=".tap", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        ended = subprocess.run(["prove", "--verbose", "--exec", "cat", file.name],
                               capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def outcomes(text):
    """How tap.py takes each test point."""
    found = []
    for line in tap.parser.Parser().parse_text(text):
        if line.category == "test":
            found.append("skip" if line.skip else "todo" if line.todo else
                         "ok" if line.ok else "not ok")
    return found


class Junit(unittest.TestCase):
    def cases(self, kind):
        parsed = junitparser.JUnitXml.fromstring(export(kind, "junit").encode())
        return parsed, [case for suite in parsed for case in suite]

    def test_each_case_ends_as_ci_expects(self):
        parsed, cases = self.cases("sample")
        kinds = {case.name: [type(each).__name__ for each in case.result] for case in cases}
        self.assertEqual(kinds, {
            "half_close/fin[family=ipv4]": [], "linger/zero[family=ipv4]": [],
            "unread_data/close[family=ipv4]": ["Failure"],
            "unread_data/close[family=ipv6]": ["Skipped"],
            "unread_data/late[family=ipv4]": ["Error"], "shared/fork[family=ipv4]": ["Skipped"]})
        told = (parsed.tests, parsed.failures, parsed.errors, parsed.skipped)
        parsed.update_statistics()
        self.assertEqual(told, (6, 1, 1, 2))
        self.assertEqual(told, (parsed.tests, parsed.failures, parsed.errors, parsed.skipped))

    def test_hostile_texts_are_texts(self):
        _, cases = self.cases("hostile")
        self.assertEqual(len(cases), 6)
        self.assertIn("]]><script>alert(1)</script> # SKIP", cases[0].name)


class Ctrf(unittest.TestCase):
    def test_fits_the_schema(self):
        for kind in ("sample", "hostile"):
            jsonschema.Draft7Validator(schema(CTRF_SCHEMA)).validate(
                json.loads(export(kind, "ctrf")))

    def test_counts_are_those_of_the_tests(self):
        results = json.loads(export("sample", "ctrf"))["results"]
        for status in ("passed", "failed", "skipped", "pending", "other"):
            with self.subTest(status):
                self.assertEqual(results["summary"][status],
                                 sum(test["status"] == status for test in results["tests"]))


class Tap(unittest.TestCase):
    expected = ["ok", "ok", "not ok", "todo", "not ok", "skip"]

    def test_two_parsers_read_the_same(self):
        text = export("sample", "tap")
        self.assertEqual(outcomes(text), self.expected)
        code, out = prove(text)
        self.assertNotEqual(code, 0)
        self.assertRegex(out, r"Failed tests?:\s+3, 5")
        self.assertNotIn("Parse errors", out)

    def test_the_block_is_yaml(self):
        text = export("sample", "tap")
        blocks = [line.yaml_block for line in tap.parser.Parser().parse_text(text)
                  if line.category == "test" and line.yaml_block]
        self.assertEqual([block["verdict"] for block in blocks],
                         ["deviates", "fail", "fail", "inconclusive"])
        self.assertIn("\n  observed  returned 0\n", blocks[1]["account"])

    def test_hostile_texts_make_no_point_and_no_directive(self):
        text = export("hostile", "tap")
        self.assertEqual(outcomes(text), self.expected)
        code, out = prove(text)
        self.assertNotEqual(code, 0)
        self.assertRegex(out, r"Failed tests?:\s+3, 5")
        self.assertNotIn("Parse errors", out)


class Csv(unittest.TestCase):
    def test_trace_of_clauses_is_read_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([WRITE_SAMPLE, os.path.join(folder, "results.json"), "sample"],
                           check=True)
            code, out, err = command(*FEW, "list", "--coverage", "--csv", "--run", folder)
        self.assertEqual(code, EXIT_AS_EXPECTED, err)
        rows = list(csv.DictReader(io.StringIO(out, newline=""), strict=True))
        self.assertEqual({len(row) for row in rows}, {8})
        with open(os.path.join(SUITES, "requirements.json"), encoding="utf-8") as file:
            bound = {clause["id"] for clause in json.load(file)["requirements"]
                     if clause["binds"] == "stack"}
        self.assertEqual({row["clause"] for row in rows}, bound)
        self.assertIn(SCENARIO, {row["check"] for row in rows if row["state"] == "checked"})


class Ktap(unittest.TestCase):
    def test_is_read_by_parsers_of_tap(self):
        for kind in ("sample", "hostile"):
            with self.subTest(kind):
                text = export(kind, "ktap")
                self.assertEqual(outcomes(text), ["ok", "ok", "not ok", "ok", "not ok", "skip"])
                code, out = prove(text)
                self.assertNotEqual(code, 0)
                self.assertRegex(out, r"Failed tests?:\s+3, 5")
                self.assertNotIn("Parse errors", out)

    def test_the_totals_are_those_of_the_points(self):
        text = export("sample", "ktap")
        self.assertEqual(text.splitlines()[-1],
                         "# Totals: pass:2 fail:1 xfail:1 xpass:0 skip:1 error:1")
        self.assertEqual(len(re.findall(r"^ok \d+ \S+ # XFAIL ", text, re.M)), 1)
        self.assertEqual(len(re.findall(r"^not ok \d+ \S+ # ERROR ", text, re.M)), 1)

    def test_the_wrapper_ends_as_a_selftest(self):
        with Folder() as folder:
            program = folder.script("closespec", f'exec {CLOSESPEC} {" ".join(FEW)} "$@"')
            case = SCENARIO + "[family=ipv4,opener=sut]"
            good = self.selftest(program, case)
            nothing = self.selftest(program, "no/such")
            absent = self.selftest(os.path.join(folder.path, "absent"))
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertTrue(good.stdout.startswith("KTAP version 1\n1..1\nok 1 half_close/"))
        self.assertEqual((nothing.returncode, nothing.stdout), (1, ""))
        self.assertEqual((absent.returncode, absent.stdout),
                         (4, "KTAP version 1\n1..0 # SKIP closespec is not installed\n"))

    def selftest(self, program, *arguments):
        return subprocess.run([KSELFTEST, *arguments], capture_output=True, text=True, check=False,
                              env=dict(os.environ, CLOSESPEC=program))


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


class Markdown(unittest.TestCase):
    allowed = {"h2", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "strong", "details",
               "summary", "b", "br", "pre"}

    def rendered(self, kind):
        ended = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink",
                                "-e", "strikethrough"],
                               input=export(kind, "markdown"), capture_output=True, text=True,
                               check=True)
        return Tags(ended.stdout)

    def test_shows_the_table_and_each_trouble(self):
        page = self.rendered("sample")
        self.assertEqual(page.tags.count("tr"), 6)
        self.assertEqual(page.tags.count("details"), 4)
        self.assertIn("unread_data/close[family=ipv4]", page.text)

    def test_hostile_texts_are_no_markup(self):
        page = self.rendered("hostile")
        self.assertEqual(set(page.tags) - self.allowed, set())
        self.assertEqual(page.tags.count("tr"), 3)
        self.assertEqual(page.tags.count("td"), 20)
        self.assertEqual(page.tags.count("details"), 4)


# As GitHub's runner reads a line: the properties, then the message.
COMMAND = re.compile(r"^::(error|warning|notice) ([^:]*)::(.*)$")
UNESCAPED = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Github(unittest.TestCase):
    def commands(self, kind):
        read = []
        for line in export(kind, "github").splitlines():
            level, properties, message = COMMAND.match(line).groups()
            values = dict(each.split("=", 1) for each in properties.split(","))
            for key in values:
                for escape, character in UNESCAPED:
                    values[key] = values[key].replace(escape, character)
            read.append((level, values, message))
        return read

    def test_each_trouble_is_where_it_belongs(self):
        read = self.commands("sample")
        self.assertEqual([level for level, _, _ in read], ["error", "error", "notice", "warning"])
        self.assertEqual(read[0][1]["title"], "fail unread_data/close[family=ipv4]")
        self.assertIn("peer.recv#1: returned 0, expected ECONNRESET", read[0][2])

    def test_hostile_texts_stay_in_their_command(self):
        for _, values, message in self.commands("hostile"):
            self.assertEqual(set(values) - {"file", "line", "title"}, set())
            self.assertIn("alert(1)", message)


class Sarif(unittest.TestCase):
    def test_fits_the_schema(self):
        for kind in ("sample", "hostile"):
            jsonschema.Draft4Validator(schema(SARIF_SCHEMA)).validate(
                json.loads(export(kind, "sarif")))

    def test_every_result_has_its_rule(self):
        only, = json.loads(export("sample", "sarif"))["runs"]
        rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
        self.assertEqual([result["level"] for result in only["results"]],
                         ["warning", "error", "error"])
        self.assertEqual({result["ruleId"] for result in only["results"]}, rules)
        self.assertEqual(["suppressions" in result for result in only["results"]],
                         [False, False, True])


class Command(unittest.TestCase):
    def test_a_format_that_is_not_there(self):
        with Folder() as folder:
            code, out, err = report(folder.path, "junti")
        self.assertEqual((code, out), (EXIT_WRONG_USAGE, ""))
        self.assertIn('unknown format "junti" (did you mean "junit"?)', err)

    def test_results_that_are_no_text(self):
        with Folder() as folder:
            with open(os.path.join(folder.path, "results.json"), "wb") as file:
                file.write(b'{"format":"\xff"')
            code, _, err = report(folder.path, "junit", errors="replace")
        self.assertEqual(code, EXIT_WRONG_USAGE)
        self.assertIn("results.json:1", err)

    def test_a_file_that_cannot_be_written(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([WRITE_SAMPLE, os.path.join(folder, "results.json"), "sample"],
                           check=True)
            code, _, err = report(folder, "tap", "--output", "/dev/full")
        self.assertEqual(code, EXIT_BROKE)
        self.assertIn("/dev/full: No space left on device", err)

    def test_a_file_holds_what_standard_output_would(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([WRITE_SAMPLE, os.path.join(folder, "results.json"), "sample"],
                           check=True)
            path = os.path.join(folder, "run.xml")
            report(folder, "junit", "--output", path)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), export("sample", "junit"))


if __name__ == "__main__":
    unittest.main()
