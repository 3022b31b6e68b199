"""closespec_gtest gives the verdicts of closespec, by filter and by shard; CTest runs chapters or cases."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import junitparser

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "cli", "testing"))
import closespec  # noqa: E402
from closespec import CLOSESPEC, EXIT_NOTHING_SELECTED, EXIT_WRONG_USAGE  # noqa: E402
from closespec import SUITES, Folder  # noqa: E402

GTEST = os.path.join(closespec.BINARIES, "closespec_gtest")
FAULTY = {"LD_PRELOAD": os.path.join(closespec.BINARIES, "libclosespec_faults.so"),
          "CLOSESPEC_FAULT": "linger_zero_graceful"}
FAULTY_CASE = "abortive_release/linger_zero_close_sends_rst"
SCENARIOS = [FAULTY_CASE, "half_close/shutdown_in_closing_is_harmless",
             "half_close/shutdown_wr_sends_fin"]


class Front(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())
        scenarios = {}
        for name in SCENARIOS:
            with open(os.path.join(SUITES, name + ".json"), encoding="utf-8") as file:
                scenarios[name] = file.read()
        self.suite = ["--suites", self.folder.suite(scenarios)]

    def gtest(self, *arguments, **environment):
        report = os.path.join(self.folder.path, "report.xml")
        ended = subprocess.run([GTEST, *self.suite, "--output", self.folder.output(),
                                f"--gtest_output=xml:{report}", *arguments], capture_output=True,
                               text=True, check=False, env=dict(os.environ, **environment))
        cases = {}
        if os.path.exists(report):
            for suite in junitparser.JUnitXml.fromfile(report):
                for case in suite:
                    if case._elem.get("status") == "run":
                        cases[f"{case.classname}[{case.name}]"] = case
        return ended, cases

    def test_every_case_is_listed(self):
        ended, _ = self.gtest("--gtest_list_tests")
        self.assertEqual(ended.returncode, 0)
        listed = sum(line.startswith("  ") for line in ended.stdout.splitlines())
        suites = [line for line in ended.stdout.splitlines() if not line.startswith("  ")]
        self.assertEqual(suites, [name + "." for name in sorted(SCENARIOS)])
        out = subprocess.run([CLOSESPEC, *self.suite, "list"], capture_output=True, text=True,
                             check=True).stdout
        self.assertEqual(listed, sum(int(line.split()[2]) for line in out.splitlines()))

    def test_what_the_filter_leaves_is_run_and_passes(self):
        ended, cases = self.gtest("--gtest_filter=half_close/*-*ipv6*")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        results = self.folder.results()["cases"]
        self.assertEqual({case["id"]: case["verdict"] for case in results},
                         {case: self.verdict(each) for case, each in cases.items()})
        self.assertTrue(all(case.startswith("half_close/") and "ipv4" in case for case in cases))
        self.assertGreater(len(cases), 2)

    def verdict(self, case):
        return {each.get("name"): each.get("value")
                for each in case._elem.iter("property")}["verdict"]

    def test_shards_are_all_and_none_twice(self):
        seen = []
        for index in range(3):
            ended, cases = self.gtest("--gtest_filter=half_close/*", GTEST_TOTAL_SHARDS="3",
                                      GTEST_SHARD_INDEX=str(index))
            self.assertEqual(ended.returncode, 0, ended.stdout)
            seen += cases
        _, whole = self.gtest("--gtest_filter=half_close/*")
        self.assertEqual(sorted(seen), sorted(whole))

    def test_a_fault_fails_and_one_that_is_known_is_skipped(self):
        chosen = f"--gtest_filter={FAULTY_CASE}.*"
        target = self.folder.target("faulty", environment=FAULTY)
        ended, cases = self.gtest("--target", target, chosen)
        self.assertEqual(ended.returncode, 1)
        self.assertIn("repeat    closespec --suites ", ended.stdout)
        self.assertIn(f" run --target '{target}' ", ended.stdout)
        self.assertEqual({type(each.result[0]).__name__ for each in cases.values()}, {"Failure"})
        for case, each in cases.items():
            self.assert_tells_the_ladder(case, each.result[0].text)
        signatures = {check["signature"] for case in self.folder.results()["cases"]
                      for check in case["checks"] if check.get("signature")}
        target = self.folder.target("known", environment=FAULTY, deviations=[
            {"cases": FAULTY_CASE, "signature": signature, "why": "planted", "owner": "tests",
             "evidence": "here", "expires": "2100-01-01"} for signature in signatures])
        ended, cases = self.gtest("--target", target, chosen)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertEqual({type(each.result[0]).__name__ for each in cases.values()}, {"Skipped"})
        self.assertIn("known: planted: ", ended.stdout)

    def assert_tells_the_ladder(self, case, message):
        """As `closespec run` prints it."""
        self.assertIn(f"FAIL  {case}", message)
        self.assertRegex(message, r"close → 0 +│")
        self.assertRegex(message, r"✗ +[0-9.]+ +│─+ FIN\|ACK seq 1 ack 1")
        self.assertIn("expected RST", message)
        self.assertIn("binds as MUST", message)
        self.assertNotIn("\x1b", message)

    def test_nothing_selected_is_told(self):
        for environment in ({}, {"GTEST_TOTAL_SHARDS": "9999", "GTEST_SHARD_INDEX": "9998"}):
            chosen = "no/such*" if not environment else "half_close/*"
            ended, _ = self.gtest(f"--gtest_filter={chosen}", **environment)
            self.assertEqual(ended.returncode, EXIT_NOTHING_SELECTED, ended.stdout)
            self.assertFalse(os.path.exists(self.folder.output()))

    def test_what_the_stack_lacks_is_skipped(self):
        lacking = self.folder.script("install", "echo its library; exit 1\n")
        target = self.folder.target("absent", install=[lacking])
        ended, cases = self.gtest("--target", target, "--gtest_filter=half_close/*")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual({type(each.result[0]).__name__ for each in cases.values()}, {"Skipped"})

    def test_words_that_are_not_known(self):
        ended, _ = self.gtest("--frob")
        self.assertEqual(ended.returncode, EXIT_WRONG_USAGE)
        self.assertIn("--frob", ended.stderr)

    def configured(self, source, arguments):
        """The build folder of a project whose tests are these, and the tests by name."""
        module = os.path.join(os.path.dirname(os.path.abspath(__file__)), "closespec.cmake")
        with open(os.path.join(source, "CMakeLists.txt"), "w", encoding="utf-8") as file:
            file.write(f"""cmake_minimum_required(VERSION 3.25)
