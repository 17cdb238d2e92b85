// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <map>
#include <string>
#include <vector>

#include "core/dispatch/Dispatcher.h"
#include "ui/plots/CurvesChart.h"

namespace adapterscope {

class ToneLabel;

/// Loss and dev metric of the selected runs and of those that run now; hidden while there is nothing to show. The
/// selected ones come first, and stand out if there are others. When the last run has ended it stays visible until
/// another starts. Each line has a style of its own, which it keeps while others come and go, and a name that
/// distinguishes it from the others shown. What became of a run that did not finish is stated. A line of text states
/// what is not drawn.
class LiveCurves : public QWidget {
    Q_OBJECT

public:
    static constexpr int mostShown = 24;  ///< with more, nobody could tell the lines apart

    explicit LiveCurves(QWidget* parent = nullptr);

    /// The grid's runs. What is not among them, or archived, is no longer drawn.
    void setRuns(const std::vector<RunRecord>& runs);
    void begin(const RunRecord& run);
    void addProgress(const QString& id, const RunProgress& progress);
    void addPoint(const QString& id, const CurvePoint& point);
    void end(const QString& id, Status status, const Sentence& message);
    /// Runs that another process trains, or followed() ones that it has trained, with their curves so far.
    void follow(const std::vector<RunRecord>& runs);
    /// The ids of those that were being trained when they were last followed.
    const QStringList& followed() const { return m_followed; }
    void clear();
    /// The ids of the selected runs, and the first mostShown of these runs with their curves.
    void select(const QStringList& ids, const std::vector<RunRecord>& runs);
    const QStringList& selected() const { return m_ids; }
    const CurvesFigure& figure() const { return m_figure; }
    /// What the remark below the plot takes.
    int heightBesidePlot() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    using Lines = std::vector<CurvesFigure::Line>;
    /// The label among the grid's runs, and what distinguishes it from its repeats.
    struct Name {
        std::string label, seed;
    };

    /// A line, of the style that the run has already or of a free one.
    void addRunning(CurvesFigure::Line line);
    static CurvesFigure::Line* lineIn(Lines& lines, const std::string& run);
    int freeStyle() const;
    /// What has become of selected runs that are running.
    void followRunning();
    void removeEnded();
    /// The figure and its text, from the lines.
    void compose();
    /// A run that the grid may not hold yet.
    void add(const RunRecord& run);
    void nameRuns();
    void nameLines();
    void tellUnfinished();
    QString remark(int drawn, int all) const;
    void redraw();
    void redrawSoon();

    QCustomPlot* m_plot;
    ToneLabel* m_remark;
    CurvesChart m_chart;
    CurvesFigure m_figure;
    Lines m_running, m_selected;                           ///< a selected run that is running is in both
    QStringList m_ids;                                     ///< of all selected runs
    QStringList m_followed;                                ///< of the running ones that are trained elsewhere
    std::vector<std::pair<std::string, RunSpec>> m_known;  ///< id and spec of the runs among which lines have names
    std::map<std::string, Name> m_names;                   ///< by run
    QSet<QString> m_ended;
    QTimer m_soon;  ///< workers report more often than a person can see
};

}  // namespace adapterscope
