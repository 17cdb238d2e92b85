// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace adapterscope {

/// The classes of a task; F1 is for the positive one.
struct Classes {
    int count = 2;
    int positive = 1;
    bool operator==(const Classes&) const = default;
};

/// The metrics that a task may name: accuracy, f1 (of the positive label, two labels only), f1-macro, mcc (Matthews).
std::vector<std::string> taskMetrics();

/// How many rows have each true and predicted label: counts[true][predicted].
using Confusion = std::vector<std::vector<double>>;

/// Every metric of a classification: accuracy, f1-macro, mcc (Matthews correlation), and with two classes f1 (of the
/// positive class). Fractions; a metric whose denominator is 0 is 0, as in scikit-learn. `truth` must not be empty.
std::map<std::string, double> classificationMetrics(const std::vector<int>& truth, const std::vector<int>& predicted,
                                                    Classes classes);
std::map<std::string, double> classificationMetrics(const Confusion& confusion, Classes classes);

}  // namespace adapterscope
