// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/BudgetRuler.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

#include "core/design/Methods.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr double margin = 8, pointer = 13;

}  // namespace

BudgetRuler::BudgetRuler(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setObjectName("budgetRuler");
    setAccessibleName(tr("This design between head only and full fine-tuning"));
}

QFont BudgetRuler::small() const {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

double BudgetRuler::rowHeight() const {
    return std::max(16, QFontMetrics(small()).height() + 2);
}

double BudgetRuler::axisHeight() const {
    return rowHeight() + pointer + 3;
}

QSize BudgetRuler::sizeHint() const {
    return {240, static_cast<int>(axisHeight() + 8 + 2 * rowHeight()) + 4};
}

void BudgetRuler::setView(const DesignView& view) {
    m_marks.clear();
    for (const MethodInfo& method : methods())
        if (!method.look.landmark.empty())
            m_marks.push_back({QString::fromStdString(method.look.landmark),
                               count(method.defaults, view.base, view.classes, view.pooling).trained});
    std::sort(m_marks.begin(), m_marks.end(),
              [](const Mark& one, const Mark& other) { return one.parameters < other.parameters; });
    m_here = std::max<std::int64_t>(view.budget.trained, 1);
    m_lowest = std::min(m_marks.front().parameters, m_here);
    m_highest = std::max(m_marks.back().parameters, m_here);
    QStringList words{tr("This design: %1").arg(withSeparators(view.budget.trained))};
    for (const Mark& mark : m_marks)
        words << tr("%1: %2").arg(mark.name, withSeparators(mark.parameters));
    setToolTip(words.join('\n'));
    setAccessibleDescription(words.join(", "));
    update();
}

double BudgetRuler::xOf(std::int64_t parameters) const {
    const double low = std::log10(static_cast<double>(m_lowest)), high = std::log10(static_cast<double>(m_highest));
    return margin + (std::log10(static_cast<double>(parameters)) - low) / (high - low) * (width() - 2 * margin);
}

void BudgetRuler::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(small());
    const double axis = axisHeight();
    const QColor quiet = theme::quietText(palette());
    painter.setPen(QPen(quiet, 1.2));
    painter.drawLine(QPointF(margin, axis), QPointF(width() - margin, axis));
    // Names in two rows below, so that neighbours do not run into each other.
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const double x = xOf(m_marks[i].parameters);
        const double length = i % 2 == 0 ? 8 : 8 + rowHeight();
        painter.drawLine(QPointF(x, axis - 4), QPointF(x, axis + length));
        const double wide = painter.fontMetrics().horizontalAdvance(m_marks[i].name);
        const double left = std::clamp(x - wide / 2, 0.0, width() - wide);
        painter.drawText(QPointF(left, axis + length + painter.fontMetrics().ascent() + 1), m_marks[i].name);
    }
    const double here = xOf(m_here);
    QPainterPath tip(QPointF(here, axis - 2));
    tip.lineTo(here - 6, axis - pointer);
    tip.lineTo(here + 6, axis - pointer);
    tip.closeSubpath();
    painter.fillPath(tip, palette().color(QPalette::WindowText));
    painter.setPen(palette().color(QPalette::WindowText));
    const QString words = tr("this design");
    const double wide = painter.fontMetrics().horizontalAdvance(words);
    painter.drawText(QPointF(std::clamp(here - wide / 2, 0.0, width() - wide), axis - pointer - 5), words);
}

}  // namespace adapterscope