project(user NONE)
enable_testing()
include({module})
closespec_add_tests({CLOSESPEC} SUITES {self.suite[1]} {arguments})
""")
        build = os.path.join(source, "build")
        subprocess.run(["cmake", "-S", source, "-B", build], check=True, capture_output=True)
        listed = json.loads(subprocess.run(["ctest", "--show-only=json-v1"], cwd=build,
                                           check=True, capture_output=True).stdout)
        return build, {test["name"]: {each["name"]: each["value"] for each in test["properties"]}
                       for test in listed["tests"]}

    def ctest(self, build, chosen):
        return subprocess.run(["ctest", "-R", chosen], cwd=build, check=False,
                              capture_output=True, text=True)

    def test_ctest_runs_a_chapter_each(self):
        with tempfile.TemporaryDirectory() as source:
            build, tests = self.configured(source, "TIMEOUT 900")
            self.assertEqual(list(tests), ["closespec.abortive_release", "closespec.half_close"])
            for properties in tests.values():
                self.assertEqual(properties["PROCESSORS"], os.cpu_count())
                self.assertEqual(properties["SKIP_RETURN_CODE"], EXIT_NOTHING_SELECTED)
                self.assertEqual(properties["TIMEOUT"], 900)
            ended = self.ctest(build, "half_close")
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertIn("100% tests passed, 0 tests failed out of 1", ended.stdout)

    def test_ctest_runs_a_case_each(self):
        with tempfile.TemporaryDirectory() as source:
            target = self.folder.target("faulty", environment=FAULTY)
            build, tests = self.configured(source, f"CASES TARGET {target}")
            out = subprocess.run([CLOSESPEC, *self.suite, "list"], capture_output=True, text=True,
                                 check=True).stdout
            self.assertEqual(len(tests), sum(int(line.split()[2]) for line in out.splitlines()))
            self.assertEqual({each.get("PROCESSORS", 1) for each in tests.values()}, {1})
            good = self.ctest(build, "shutdown_wr_sends_fin.family=ipv4,opener=sut")
            bad = self.ctest(build, "linger_zero_close_sends_rst.family=ipv4,opener=sut")
        self.assertIn("100% tests passed, 0 tests failed out of 1", good.stdout)
        self.assertIn("0% tests passed, 1 tests failed out of 1", bad.stdout)

    def test_ctest_skips_what_could_not_be_run(self):
        lacking = self.folder.script("install", "echo its library; exit 1\n")
        target = self.folder.target("absent", install=[lacking])
        with tempfile.TemporaryDirectory() as source:
            build, _ = self.configured(source, f"TARGET {target}")
            ended = self.ctest(build, "half_close")
        self.assertIn("closespec.half_close (Skipped)", ended.stdout)


if __name__ == "__main__":
    unittest.main()
