// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "ui/pages/design/DiagramParts.h"

namespace adapterscope {

/// Where the design lies between the cheapest and the most expensive way to train over this base, on a logarithmic axis
/// of trained parameters.
class BudgetRuler : public QWidget {
    Q_OBJECT

public:
    explicit BudgetRuler(QWidget* parent = nullptr);
    void setView(const DesignView& view);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Mark {
        QString name;
        std::int64_t parameters;
    };
    QFont small() const;
    double rowHeight() const;   ///< of a line of names
    double axisHeight() const;  ///< from the upper edge
    double xOf(std::int64_t parameters) const;

    std::vector<Mark> m_marks;
    std::int64_t m_here = 1, m_lowest = 1, m_highest = 10;
};

}  // namespace adapterscope
