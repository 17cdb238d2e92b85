#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intervals of scores by another way (docs/statistics.md), for tests/core/experiment/statistics/SeedsAndRowsTest.cpp.

Needs Debian's python3-scipy and python3-statsmodels, which the tests do not:

    /usr/bin/python3 tests/reference/intervals.py > tests/core/experiment/intervals.json
"""
import base64
import json
import math

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.proportion import proportion_confint

random = np.random.default_rng(20261129)


def answers(share, seeds, rows, seed_sd, likeness=1.5, row=None):
    """1 for right and 0 for wrong, by seed and row; `row` is what makes rows hard for all seeds."""
    if row is None:
        row = random.standard_normal(rows)
    scale = math.sqrt(1 + likeness**2 + seed_sd**2)
    latent = (stats.norm.ppf(share) * scale + likeness * row + seed_sd * random.standard_normal((seeds, 1))
              + random.standard_normal((seeds, rows)))
    return (latent > 0).astype(float)


def quantile(p, degrees):
    """Student's; scipy's own is exact to nine digits, and Newton's step to the rest."""
    t = stats.t.ppf(p, degrees)
    for _ in range(3):
        t -= (stats.t.cdf(t, degrees) - p) / stats.t.pdf(t, degrees)
    return t


def mean_squares(table):
    seeds, rows = table.shape
    if seeds == 1:
        return 0.0, 0.0
    frame = pd.DataFrame({"y": table.ravel(), "seed": np.repeat(np.arange(seeds), rows),
                          "row": np.tile(np.arange(rows), seeds)})
    result = anova_lm(ols("y ~ C(seed) + C(row)", frame).fit())
    squares = result["sum_sq"] / result["df"]
    return squares["C(seed)"], squares["Residual"]


def combined(of_seeds, of_rows, of_both, seeds, rows):
    if seeds == 1:
        return math.sqrt(of_rows / rows), quantile(0.975, rows - 1)
    everything = (seeds - 1) * of_seeds + (rows - 1) * of_rows + (seeds - 1) * (rows - 1) * of_both
    of_rows = max(of_rows, everything / (seeds * rows - 1))
    total = max(of_seeds + max(0, of_rows - of_both), of_rows)
    if total < 1e-20:  # rounding
        return 0.0, quantile(0.975, rows - 1)
    own = max(0, of_seeds - min(of_both, seeds**2 / 30 * of_rows))
    squared = quantile(0.975, rows - 1)**2 * of_rows + quantile(0.975, seeds - 1)**2 * own
    return math.sqrt(total / (seeds * rows)), math.sqrt(squared / total)


def wilson(fraction, n, reach):
    return proportion_confint(fraction * n, n, alpha=2 * stats.norm.sf(reach), method="wilson")


def score(table):
    seeds, rows = table.shape
    of_seeds, of_both = mean_squares(table)
    mean = table.mean()
    padded = np.concatenate([table.mean(0), [1, 0]])
    weights = np.concatenate([np.ones(rows), [0.5, 0.5]])
    centre = np.average(padded, weights=weights)
    variance = (weights * (padded - centre)**2).sum() / (weights.sum() - 1)
    kept = variance / (centre * (1 - centre))
    error, reach = combined(of_seeds, seeds * mean * (1 - mean) * kept, of_both, seeds, rows)
    worth = mean * (1 - mean) / error**2 if 0 < mean < 1 else rows / kept
    low, high = wilson(mean, worth, reach)
    return {"mean": mean, "error": error, "low": low, "high": high}


def difference(a, b):
    table = a - b
    seeds, rows = table.shape
    of_seeds, of_both = mean_squares(table)
    means = table.mean(0)
    size = math.sqrt((means[means != 0]**2).mean()) if means.any() else 1
    padded = np.concatenate([means, [size, -size]])
    weights = np.concatenate([np.ones(rows), [0.5, 0.5]])
    centre = np.average(padded, weights=weights)
    variance = (weights * (padded - centre)**2).sum() / (weights.sum() - 1)
    error, reach = combined(of_seeds, seeds * variance * rows / (rows + 1), of_both, seeds, rows)
    return {"mean": table.mean(), "error": error, "low": centre - reach * error, "high": centre + reach * error}


