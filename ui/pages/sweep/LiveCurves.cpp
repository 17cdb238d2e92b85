// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/LiveCurves.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

#include "core/experiment/Factors.h"
#include "ui/look/NumberText.h"

namespace adapterscope {

namespace {

constexpr int redrawMilliseconds = 100;

}  // namespace

LiveCurves::LiveCurves(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot), m_chart(*m_plot) {
    m_figure.mostNamed = 24;  // as many as have styles of their own
    m_plot->setObjectName("liveCurves");
    m_plot->setAccessibleName(tr("Loss and dev score of the running runs"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setMinimumHeight(150);
    m_plot->setToolTip(
        tr("The runs that are trained now: loss on the left (thin: training, thick: dev), dev score on the right"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_soon.setSingleShot(true);
    m_soon.setInterval(redrawMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &LiveCurves::redraw);
    redraw();
}

CurvesFigure::Line* LiveCurves::line(const QString& id) {
    const auto found = std::find_if(m_figure.lines.begin(), m_figure.lines.end(),
                                    [&](const auto& line) { return line.run == id.toStdString(); });
    return found == m_figure.lines.end() ? nullptr : &*found;
}

/// In the first style that no other line has.
void LiveCurves::add(CurvesFigure::Line line, const RunRecord& run) {
    const auto isTaken = [this](int style) {
        return std::any_of(m_figure.lines.begin(), m_figure.lines.end(),
                           [style](const auto& other) { return other.style == style; });
    };
    line.style = 0;
    while (isTaken(line.style))
        ++line.style;
    m_figure.lines.push_back(std::move(line));
    m_specs[run.id] = run.spec;
    if (!run.result.metric.empty())
        m_figure.metric = run.result.metric;
}

void LiveCurves::nameLines() {
    std::vector<const RunSpec*> specs;
    for (const auto& shown : m_figure.lines)
        specs.push_back(&m_specs.at(shown.run));
    const Factors factors(specs);
    for (std::size_t i = 0; i < specs.size(); ++i)
        m_figure.lines[i].legend = factors.label(i) + ", " + seedText(*specs[i]);
}

void LiveCurves::begin(const RunRecord& run) {
    std::erase_if(m_figure.lines, [&](const auto& line) {
        return line.run == run.id || m_ended.contains(QString::fromStdString(line.run));
    });
    m_ended.clear();
    std::erase_if(m_specs, [this](const auto& spec) { return !line(QString::fromStdString(spec.first)); });
    add({run.id, {}, {}, {}, {}, -1}, run);
    nameLines();
    redrawSoon();
}

void LiveCurves::addProgress(const QString& id, const RunProgress& progress) {
    auto* found = line(id);
    const auto step = static_cast<double>(progress.step);
    if (!found || (!found->trainLoss.empty() && found->trainLoss.back().first >= step))
        return;
    found->trainLoss.emplace_back(step, progress.trainLoss);
    redrawSoon();
}

void LiveCurves::addPoint(const QString& id, const CurvePoint& point) {
    auto* found = line(id);
    if (!found)
        return;
    const auto step = static_cast<double>(point.step);
    found->devLoss.emplace_back(step, point.devLoss);
    found->dev.emplace_back(step, point.dev);
    // The untrained network, at step 0, is never what a run keeps.
    const auto best = std::max_element(found->dev.begin(), found->dev.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first > 0, a.second) < std::pair(b.first > 0, b.second);
    });
    found->bestStep = best->first > 0 ? best->first : -1;
    m_plot->setAccessibleDescription(
        tr("%1: dev %2 at step %3").arg(QString::fromStdString(found->legend), fraction(point.dev, 4)).arg(point.step));
    redrawSoon();
}

void LiveCurves::end(const QString& id) {
    if (line(id))
        m_ended.insert(id);
}

void LiveCurves::clear() {
    m_figure.lines.clear();
    m_specs.clear();
    m_ended.clear();
    redrawSoon();
}

void LiveCurves::showRuns(const std::vector<RunRecord>& runs) {
    m_figure.lines.clear();
    m_specs.clear();
    m_ended.clear();
    for (const RunRecord& run : runs) {
        if (std::ssize(m_figure.lines) == mostShown)
            break;
        add(curveLine(run, run.result.curve, {}), run);
        m_ended.insert(QString::fromStdString(run.id));
    }
    nameLines();
    redrawSoon();
}

void LiveCurves::redrawSoon() {
    setVisible(!m_figure.lines.empty());
    if (!m_soon.isActive())
        m_soon.start();
}

void LiveCurves::redraw() {
    m_chart.draw(m_figure, plotColours(palette()));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LiveCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

}  // namespace adapterscope
