#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the command line and its engine at many points and holds what is left against what was promised.

    campaign.py --programs build/release [--points 30] [--seed 0]

After each kill the project must open and be whole, every run that was reported as finished must be there, and the same
command must end with the numbers of a sweep that nobody disturbed, without training a reported run twice. Exported files
are there as a whole or not at all. Kills come after a random time and, by strace's injection, at the n-th system call of
a kind that changes files; where a process may not be traced, after a random time only. Prints a table, and ends with 1
if a promise was broken.
"""
import argparse
import collections
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

RUNS = 4
# What writes a project or a file: SQLite's writes, syncs and truncations, the log's removal, our renames.
CALLS = ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "openat", "mmap"]


class Broken(Exception):
    """A promise that was not kept."""


def scores(runs):
    return {run["id"]: (run["status"], run["dev"], run["test"]) for run in runs}


class Campaign:
    def __init__(self, programs, folder, may_trace):
        self.cli = str(pathlib.Path(programs).resolve() / "adapterscope-cli")
        self.folder = folder
        self.task = folder / "reviews.tsv"
        subjects = ["the film", "her song", "this book", "his dinner", "the trip", "our game"]
        self.task.write_text("".join(
            f"{subjects[i % 6]} number {i} was {'good' if i % 2 else 'bad'}\t{'positive' if i % 2 else 'negative'}\n"
            for i in range(60)))
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"), XDG_DATA_HOME=str(folder / "data"))
        self.undisturbed = folder / "undisturbed.adapterscope"
        started = time.monotonic()
        self.call(self.sweep(self.undisturbed))
        self.seconds = time.monotonic() - started
        self.expected = scores(self.runs(self.undisturbed))
        if may_trace:
            self.sweep_calls = self.calls_of(self.sweep(folder / "counted.adapterscope"))
            self.export_calls = [self.calls_of(self.exporting(number)[0]) for number in (0, 1)]
        if len(self.expected) != RUNS:
            raise Broken(f"the undisturbed sweep holds {len(self.expected)} runs instead of {RUNS}")

    def sweep(self, project):
        return [self.cli, "sweep", "houlsby:m=2", "head", "--base", "builtin", "--task", str(self.task), "--seeds", "2",
                "--epochs", "1", "--workers", "2", "--project", str(project)]

    def calls_of(self, command):
        """How often the busiest of its threads makes each call."""
        log = self.folder / "calls"
        subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS)] + command,
                       env=self.environment, capture_output=True, timeout=300, check=True)
        counts = collections.Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
        busiest = {}
        for (_, call), count in counts.items():
            busiest[call] = max(busiest.get(call, 0), count)
        return busiest

    def call(self, command, code=0):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode != code:
            raise Broken(f"{' '.join(command[1:3])} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    def runs(self, project):
        return json.loads(self.call([self.cli, "runs", str(project), "--json"]))

    def killed(self, command, victim, delay=None, call=None, nth=0):
        """Starts the command, kills it or its engine, and returns what it had reported."""
        if call:
            command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                       f"inject={call}:signal=KILL:when={nth}"] + command
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   text=True, start_new_session=True)
        if delay is not None:
            try:
                process.wait(delay)
            except subprocess.TimeoutExpired:
                if victim == "engine":
                    subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=False)
                else:
                    process.kill()
        try:
            _, errors = process.communicate(timeout=300)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise Broken("it hangs")
        return errors

    def point(self, number, victim, **kill):
        project = self.folder / f"killed-{number}.adapterscope"
        errors = self.killed(self.sweep(project), victim, **kill)
        reported = len(re.findall(r"^\[\d+/\d+\] .*: (?:dev|test) ", errors, re.MULTILINE))
        if project.exists():
            left = {run["id"]: run["attempts"] for run in self.whole(project) if run["status"] == "done"}
            if len(left) < reported:
                raise Broken(f"{reported} runs were reported as finished, {len(left)} are there")
        elif reported:
            raise Broken(f"{reported} runs were reported as finished, and there is no project")
        else:
            left = {}
        self.call(self.sweep(project))
        after = self.whole(project)
        if scores(after) != self.expected:
            raise Broken("the sweep that went on ends with other numbers")
        again = [run["id"] for run in after if run["attempts"] > left.get(run["id"], run["attempts"])]
        if again:
            raise Broken(f"finished runs were trained twice: {again}")
        for leftover in self.folder.glob(f"killed-{number}.adapterscope*"):
            leftover.unlink()
        return reported

    def whole(self, project):
        """Its runs, once SQLite has found nothing wrong with it."""
        copy = self.folder / "looked-at"
        for suffix in ("", "-wal"):
            if pathlib.Path(str(project) + suffix).exists():
                shutil.copy(str(project) + suffix, str(copy) + suffix)
        database = sqlite3.connect(copy)
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
        for leftover in self.folder.glob("looked-at*"):
            leftover.unlink()
        if verdict != "ok":
            raise Broken(f"integrity_check: {verdict}")
        return self.runs(project)

    def exporting(self, number):
        if number % 2 == 0:
            target = self.folder / f"figure-{number}.svg"
            return [self.cli, "figure", "budget", str(self.undisturbed), "--out", str(target)], target
        target = self.folder / f"export-{number}"
        return [self.cli, "export", "houlsby:m=13", "--base", "builtin", "--format", "adapterhub", "--out",
                str(target)], target

    def export(self, number, victim, **kill):
        """A file that is exported is there as a whole or not at all."""
        command, target = self.exporting(number)
        self.killed(command, victim, **kill)
        before = {file: file.read_bytes() for file in self.files(target)}
        for file in before:
            file.unlink()
        self.call(command)
        for file, content in before.items():
            if file.name.startswith("."):
                continue  # what was being written; no one takes it for the file
            if not file.exists() or file.read_bytes() != content:
                raise Broken(f"{file.name} was left half written")
        return 0

    @staticmethod
    def files(target):
        return [file for file in target.rglob("*") if file.is_file()] if target.is_dir() else [target] * target.exists()

    def migrate(self, number, victim, **kill):
        """A project of the format before this one is upgraded, or stays as it was."""
        project = self.folder / f"old-{number}.adapterscope"
        shutil.copy(self.undisturbed, project)
        database = sqlite3.connect(project)
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.execute("ALTER TABLE runs DROP COLUMN remarks")
        database.execute(f"PRAGMA user_version = {version - 1}")
        database.commit()
        database.close()
        self.killed(self.sweep(project), victim, **kill)
        self.whole(project)
        self.call(self.sweep(project))
        if scores(self.runs(project)) != self.expected:
            raise Broken("the upgraded project holds other numbers")
        project.unlink()
        return RUNS


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", required=True, help="the folder of adapterscope-cli")
    options.add_argument("--points", type=int, default=30)
    options.add_argument("--seed", type=int, default=0)
    arguments = options.parse_args()
    may_trace = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    chance = random.Random(arguments.seed)
    counts, broken = collections.Counter(), []
    with tempfile.TemporaryDirectory(prefix="adapterscope-crash-") as place:
        campaign = Campaign(arguments.programs, pathlib.Path(place), may_trace)
        print(f"An undisturbed sweep of {RUNS} runs takes {campaign.seconds:.1f} s", flush=True)
        for number in range(arguments.points):
            kind = ["time", "engine", "call", "call", "call", "migrate", "export"][number % 7]
            kill = {"delay": chance.uniform(0, campaign.seconds)}
            if may_trace and kind not in ("time", "engine"):
                made = campaign.export_calls[number % 2] if kind == "export" else campaign.sweep_calls
                call = chance.choice(sorted(made))
                kill = {"call": call, "nth": chance.randint(1, made[call])}
            act = {"migrate": campaign.migrate, "export": campaign.export}.get(kind, campaign.point)
            where = ", ".join(f"{key} {value if isinstance(value, (str, int)) else round(value, 3)}" for key, value in kill.items())
            try:
                reported = act(number, "engine" if kind == "engine" else "cli", **kill)
                counts[kind] += 1
                print(f"{number + 1:4} {kind:8} {where}: {reported} reported, whole", flush=True)
            except Broken as fault:
                broken.append(number)
                print(f"{number + 1:4} {kind:8} {where}: BROKEN: {fault}", flush=True)
    print(f"{arguments.points} points ({', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}), "
          f"{len(broken)} broken promises; seed {arguments.seed}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
