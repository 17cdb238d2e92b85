// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

#include <vector>

namespace adapterscope {

/// A slider over a list of rising values, for quantities that people think of in factors, such as m or sigma.
class StepSlider : public QSlider {
    Q_OBJECT

public:
    explicit StepSlider(QWidget* parent = nullptr);

    void setSteps(std::vector<double> steps, int pageStep);
    const std::vector<double>& steps() const { return m_steps; }
    double stepValue() const;
    /// Goes to the step that is nearest in the list, without a signal.
    void showValue(double value);

signals:
    /// The person moved the slider.
    void stepped(double value);

private:
    std::vector<double> m_steps{0};
};

/// 1, 2, 3, … with about eight values per octave, up to and including `largest`.
std::vector<double> wholeSteps(int largest);
/// 0, then 1, 2, 3, 5, 7 of each decade from 10^lowest to 10^highest.
std::vector<double> decadeSteps(int lowest, int highest);
/// The value after (up) or before the given one; stops at the ends.
double neighbourStep(const std::vector<double>& steps, double value, bool up);

}  // namespace adapterscope
