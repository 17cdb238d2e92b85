// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ChartHeader.h"

#include <algorithm>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

constexpr int sideMargin = 8;
constexpr int mostColumns = 3;

/// A low plot has one line less, to leave some height for the data.
TextRoom roomIn(const QCustomPlot& plot, int lines) {
    const bool isLow = plot.viewport().height() < 420;
    return {plot.viewport().width() - 2 * sideMargin, std::max(1, isLow ? lines - 1 : lines)};
}

/// A title names a design with its numbers, of which none should be left out: one line in the lowest plot, up to four
/// in higher ones.
TextRoom titleRoomIn(const QCustomPlot& plot) {
    return {plot.viewport().width() - 2 * sideMargin, std::clamp((plot.viewport().height() - 260) / 80, 1, 4)};
}

/// The legend, in as many columns as fit, with nothing beside it.
class LegendRow : public QCPLayoutGrid {
public:
    explicit LegendRow(QCustomPlot& plot) : m_plot(plot) {
        addElement(0, 0, plot.legend);
        addElement(0, 1, new QCPLayoutElement(&plot));  // takes what is left
        setColumnStretchFactor(0, 0.001);
    }

    void update(UpdatePhase phase) override {
        if (phase == upPreparation)
            wrap();
        QCPLayoutGrid::update(phase);
    }

private:
    void wrap() {
        for (int columns = mostColumns; columns > 0; --columns) {
            m_plot.legend->setWrap(columns);
            m_plot.legend->setFillOrder(foColumnsFirst, true);
            if (m_plot.legend->minimumOuterSizeHint().width() <= m_plot.viewport().width() - 2 * sideMargin)
                return;
        }
    }

    QCustomPlot& m_plot;
};

}  // namespace

ChartHeader::ChartHeader(QCustomPlot& plot) : m_plot(plot) {
    QFont bold = plot.font();
    bold.setBold(true);
    m_title = new ChartText(plot, bold, [&plot] { return titleRoomIn(plot); });
    m_notes = new ChartText(plot, plot.font(), [&plot] { return roomIn(plot, 3); });
    auto* grid = new QCPLayoutGrid;
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, grid);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    grid->setRowSpacing(1);
    grid->setMargins({sideMargin, 4, sideMargin, 0});
    grid->addElement(0, 0, m_title);
    grid->addElement(1, 0, m_notes);
    prepareLegend(plot);
    plot.legend->setColumnSpacing(14);
    grid->addElement(2, 0, new LegendRow(plot));
    boundTexts(plot);
}

void ChartHeader::setTitle(const QString& title) {
    m_title->setText(title);
}

void ChartHeader::setNotes(const QStringList& lines) {
    m_notes->setText(lines.join(QLatin1Char('\n')));
}

void ChartHeader::addToLegend(QCPAbstractPlottable* plottable, const QString& name) {
    addLegendEntry(*m_plot.legend, plottable, name, [&plot = m_plot] { return roomIn(plot, 1); });
}

void prepareRect(QCPAxisRect* rect) {
    rect->setupFullAxesBox(true);
    rect->setMinimumMargins({0, 6, 12, 6});
    rect->setLayer(QStringLiteral("background"));
    for (QCPAxis* axis : rect->axes()) {
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
    }
    for (const auto side : {QCPAxis::atTop, QCPAxis::atRight}) {
        rect->axis(side)->setTicks(false);
        rect->axis(side)->setTickLabels(false);
    }
}

}  // namespace adapterscope
