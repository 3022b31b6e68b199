"""Runs of the closespec program for tests: started, found again by a mark, and read.

    with Folder() as folder:
        ended = run(folder, "half_close/*", target=folder.target(launch=["{peer}"]))
        verdicts(ended.results)
"""

import atexit
import json
import os
import subprocess
import tempfile
import time
import uuid

CLOSESPEC = os.environ["CLOSESPEC"]
BINARIES = os.path.dirname(CLOSESPEC)
SUITES = os.environ["CLOSESPEC_SUITES"]

EXIT_AS_EXPECTED, EXIT_FELL_SHORT, EXIT_WRONG_USAGE, EXIT_BROKE, EXIT_NOTHING_SELECTED = range(5)

# For what comes at once on a machine that has nothing else to do.
PATIENCE_SECONDS = 90
MARK = "CLOSESPEC_TEST_MARK"


def link_shared(folder):
    for shared in ("requirements.json", "preambles", "witnesses"):
        os.symlink(os.path.join(SUITES, shared), os.path.join(folder, shared))


def some_chapters():
    """The whole suite takes a sanitized program ten seconds to load."""
    made = tempfile.TemporaryDirectory(prefix="closespec_test_suite_")
    atexit.register(made.cleanup)
    os.chmod(made.name, 0o755)
    link_shared(made.name)
    for chapter in ("abortive_release", "end_of_stream", "half_close", "orderly_release",
                    "unread_data"):
        os.symlink(os.path.join(SUITES, chapter), os.path.join(made.name, chapter))
    return made.name


# Before the words of a command, unless it brings scenarios of its own.
SOME = ["--suites", some_chapters()]


class Folder:
    """A temporary folder for targets, scenarios and results."""

    def __enter__(self):
        self._made = tempfile.TemporaryDirectory(prefix="closespec_test_")
        self.path = self._made.name
        return self

    def __exit__(self, *_):
        self._made.cleanup()

    def file(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def script(self, name, text):
        path = self.file(name, "#!/bin/sh\n" + text)
        os.chmod(path, 0o755)
        return path

    def target(self, name="target", **fields):
        document = {"name": name, "launch": ["{peer}"], "follows": ["posix", "linux", "seed"]}
        document.update(fields)
        return self.file(name + ".json", json.dumps(document))

    def output(self):
        return os.path.join(self.path, "output")

    def results(self):
        with open(os.path.join(self.output(), "results.json"), encoding="utf-8") as file:
            return json.load(file)

    def suite(self, scenarios):
        """A folder of scenarios with the project's own clauses, preambles and witnesses."""
        os.makedirs(os.path.join(self.path, "suites"))
        link_shared(os.path.join(self.path, "suites"))
        for name, scenario in scenarios.items():
            text = scenario if isinstance(scenario, str) else json.dumps(scenario)
            self.file(os.path.join("suites", name + ".json"), text)
        return os.path.join(self.path, "suites")

    def suite_of(self, *scenarios):
        """These of the project's scenarios alone: a sanitized program loads them at once."""
        texts = {}
        for scenario in scenarios:
            with open(os.path.join(SUITES, scenario + ".json"), encoding="utf-8") as file:
                texts[scenario] = file.read()
        return self.suite(texts)


class Run:
    """A run that goes on, with all of its processes."""

    def __init__(self, *arguments, **options):
        self.mark = uuid.uuid4().hex
        environment = dict(os.environ, **{MARK: self.mark})
        words = arguments if "--suites" in arguments else [*SOME, *arguments]
        self.process = subprocess.Popen([CLOSESPEC, *words], env=environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pid in self.alive():
            kill(pid)
        self.process.communicate()

    def alive(self):
        """Process ids of everything that the run has started and that still is."""
        return processes_with(MARK, self.mark)

    def end(self):
        out, err = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, out, err


def command(*arguments, **options):
    with Run(*arguments, **options) as run:
        return run.end()


def verdicts(results):
    return {case["id"]: case["verdict"] for case in results["cases"]}


def processes_with(name, value):
    wanted = f"{name}={value}".encode()
    found = set()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                if wanted in file.read().split(b"\0"):
                    found.add(int(pid))
        except OSError:
            pass  # gone meanwhile, or somebody else's
    return found


def children_of(parent):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                if int(file.read().rsplit(") ", 1)[1].split()[1]) == parent:
                    found.append(int(pid))
        except OSError:
            pass
    return found


def kill(pid):
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        pass


def wait_for(what):
    """Asks again and again until `what` gives something; gives what it gave last."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    given = what()
    while not given and time.monotonic() < deadline:
        time.sleep(0.01)
        given = what()
    return given
