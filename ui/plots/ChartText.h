// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <functional>

#include "ui/plots/BoundedText.h"

namespace adapterscope {

/// Pixels and lines that a text may take, queried at every layout.
struct TextRoom {
    int width = 0, lines = 1;
    bool isCut = false;  ///< the lines from `from` on, of as many as the text needs, rather than all of it shortened
    int from = 0;
};

/// A text of a chart's layout that never exceeds its space: names of tasks and bases may be paths of any length.
/// text() is the whole text.
class ChartText : public QCPTextElement {
public:
    ChartText(QCustomPlot& plot, const QFont& font, std::function<TextRoom()> room);

    QString shownText() const;
    /// Its height at that width.
    int height() const { return minimumOuterSizeHint().height(); }

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;
    QSize maximumOuterSizeHint() const override;

private:
    std::function<TextRoom()> m_room;
    mutable FittedText m_fitted;
};

/// An entry of a legend with the same bounds, which may also be left out.
class LegendEntry : public QCPPlottableLegendItem {
public:
    LegendEntry(QCPLegend* legend, QCPAbstractPlottable* plottable, std::function<TextRoom()> room);

    QString name() const { return mPlottable->name(); }
    QString shownName() const;
    void setLeftOut(bool leftOut) { m_leftOut = leftOut; }
    bool isLeftOut() const { return m_leftOut; }
    int fullHeight() const;
    int wholeWidth() const;  ///< with the whole name in one line

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;

private:
    /// What the base class does while the plottable has the shown name.
    template <typename Action>
    auto withShownName(Action action) const;

    std::function<TextRoom()> m_room;
    mutable FittedText m_fitted;
    bool m_leftOut = false;
};

/// Gives a plottable this name in a legend.
void addLegendEntry(QCPLegend& legend, QCPAbstractPlottable* plottable, const QString& name,
                    std::function<TextRoom()> room);

/// A text in the middle of a rectangle, for what is shown instead of data.
ChartText* addInsetText(QCPAxisRect* rect);

/// Makes a plot show shortened text under the pointer in full as a tool tip, and fit the texts of its axes.
void boundTexts(QCustomPlot& plot);

/// The full version of the shortened text at that pixel; empty if there is none.
QString wholeTextAt(const QCustomPlot& plot, const QPointF& position);

/// How many entries of a plot's legend were left out of its last layout.
int leftOutEntries(const QCustomPlot& plot);

/// Every text and every name in the legend of a plot, in full.
QStringList wholeTexts(const QCustomPlot& plot);

}  // namespace adapterscope
