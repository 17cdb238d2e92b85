// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/LiveCurves.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunCounts.h"
#include "ui/look/Card.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

/// The evaluation that the run would keep; -1 before there is one.
double bestStepOf(const CurvesFigure::Line& line) {
    CurvePoint best;
    for (std::size_t i = 0; i < line.dev.size(); ++i) {
        CurvePoint point;
        point.step = static_cast<std::int64_t>(line.dev[i].first);
        point.dev = line.dev[i].second;
        point.devLoss = line.devLoss[i].second;
        if (point.step > 0 && isBetterOnDev(point, best))
            best = point;
    }
    return best.step > 0 ? static_cast<double>(best.step) : -1;
}

constexpr int redrawMilliseconds = 100;

}  // namespace

LiveCurves::LiveCurves(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot), m_remark(new ToneLabel(theme::quietText)), m_chart(*m_plot) {
    m_plot->setObjectName("liveCurves");
    m_plot->setAccessibleName(tr("Loss and dev score of the selected and the running runs"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setMinimumHeight(150);
    m_plot->setToolTip(wrappedTip(
        tr("The selected runs and those being trained now: loss on the left (thin: training, thick: dev), dev score "
           "on the right, or alone if there is no room for both")));
    m_chart.adaptToWindow();
    m_remark->setObjectName("curvesRemark");
    m_remark->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_remark);
    m_soon.setSingleShot(true);
    m_soon.setInterval(redrawMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &LiveCurves::redraw);
    redraw();
}

CurvesFigure::Line* LiveCurves::lineIn(Lines& lines, const std::string& run) {
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.run == run; });
    return found == lines.end() ? nullptr : &*found;
}

/// The first style that no line has.
int LiveCurves::freeStyle() const {
    const auto isTaken = [this](int style) {
        const auto has = [style](const auto& line) { return line.style == style; };
        return std::any_of(m_running.begin(), m_running.end(), has) ||
               std::any_of(m_selected.begin(), m_selected.end(), has);
    };
    int style = 0;
    while (isTaken(style))
        ++style;
    return style;
}

void LiveCurves::followRunning() {
    for (auto& selected : m_selected)
        if (const auto* running = lineIn(m_running, selected.run))
            selected = *running;
}

void LiveCurves::removeEnded() {
    followRunning();
    std::erase_if(m_running, [this](const auto& line) { return m_ended.contains(QString::fromStdString(line.run)); });
    m_ended.clear();
}

void LiveCurves::compose() {
    followRunning();
    m_figure.lines = m_selected;
    qsizetype all = m_ids.size();
    for (const auto& running : m_running) {
        all += m_ids.contains(QString::fromStdString(running.run)) ? 0 : 1;
        if (lineIn(m_figure.lines, running.run))
            continue;
        m_figure.lines.push_back(running);
        m_figure.lines.back().isPale = !m_selected.empty();
    }
    if (std::ssize(m_figure.lines) > mostShown)
        m_figure.lines.resize(mostShown);
    nameLines();
    tellUnfinished();
    m_remark->setText(remark(static_cast<int>(m_figure.lines.size()), static_cast<int>(all)));
    m_remark->setVisible(!m_remark->text().isEmpty());
}

QString LiveCurves::remark(int drawn, int all) const {
    const bool areMixed = !m_selected.empty() && std::any_of(m_figure.lines.begin(), m_figure.lines.end(),
                                                             [](const auto& line) { return line.isPale; });
    if (drawn == all)
        return areMixed ? tr("The selected runs are drawn thick.") : QString();
    const QString runs = counts::runsOf(drawn, all);
    if (areMixed)
        return tr("%1 drawn: the selected ones, thick, and then those that were started first.").arg(runs);
    return (m_selected.empty() ? tr("%1 drawn: those that were started first.")
                               : tr("%1 drawn: the first of the selected ones."))
        .arg(runs);
}

void LiveCurves::add(const RunRecord& run) {
    if (m_names.contains(run.id))
        return;
    m_known.emplace_back(run.id, run.spec);
    nameRuns();
}

void LiveCurves::nameRuns() {
    std::vector<const RunSpec*> specs;
    for (const auto& [id, spec] : m_known)
        specs.push_back(&spec);
    const Factors factors(specs);
    m_names.clear();
    for (std::size_t i = 0; i < specs.size(); ++i)
        m_names[m_known[i].first] = {factors.label(i), seedText(*specs[i])};
}

/// If only seeds distinguish the lines, the title has the label.
void LiveCurves::nameLines() {
    bool areRepeats = m_figure.lines.size() > 1;
    for (const auto& line : m_figure.lines)
        areRepeats = areRepeats && m_names.at(line.run).label == m_names.at(m_figure.lines.front().run).label;
    m_figure.title = areRepeats ? m_names.at(m_figure.lines.front().run).label : std::string();
    for (auto& line : m_figure.lines) {
        const Name& name = m_names.at(line.run);
        line.legend = (areRepeats ? "" : name.label + ", ") + name.seed;
        if (line.status != Status::Done && line.status != Status::Running)
            line.legend += " (" + toText(line.status) + ")";
    }
}

void LiveCurves::tellUnfinished() {
    RunCounts counts;
    Sentence reason;
    for (const auto& line : m_figure.lines) {
        counts.add(line.status);
        if (reason.empty())
            reason = line.message;
    }
    // That a run is being trained needs no words.
    const bool areFine = counts.of(Status::Done) + counts.of(Status::Running) == counts.all();
    m_figure.whyUnfinished = areFine ? Sentence() : counts.whyUnfinished(reason);
}

