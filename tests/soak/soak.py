#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains a long sweep of tiny runs and watches the memory of the command line and of its engine.

    soak.py --programs build/release [--runs 2000] [--most-growth 0.05]

After the first tenth of the runs neither process may grow by more than that share: what one run leaves behind adds up.
Exit status 1 if one does, or if a run does not end well.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

DESIGNS = ["houlsby:m=4|8", "head", "layernorm", "top:k=1"]  # five designs
WORDS = {"good": "fine lovely great sweet bright", "bad": "poor dull grim sour bleak"}


def table(file):
    """Sixty short texts of two classes."""
    lines = ["text\tlabel"]
    for number in range(60):
        label = "good" if number % 2 else "bad"
        words = WORDS[label].split()
        lines.append(f"the film was {words[number % 5]} and {words[number // 5 % 5]} {number}\t{label}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def resident(process):
    """Megabytes of a process that are in memory; 0 if it has ended."""
    try:
        status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0


def child_of(process):
    for task in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text(encoding="utf-8").split():
            return int(child)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--most-growth", type=float, default=0.05)
    options = parser.parse_args()
    cli = (options.programs / "adapterscope-cli").resolve()
    with tempfile.TemporaryDirectory(prefix="adapterscope-soak-") as folder:
        folder = pathlib.Path(folder)
        table(folder / "task.tsv")
        project = folder / "soak.adapterscope"
        command = [cli, "sweep", *DESIGNS, "--base", "builtin", "--task", folder / "task.tsv", "--epochs", "1",
                   "--seeds", str(options.runs // 5), "--project", project]
        environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data")}
        sizes = {"command line": [], "engine": []}  # after each finished run
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as sweep:
            for line in sweep.stderr:
                if re.match(r"\[\d+/\d+\] ", line):
                    sizes["command line"].append(resident(sweep.pid))
                    sizes["engine"].append(resident(child_of(sweep.pid)))
        runs = json.loads(subprocess.run([cli, "runs", project, "--json"], check=True, capture_output=True).stdout)
        done = sum(run["status"] == "done" for run in runs)
        print(f"{done} of {len(runs)} runs done, exit status {sweep.returncode}")
        is_flat = True
        for name, series in sizes.items():
            tenth = len(series) // 10
            first, ended = max(series[:tenth]), max(series[tenth:-1])
            growth = ended / first - 1
            is_flat = is_flat and growth <= options.most_growth
            print(f"{name}: {first:.1f} MB at most in the first {tenth} runs, {ended:.1f} MB after ({growth:+.1%})")
            print("  " + " ".join(f"{size:.0f}" for size in series[::max(1, len(series) // 20)]))
        return 0 if is_flat and sweep.returncode == 0 and done == options.runs else 1


if __name__ == "__main__":
    sys.exit(main())
