# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""rooms.py: fails if a room of core includes one that docs/architecture.md does not list for it, or if there is a circle
among them, among the folders of core/experiment, or among the files of app, core and ui."""
import graphlib
import pathlib
import re
import sys

INCLUDED = re.compile(r'^\s*#\s*include\s+"core/(\w+)/', re.M)
HEADING = "| room of core | may include |\n"

root = pathlib.Path(__file__).resolve().parents[2]


def listed():
    """By room, the rooms that the document lists."""
    table = (root / "docs/architecture.md").read_text().split(HEADING)[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([\w ,]+) \| ([\w ,]*) \|$", table, re.M)
    return {room: set(re.findall(r"\w+", may)) - {"nothing"} for room, may in rows}


def included():
    """By room, for each room that it includes a file that does."""
    arrows = {}
    for path in sorted((root / "core").glob("*/**/*")):
        if path.suffix in (".h", ".cpp"):
            room = path.relative_to(root / "core").parts[0]
            reached = arrows.setdefault(room, {})
            for other in INCLUDED.findall(path.read_text()):
                if other != room:
                    reached.setdefault(other, path.relative_to(root))
    return arrows


def included_inside(room):
    """By folder of a room, the others that it includes."""
    arrows = {}
    for path in sorted((root / "core" / room).glob("*/*")):
        if path.suffix in (".h", ".cpp"):
            others = set(re.findall(rf'^\s*#\s*include\s+"core/{room}/(\w+)/', path.read_text(), re.M))
            arrows.setdefault(path.parent.name, set()).update(others - {path.parent.name})
    return arrows


def included_files():
    """By file, a header and its source being one, the others that it includes."""
    arrows = {}
    for path in sorted(path for folder in ("app", "core", "ui") for path in (root / folder).rglob("*")):
        if path.suffix in (".h", ".cpp"):
            own = str(path.relative_to(root).with_suffix(""))
            others = set(re.findall(r'^\s*#\s*include\s+"([^"]+)\.h"', path.read_text(), re.M))
            arrows.setdefault(own, set()).update(others - {own})
    return arrows


def circle(arrows, where):
    """A fault, if there is a circle."""
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as error:
        return [f"{where}: a circle among {', '.join(sorted(set(error.args[1])))}"]
    return []


allowed, arrows = listed(), included()
faults = [f"docs/architecture.md lists no room {room}" for room in arrows if room not in allowed]
faults += [f"docs/architecture.md lists {room}, which core lacks" for room in allowed if room not in arrows]
for room, reached in arrows.items():
    faults += [f"core/{room} may not include core/{other}, but {path} does" for other, path in reached.items()
               if other not in allowed.get(room, set())]
faults += circle(allowed, "docs/architecture.md")  # what is included is among what is listed, or a fault already
faults += circle(included_inside("experiment"), "core/experiment")
faults += circle(included_files(), "app, core and ui")
print(*faults, f"{sum(map(len, arrows.values()))} arrows between {len(arrows)} rooms", sep="\n")
sys.exit(1 if faults else 0)
