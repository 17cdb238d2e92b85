// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ChartSide.h"

#include <algorithm>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

constexpr int narrowest = 110, widest = 300;
constexpr double share = 0.3;  ///< of the plot's width
constexpr int lineSpacing = 2, legendMargin = 6, rightMargin = 4;

}  // namespace

/// Owned by the plot's layout.
class ChartSide::Column : public QCPLayoutGrid {
public:
    explicit Column(QCustomPlot& plot) : m_plot(plot) {
        setMargins({0, legendMargin, rightMargin, legendMargin});
        setRowSpacing(lineSpacing);
        prepareLegend(plot);
        plot.legend->setMargins({0, legendMargin, 0, legendMargin});
        title = addText(80, true);
        notes = addText(36);
        add(plot.legend);
        more = addText(10000);
        remarks = addText(70);
        addElement(rowCount(), 0, new QCPLayoutElement(&plot));  // takes what is left
    }

    void update(UpdatePhase phase) override {
        if (phase == upPreparation)
            fillLegend();
        QCPLayoutGrid::update(phase);
    }

    int width() const {
        const int whole = m_plot.viewport().width();
        return std::min(std::clamp(static_cast<int>(share * whole), narrowest, widest), whole / 3 - rightMargin);
    }
    QCPLegend* legend() const { return m_plot.legend; }

    ChartText *title, *notes, *more, *remarks;
    int others = 0;

private:
    void add(QCPLayoutElement* element) {
        addElement(rowCount(), 0, element);
        setRowStretchFactor(rowCount() - 1, 0.001);  // as high as its text
    }

    /// One more line per this many pixels of the plot's height.
    ChartText* addText(int pixelsForALine, bool bold = false) {
        QFont font = m_plot.font();
        font.setBold(bold);
        auto* text = new ChartText(m_plot, font, [this, pixelsForALine] {
            return TextRoom{width(), std::max(1, m_plot.viewport().height() / pixelsForALine)};
        });
        add(text);
        return text;
    }

    void fillLegend() {
        QList<LegendEntry*> entries;
        for (int i = 0; i < legend()->itemCount(); ++i)
            if (auto* entry = dynamic_cast<LegendEntry*>(legend()->item(i)))
                entries << entry;
        const auto lay = [&](int room) {
            int leftOut = others, used = 0;
            for (LegendEntry* entry : entries) {
                used += entry->fullHeight();
                entry->setLeftOut(used > room);
                leftOut += used > room;
            }
            more->setText(leftOut == 0                         ? QString()
                          : leftOut == entries.size() + others ? QStringLiteral("%1 series").arg(leftOut)
                                                               : QStringLiteral("and %1 more").arg(leftOut));
            return leftOut;
        };
        const int room = m_plot.viewport().height() - 4 * legendMargin - 5 * lineSpacing - title->height() -
                         notes->height() - remarks->height();
        if (lay(room) > 0)
            lay(room - more->height());
    }

    QCustomPlot& m_plot;
};

ChartSide::ChartSide(QCustomPlot& plot, int column) : m_column(new Column(plot)) {
    plot.plotLayout()->addElement(0, column, m_column);
    plot.plotLayout()->setColumnStretchFactor(column, 0.001);
    boundTexts(plot);
}

void ChartSide::setTitle(const QString& title) {
    m_column->title->setText(title);
}

void ChartSide::setNotes(const QStringList& lines) {
    m_column->notes->setText(lines.join(QLatin1Char('\n')));
}

void ChartSide::setRemarks(const QStringList& lines) {
    m_column->remarks->setText(lines.join(QLatin1Char('\n')));
}

void ChartSide::addToLegend(QCPAbstractPlottable* plottable, const QString& name) {
    addLegendEntry(*m_column->legend(), plottable, name, [column = m_column] { return TextRoom{column->width(), 2}; });
}

void ChartSide::setOthers(int others) {
    m_column->others = others;
}

}  // namespace adapterscope
