"""How diff and gate bear two runs of 100,000 cases: usage: large_runs_test.py RUN

RUN is the folder of a recorded run, whose results are told under other names until there are
enough. A busy machine takes longer for everything, so the yardstick is what Python's own reader of
JSON costs for one of the two files, in time of the processor.
"""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import unittest

CASES = 100_000
MOST_MEBIBYTES = 500
MOST_OF_YARDSTICK = 0.8
RUN = ""


def write_runs(folders):
    """A results.json of CASES cases in both folders; the last case of the second passed no longer.
    Put together line by line: diff and gate read what closespec wrote itself, one case a line."""
    with open(os.path.join(RUN, "results.json"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    begin = lines.index('"cases":[') + 1
    given = [line.rstrip(",") for line in lines[begin:] if '"verdict":"pass"' in line]
    cases = [given[i % len(given)].replace("/", f"/x{i // len(given)}_", 1) for i in range(CASES)]
    ending = '],\n"finished":"2026-01-01T00:00:00Z","interrupted":false}\n'
    for folder, verdict in zip(folders, ("pass", "unsupported")):
        cases[-1] = cases[-1].replace('"verdict":"pass"', f'"verdict":"{verdict}"')
        os.mkdir(folder)
        with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines[:begin]) + "\n" + ",\n".join(cases) + ending)


def read_run(folder):
    with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
        json.load(file)


def in_another_process(what, *arguments):
    """What it takes of the processor. Its memory must not be this one's: what a program that is
    started from here is said to have had at most is never less than this process has."""
    process = multiprocessing.Process(target=what, args=arguments)
    before = processor_seconds(resource.getrusage(resource.RUSAGE_CHILDREN))
    process.start()
    process.join()
    assert process.exitcode == 0
    return processor_seconds(resource.getrusage(resource.RUSAGE_CHILDREN)) - before


def processor_seconds(usage):
    return usage.ru_utime + usage.ru_stime


class LargeRuns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.runs = [os.path.join(folder.name, name) for name in ("before", "after")]
        in_another_process(write_runs, cls.runs)
        cls.yardstick = in_another_process(read_run, cls.runs[0])

    def bears(self, code, *arguments, says):
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            program = subprocess.Popen((os.environ["CLOSESPEC"], *arguments), stdout=output,
                                       stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(program.pid, 0)
            program.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            said = output.read()
        self.assertEqual(program.returncode, code, said[-1000:])
        self.assertIn(says, said)
        self.assertLess(usage.ru_maxrss / 1024, MOST_MEBIBYTES)
        seconds = processor_seconds(usage)
        print(f"{arguments[0]}: {seconds:.2f} s and {usage.ru_maxrss // 1024} MiB for twice "
              f"{CASES} cases; Python's reader of JSON needs {self.yardstick:.2f} s for once")
        self.assertLess(seconds, MOST_OF_YARDSTICK * self.yardstick)

    def test_diff(self):
        self.bears(1, "diff", *self.runs, says=f"{CASES - 1} the same, 1 changed")

    def test_gate(self):
        self.bears(1, "gate", "--baseline", *self.runs, says="capability lost")


if __name__ == "__main__":
    RUN = sys.argv.pop(1)
    unittest.main()
