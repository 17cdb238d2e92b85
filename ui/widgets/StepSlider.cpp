// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StepSlider.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace adapterscope {

StepSlider::StepSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, 0);
    connect(this, &QSlider::valueChanged, this, [this] { emit stepped(stepValue()); });
}

void StepSlider::setSteps(std::vector<double> steps, int pageStep) {
    const QSignalBlocker quiet(this);
    const double value = stepValue();
    m_steps = std::move(steps);
    setRange(0, static_cast<int>(m_steps.size()) - 1);
    setPageStep(pageStep);
    showValue(value);
}

double StepSlider::stepValue() const {
    return m_steps[static_cast<std::size_t>(value())];
}

void StepSlider::showValue(double value) {
    const QSignalBlocker quiet(this);
    // Nearest by factor, which is how the steps are spaced; 0 is a step of its own.
    const auto distance = [value](double step) {
        if (step <= 0 || value <= 0)
            return step == value || (step <= 0 && value <= 0) ? 0.0 : std::abs(step - value) + 1e3;
        return std::abs(std::log(step / value));
    };
    const auto nearest =
        std::min_element(m_steps.begin(), m_steps.end(), [&](double a, double b) { return distance(a) < distance(b); });
    setValue(static_cast<int>(nearest - m_steps.begin()));
}

std::vector<double> wholeSteps(int largest) {
    std::vector<double> steps;
    for (int eighth = 0;; ++eighth) {
        const double value = std::round(std::exp2(eighth / 8.0));
        if (value >= largest)
            break;
        if (steps.empty() || value > steps.back())
            steps.push_back(value);
    }
    steps.push_back(largest);
    return steps;
}

std::vector<double> decadeSteps(int lowest, int highest) {
    std::vector<double> steps{0};
    for (int decade = lowest; decade < highest; ++decade)
        for (const int digit : {1, 2, 3, 5, 7})
            // Through text, so that a step is the same double as its typed digits.
            steps.push_back(std::stod(std::to_string(digit) + "e" + std::to_string(decade)));
    steps.push_back(std::stod("1e" + std::to_string(highest)));
    return steps;
}

double neighbourStep(const std::vector<double>& steps, double value, bool up) {
    if (up) {
        const auto above = std::upper_bound(steps.begin(), steps.end(), value);
        return above == steps.end() ? value : *above;
    }
    const auto at = std::lower_bound(steps.begin(), steps.end(), value);
    return at == steps.begin() ? value : *std::prev(at);
}

}  // namespace adapterscope