def needed_seeds(a, b):
    """The fewest further seeds, by trying each; none if it is decided."""
    table = a - b
    seeds, rows = table.shape
    of_seeds, of_both = mean_squares(table)
    means = table.mean(0)
    size = math.sqrt((means[means != 0]**2).mean()) if means.any() else 1
    padded, weights = np.concatenate([means, [size, -size]]), np.concatenate([np.ones(rows), [0.5, 0.5]])
    centre = np.average(padded, weights=weights)
    of_rows = seeds * (weights * (padded - centre)**2).sum() / rows * rows / (rows + 1)
    error, reach = combined(of_seeds, of_rows, of_both, seeds, rows)
    if seeds > 2 and abs(centre) > reach * error:
        return None
    seed_part, row_part = max(0, of_seeds - of_both) / rows, max(0, of_rows - of_both) / seeds
    for more in range(max(1, 3 - seeds), 101):
        n = seeds + more
        error, reach = combined(rows * seed_part + of_both, n * row_part + of_both, of_both, n, rows)
        if (reach + stats.norm.ppf(0.8)) * error <= abs(table.mean()):
            return more
    return None


def packed(table):
    return [base64.b64encode(np.packbits(row.astype(np.uint8)).tobytes()).decode() for row in table]


def unpaired(mean, seed_sd, seeds, rows):
    """Of a score whose rows were not recorded."""
    error, reach = combined(rows * seed_sd**2, seeds * mean * (1 - mean), 0, seeds, rows)
    low, high = wilson(mean, mean * (1 - mean) / error**2, reach)
    return {"error": error, "low": low, "high": high}


def f1(truth, predicted):
    return 2 * (truth & predicted).sum() / (truth.sum() + predicted.sum())


def mcc(truth, predicted):
    return np.corrcoef(truth, predicted)[0, 1]


def pseudo_values(metric, truth, predicted):
    rows, keep = len(truth), np.ones(len(truth), bool)
    values = []
    for row in range(rows):
        keep[row] = False
        values.append(rows * metric(truth, predicted) - (rows - 1) * metric(truth[keep], predicted[keep]))
        keep[row] = True
    return values


cases = []
for seeds, rows, shares, seed_sd in [(1, 40, (0.9, 0.8), 0.1), (2, 40, (0.7, 0.6), 0.3), (3, 60, (0.8, 0.75), 0.0),
                                     (3, 57, (0.9, 0.6), 0.5), (5, 41, (0.95, 0.9), 0.2), (10, 40, (0.6, 0.6), 1.0),
                                     (4, 120, (0.85, 0.8), 0.1)]:
    row = random.standard_normal(rows)
    a, b = (answers(share, seeds, rows, seed_sd, row=row) for share in shares)
    cases.append({"rows": rows, "a": packed(a), "b": packed(b), "score": score(a), "difference": difference(a, b),
                  "needed_seeds": needed_seeds(a, b)})
perfect = np.ones((3, 50))
cases.append({"rows": 50, "a": packed(perfect), "b": packed(perfect), "score": score(perfect),
              "difference": difference(perfect, perfect), "needed_seeds": None})
opposite = np.repeat([[1.0, 0.0], [0.0, 1.0]], 25, axis=1)
cases.append({"rows": 50, "a": packed(opposite), "b": packed(perfect[:2]), "score": score(opposite),
              "difference": difference(opposite, perfect[:2]), "needed_seeds": needed_seeds(opposite, perfect[:2])})

unrecorded = []
for scores, rows in [([0.85], 40), ([0.85, 0.875, 0.8], 40), ([0.9, 0.9, 0.9], 1000), ([0.5, 0.505], 200)]:
    sd = float(np.std(scores, ddof=1)) if len(scores) > 1 else 0.0
    unrecorded.append({"scores": scores, "rows": rows, **unpaired(float(np.mean(scores)), sd, len(scores), rows)})

truth = (random.random(30) < 0.4).astype(int)
predicted = np.where(random.random(30) < 0.8, truth, 1 - truth)
jackknife = {"truth": truth.tolist(), "predicted": predicted.tolist(),
             "f1": pseudo_values(f1, truth, predicted), "mcc": pseudo_values(mcc, truth, predicted)}

wilsons = [{"fraction": k / n, "n": n, "low": low, "high": high} for k, n in [(0, 10), (1, 10), (199, 200), (277, 277)]
           for low, high in [proportion_confint(k, n, method="wilson")]]
print(json.dumps({"cases": cases, "unrecorded": unrecorded, "jackknife": jackknife, "wilson": wilsons}, indent=1))
