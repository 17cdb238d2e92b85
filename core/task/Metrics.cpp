// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/Metrics.h"

#include <cmath>
#include <cstddef>

namespace adapterscope {
namespace {

double ratio(double a, double b) {
    return b == 0 ? 0 : a / b;
}

double rowSum(const Confusion& c, std::size_t k) {
    double sum = 0;
    for (const double count : c[k])
        sum += count;
    return sum;
}

double columnSum(const Confusion& c, std::size_t k) {
    double sum = 0;
    for (const auto& row : c)
        sum += row[k];
    return sum;
}

double f1(const Confusion& c, std::size_t k) {
    return ratio(2 * c[k][k], rowSum(c, k) + columnSum(c, k));
}

/// Mean over the classes that occur among truths or predictions.
double macroF1(const Confusion& c) {
    double sum = 0;
    int present = 0;
    for (std::size_t k = 0; k < c.size(); ++k)
        if (rowSum(c, k) + columnSum(c, k) > 0) {
            sum += f1(c, k);
            ++present;
        }
    return ratio(sum, present);
}

/// Gorodkin 2004's form for any number of classes.
double matthews(const Confusion& c, double total, double right) {
    double products = 0, truths = 0, predictions = 0;
    for (std::size_t k = 0; k < c.size(); ++k) {
        products += rowSum(c, k) * columnSum(c, k);
        truths += rowSum(c, k) * rowSum(c, k);
        predictions += columnSum(c, k) * columnSum(c, k);
    }
    // One root of both factors: if they are equal, as when all predictions are right, it is exactly each of them.
    return ratio(right * total - products, std::sqrt((total * total - predictions) * (total * total - truths)));
}

}  // namespace

std::vector<std::string> taskMetrics() {
    return {"accuracy", "f1", "f1-macro", "mcc"};
}

std::map<std::string, double> classificationMetrics(const std::vector<int>& truth, const std::vector<int>& predicted,
                                                    Classes classes) {
    const auto n = static_cast<std::size_t>(classes.count);
    Confusion confusion(n, std::vector<double>(n));
    for (std::size_t i = 0; i < truth.size(); ++i)
        ++confusion[static_cast<std::size_t>(truth[i])][static_cast<std::size_t>(predicted[i])];
    return classificationMetrics(confusion, classes);
}

std::map<std::string, double> classificationMetrics(const Confusion& confusion, Classes classes) {
    double right = 0, total = 0;
    for (std::size_t k = 0; k < confusion.size(); ++k) {
        right += confusion[k][k];
        total += rowSum(confusion, k);
    }
    std::map<std::string, double> metrics{
        {"accuracy", right / total}, {"f1-macro", macroF1(confusion)}, {"mcc", matthews(confusion, total, right)}};
    if (classes.count == 2)
        metrics["f1"] = f1(confusion, static_cast<std::size_t>(classes.positive));
    return metrics;
}

}  // namespace adapterscope
