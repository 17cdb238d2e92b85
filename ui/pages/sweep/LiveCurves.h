// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <map>

#include "core/dispatch/Dispatcher.h"
#include "ui/plots/CurvesChart.h"

namespace adapterscope {

/// Loss and dev metric of the runs that run now, or of finished ones; hidden while there is nothing to show. When the
/// last run has ended it stays visible until another starts. Each line has a style of its own, which it keeps, and the
/// name that distinguishes its run from the others shown.
class LiveCurves : public QWidget {
    Q_OBJECT

public:
    static constexpr int mostShown = 12;  ///< finished runs; more are no use

    explicit LiveCurves(QWidget* parent = nullptr);

    void begin(const RunRecord& run);
    void addProgress(const QString& id, const RunProgress& progress);
    void addPoint(const QString& id, const CurvePoint& point);
    void end(const QString& id);
    void clear();
    /// Finished runs to look at, with their curves; of many only the first mostShown.
    void showRuns(const std::vector<RunRecord>& runs);
    const CurvesFigure& figure() const { return m_figure; }

protected:
    void changeEvent(QEvent* event) override;

private:
    CurvesFigure::Line* line(const QString& id);
    void add(CurvesFigure::Line line, const RunRecord& run);
    void nameLines();
    void redraw();
    void redrawSoon();

    QCustomPlot* m_plot;
    CurvesChart m_chart;
    CurvesFigure m_figure;
    std::map<std::string, RunSpec> m_specs;  ///< of the lines, by run
    QSet<QString> m_ended;
    QTimer m_soon;  ///< workers report more often than a person can see
};

}  // namespace adapterscope
