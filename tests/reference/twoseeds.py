#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""How near to 95 % any interval of two seeds can stay (docs/statistics.md). Needs Debian's python3-scipy:

    /usr/bin/python3 tests/reference/twoseeds.py

In units of M_sr, which many rows make certain, the mean has the variance q + x, where q is the rows' mean square and x >= 0
what the seeds differ by, and the seeds' mean square is (1 + x) times a chi-square of one degree of freedom. A rule assigns
half the width of an interval to each value of the seeds' mean square, here even by lot. How often the interval contains the
truth is linear in the lots' probabilities, so linear programming finds the best of all rules.
"""
import numpy as np
from scipy import optimize, sparse, stats

RESOLVED = stats.norm.ppf(0.975)


def coverages(q, lowest, lower=None):
    """Without `lower` the smallest greatest distance from 0.95, with it the smallest greatest coverage, in percent."""
    x = np.concatenate([[0], np.geomspace(0.03 * q, 10 * q, 60)])
    edges = np.concatenate([[0], np.geomspace(1e-3, 12 * (1 + 10 * q), 140), [np.inf]])
    seeds = np.diff(stats.chi2.cdf(edges / (1 + x[:, None]), 1), axis=1)
    widths = np.geomspace(lowest * np.sqrt(q), 40 * np.sqrt(11 * q), 90)
    held = 2 * stats.norm.cdf(widths / np.sqrt(q + x)[:, None]) - 1
    both = (seeds[:, :, None] * held[:, None, :]).reshape(len(x), -1)
    free = -np.ones((len(x), 1))
    sides = np.vstack([np.hstack([both, free]), np.hstack([-both, free if lower is None else 0 * free])])
    centre = 0 if lower else 0.95
    limits = np.concatenate([np.full(len(x), centre), np.full(len(x), -(lower or centre))])
    cells = seeds.shape[1]
    sums = sparse.hstack([sparse.kron(sparse.eye(cells), np.ones((1, len(widths)))), sparse.csr_matrix((cells, 1))])
    aim = np.zeros(both.shape[1] + 1)
    aim[-1] = 1
    return 100 * optimize.linprog(aim, sides, limits, sums, np.ones(cells)).fun


def ours(q, seeds):
    """The lowest and the highest coverage of the program's rule."""
    x = np.concatenate([[0], np.geomspace(0.03, 400, 60)])[:, None]
    square = (1 + x) * stats.chi2.ppf((np.arange(4000) + 0.5) / 4000, seeds - 1) / (seeds - 1)
    own = np.maximum(0, square - min(1, seeds**2 / 30 * q))
    half = np.sqrt(RESOLVED**2 * q + stats.t.ppf(0.975, seeds - 1)**2 * own)
    held = 100 * (2 * stats.norm.cdf(half / np.sqrt(q + x)) - 1).mean(1)
    return held.min(), held.max()


for q in (1, 2, 3, 4):
    print(f"M_r = {q} M_sr: every rule is off by {coverages(q, RESOLVED):.1f} points somewhere, or by "
          f"{coverages(q, 0.05):.1f} if it may be narrower than the rows resolve; one that keeps to 93 reaches "
          f"{coverages(q, RESOLVED, 0.93):.1f}. The program's:")
    for seeds in (2, 3, 5, 10):
        print("  {} seeds {:.1f} to {:.1f}".format(seeds, *ours(q, seeds)))
