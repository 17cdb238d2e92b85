# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""sources.py DATABASE FILE...: the sources through which clang-tidy sees these files, one a line.

A source is itself; a header is seen through a source that includes it, directly or through other headers: one of those
given, else its own .cpp, else the first that is not a test, else the first of DATABASE/compile_commands.json. A file that no source there includes is named
on standard error.
"""
import json
import os
import pathlib
import re
import sys

INCLUDED = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)

root = pathlib.Path.cwd()
database, *given = sys.argv[1:]
given = [os.path.relpath(root / name, root) for name in given]
entries = json.loads((root / database / "compile_commands.json").read_text())
compiled = sorted(os.path.relpath(entry["file"], root) for entry in entries)
files = set(compiled) | {os.path.relpath(path, root) for folder in ("app", "core", "ui", "tests")
                         for path in (root / folder).rglob("*.h")}
includers = {}
for name in sorted(files):
    if (root / name).is_file():
        for included in INCLUDED.findall((root / name).read_text()):
            includers.setdefault(included, []).append(name)


def sources_of(header):
    """The sources that include it, the nearest first."""
    found, seen, level = [], {header}, [header]
    while level:
        level = [name for each in level for name in includers.get(each, []) if not (name in seen or seen.add(name))]
        found += [name for name in level if name in compiled]
        level = [name for name in level if name not in compiled]
    return found


chosen = [name for name in given if name in compiled]
for name in given:
    if name in compiled:
        continue
    sources = sources_of(name)
    own = os.path.splitext(name)[0] + ".cpp"
    preferred = ([each for each in sources if each in chosen] or [each for each in sources if each == own] or
                 [each for each in sources if not each.startswith("tests/")] or sources)
    if not preferred:
        print(f"{name}: no source that clang-tidy can compile includes it; it is not checked", file=sys.stderr)
    elif preferred[0] not in chosen:
        chosen.append(preferred[0])
print("\n".join(chosen))