void LiveCurves::setRuns(const std::vector<RunRecord>& runs) {
    std::map<std::string, const RunRecord*> shown;
    for (const RunRecord& run : runs)
        if (!run.marks.archived)
            shown.emplace(run.id, &run);
    const auto isGone = [&](const auto& line) { return !shown.contains(line.run); };
    std::erase_if(m_running, isGone);
    std::erase_if(m_selected, isGone);
    m_ids.removeIf([&](const QString& id) { return !shown.contains(id.toStdString()); });
    for (auto& line : m_selected) {
        line.status = shown.at(line.run)->result.status;
        line.message = shown.at(line.run)->result.message;
    }
    const bool areKnown = std::equal(runs.begin(), runs.end(), m_known.begin(), m_known.end(),
                                     [](const RunRecord& run, const auto& known) { return run.id == known.first; });
    if (!areKnown) {  // naming many takes a while
        m_known.clear();
        for (const RunRecord& run : runs)
            m_known.emplace_back(run.id, run.spec);
        nameRuns();
    }
    compose();
    redrawSoon();
}

void LiveCurves::addRunning(CurvesFigure::Line line) {
    auto* running = lineIn(m_running, line.run);
    const auto* selected = lineIn(m_selected, line.run);
    line.style = running ? running->style : selected ? selected->style : freeStyle();
    if (running)
        *running = std::move(line);
    else
        m_running.push_back(std::move(line));
}

void LiveCurves::begin(const RunRecord& run) {
    removeEnded();
    m_followed.removeAll(QString::fromStdString(run.id));
    std::erase_if(m_running, [&](const auto& line) { return line.run == run.id; });
    CurvesFigure::Line line{run.id, {}, {}, {}, {}, -1};
    line.status = Status::Running;
    addRunning(std::move(line));
    add(run);
    if (!run.result.metric.empty())
        m_figure.metric = run.result.metric;
    compose();
    redrawSoon();
}

void LiveCurves::follow(const std::vector<RunRecord>& runs) {
    const QStringList before = std::exchange(m_followed, {});
    QStringList ended;
    bool isAnyNew = false;
    for (const RunRecord& run : runs) {
        const QString id = QString::fromStdString(run.id);
        if (run.result.status == Status::Running)
            m_followed << id;
        else if (before.contains(id))
            ended << id;
        isAnyNew = isAnyNew || (run.result.status == Status::Running && !before.contains(id));
    }
    if (isAnyNew)
        removeEnded();
    for (const RunRecord& run : runs) {
        const QString id = QString::fromStdString(run.id);
        if (!m_followed.contains(id) && !ended.contains(id))
            continue;
        CurvesFigure::Line line = curveLine(run, run.result.curve, {});
        if (line.bestStep < 0)
            line.bestStep = bestStepOf(line);
        addRunning(std::move(line));
        add(run);
        if (!run.result.metric.empty())
            m_figure.metric = run.result.metric;
    }
    m_ended.unite({ended.begin(), ended.end()});
    compose();
    redrawSoon();
}

void LiveCurves::addProgress(const QString& id, const RunProgress& progress) {
    auto* found = lineIn(m_running, id.toStdString());
    const auto step = static_cast<double>(progress.step);
    if (!found || (!found->trainLoss.empty() && found->trainLoss.back().first >= step))
        return;
    found->trainLoss.emplace_back(step, progress.trainLoss);
    redrawSoon();
}

void LiveCurves::addPoint(const QString& id, const CurvePoint& point) {
    auto* found = lineIn(m_running, id.toStdString());
    if (!found)
        return;
    const auto step = static_cast<double>(point.step);
    found->devLoss.emplace_back(step, point.devLoss);
    found->dev.emplace_back(step, point.dev);
    found->bestStep = bestStepOf(*found);
    if (const auto* shown = lineIn(m_figure.lines, found->run)) {
        const std::string name = m_figure.title.empty() ? shown->legend : m_figure.title + ", " + shown->legend;
        m_plot->setAccessibleDescription(
            tr("%1: dev %2 at step %3").arg(QString::fromStdString(name), fraction(point.dev, 4)).arg(point.step));
    }
    redrawSoon();
}

void LiveCurves::end(const QString& id, Status status, const Sentence& message) {
    auto* found = lineIn(m_running, id.toStdString());
    if (!found)
        return;
    found->status = status;
    found->message = message;
    m_ended.insert(id);
    redrawSoon();
}

void LiveCurves::clear() {
    m_running.clear();
    m_selected.clear();
    m_ids.clear();
    m_followed.clear();
    m_known.clear();
    m_names.clear();
    m_ended.clear();
    compose();
    redrawSoon();
}

void LiveCurves::select(const QStringList& ids, const std::vector<RunRecord>& runs) {
    if (!ids.isEmpty())
        removeEnded();
    Lines before = std::exchange(m_selected, {});
    m_ids = ids;
    for (const RunRecord& run : runs) {
        CurvesFigure::Line line = curveLine(run, run.result.curve, {});
        const auto *running = lineIn(m_running, run.id), *kept = lineIn(before, run.id);
        line.style = running ? running->style : kept ? kept->style : -1;
        m_selected.push_back(std::move(line));
        add(run);
        if (!run.result.metric.empty())
            m_figure.metric = run.result.metric;
    }
    for (auto& line : m_selected)
        if (line.style < 0)
            line.style = freeStyle();
    compose();
    redrawSoon();
}

int LiveCurves::heightBesidePlot() const {
    return m_remark->isHidden() ? 0 : m_remark->heightForWidth(width()) + layout()->spacing();
}

void LiveCurves::redrawSoon() {
    setVisible(!m_figure.lines.empty());
    if (!m_soon.isActive())
        m_soon.start();
}

void LiveCurves::redraw() {
    compose();
    m_chart.draw(m_figure, plotColours(palette()));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

}  // namespace adapterscope
