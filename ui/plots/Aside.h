// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

namespace adapterscope {

/// How far beside its x something is drawn: so many steps to the right, or to the left. How wide a step is follows the
/// layout of the plot.
class Aside {
public:
    Aside() = default;
    Aside(int steps, std::shared_ptr<const double> step) : m_steps(steps), m_step(std::move(step)) {}

    int steps() const { return m_steps; }
    double pixels() const { return m_step ? m_steps * *m_step : 0; }

private:
    int m_steps = 0;
    std::shared_ptr<const double> m_step;
};

}  // namespace adapterscope
