// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PanelGrid.h"

#include <QRegularExpression>

#include <algorithm>

#include "ui/plots/AxisText.h"
#include "ui/plots/ChartHeader.h"
#include "ui/plots/ChartText.h"
#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

/// Of the plot's width; a legend has the rest.
constexpr double shareOfPanels = 0.7;

/// The title without what it adds in parentheses or after a comma.
QString shortened(const QString& title) {
    static const QRegularExpression addition(QStringLiteral("(,| \\().*"));
    return QString(title).remove(addition);
}

void follow(QCPAxis* axis, QCPAxis* other) {
    const auto changed = qOverload<const QCPRange&>(&QCPAxis::rangeChanged);
    const auto set = qOverload<const QCPRange&>(&QCPAxis::setRange);
    QObject::connect(axis, changed, other, set);
    QObject::connect(other, changed, axis, set);
}

}  // namespace

int panelColumns(int panels, QSize room) {
    int best = 1, longest = 0;
    for (int columns = 1; columns <= panels; ++columns) {
        const int rows = (panels + columns - 1) / columns;
        const int side = std::min(room.width() / columns, room.height() / rows);
        if (side > longest) {
            longest = side;
            best = columns;
        }
    }
    return best;
}

/// Owned by the plot's layout, so it may outlive the PanelGrid.
class PanelGrid::Grid : public QCPLayoutGrid {
public:
    explicit Grid(QCustomPlot& plot) : m_plot(plot), m_margins(new QCPMarginGroup(&plot)) {}

    void update(UpdatePhase phase) override {
        if (phase == upPreparation)
            arrange();
        QCPLayoutGrid::update(phase);
    }

    /// What is changed here takes effect at the next layout.
    void setTitles(const QString& below, const QString& beside, const QString& shorterBeside) {
        m_below = below;
        m_beside = beside;
        m_shorterBeside = shorterBeside;
        writeTitles();
    }

    /// With the margins of the others, so that all have the same size whatever is beside them.
    void adopt(QCPAxisRect* rect) {
        rect->setMarginGroup(QCP::msAll, m_margins);
        rects.push_back(rect);
    }

    std::vector<QCPAxisRect*> rects;

private:
    void arrange() {
        const QSize all = m_plot.viewport().size();
        const int count = static_cast<int>(rects.size());
        const int columns = panelColumns(count, {static_cast<int>(shareOfPanels * all.width()), all.height()});
        if (columns == m_columns && count == m_arranged)
            return;
        m_columns = columns;
        m_arranged = count;
        setWrap(columns);
        setFillOrder(foColumnsFirst, true);
        writeTitles();
    }

    void writeTitles() {
        const int count = static_cast<int>(rects.size());
        const int firstOfLastRow = (count - 1) / m_columns * m_columns;
        for (int i = 0; i < count; ++i) {
            const QCPAxisRect* rect = rects[static_cast<std::size_t>(i)];
            setAxisLabel(rect->axis(QCPAxis::atBottom), i >= firstOfLastRow ? m_below : QString(), shortened(m_below));
            setAxisLabel(rect->axis(QCPAxis::atLeft), i % m_columns == 0 ? m_beside : QString(), m_shorterBeside);
        }
    }

    QCustomPlot& m_plot;
    QCPMarginGroup* m_margins;
    QString m_below, m_beside, m_shorterBeside;
    int m_columns = 1, m_arranged = 1;
};

PanelGrid::PanelGrid(QCustomPlot& plot) : m_plot(plot), m_grid(new Grid(plot)) {
    QCPAxisRect* first = plot.axisRect();
    plot.plotLayout()->take(first);
    plot.plotLayout()->addElement(0, 0, m_grid);
    m_grid->addElement(0, 0, first);
    m_grid->adopt(first);
}

const std::vector<QCPAxisRect*>& PanelGrid::rects() const {
    return m_grid->rects;
}

void PanelGrid::setCount(int count) {
    auto& rects = m_grid->rects;
    const auto wanted = static_cast<std::size_t>(std::max(1, count));
    while (rects.size() > wanted) {
        m_grid->remove(rects.back());
        rects.pop_back();
    }
    while (rects.size() < wanted) {
        auto* rect = new QCPAxisRect(&m_plot);
        prepareRect(rect);
        for (const auto side : {QCPAxis::atBottom, QCPAxis::atLeft}) {
            rect->axis(side)->setScaleType(rects.front()->axis(side)->scaleType());
            rect->axis(side)->setRange(rects.front()->axis(side)->range());
            follow(rects.front()->axis(side), rect->axis(side));
        }
        rect->axis(QCPAxis::atBottom)->grid()->setSubGridVisible(false);
        rect->axis(QCPAxis::atLeft)->setTicker(QSharedPointer<FractionTicker>::create(6));
        m_grid->addElement(rect);
        m_grid->adopt(rect);
    }
}

void PanelGrid::setAxisTitles(const QString& below, const QString& beside, const QString& shorterBeside) {
    m_grid->setTitles(below, beside, shorterBeside);
}

}  // namespace adapterscope
