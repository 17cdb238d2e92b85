// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

/// A logarithmic axis with a place of its own for exact zeros, set apart by a tinted strip: a logarithmic scale has
/// none.
class ZeroAxis {
public:
    /// The axis on that side of the rectangle; both outlive this.
    ZeroAxis(QCPAxisRect* rect, QCPAxis::AxisType side);

    /// Sets the range to whole decades around the positive values (finer if they are close), and adds the place
    /// if there is a zero. Values that are not numbers are left out; without positive ones the axis ends at 1.
    /// `margin` is a factor that is kept free at both ends.
    void fit(const std::vector<double>& values, double margin, const PlotColours& colours);
    /// The position of a value on the axis.
    double place(double value) const;
    double decades() const;  ///< length of the whole axis

private:
    QCPAxis* m_axis;
    QCPItemRect* m_strip;
    double m_lowest = 0.1, m_highest = 1;
};

/// "10⁻³", "1", "10", for whole powers of ten.
QString powerOfTen(int exponent);

}  // namespace adapterscope
