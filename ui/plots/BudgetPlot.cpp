// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetPlot.h"

#include <QApplication>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "ui/Numbers.h"
#include "ui/plots/NumberText.h"

namespace adapterscope {

namespace {

constexpr double reach = 12;  // pixels between pointer and point

}  // namespace

BudgetPlot::BudgetPlot(QWidget* parent) : QCustomPlot(parent), m_chart(*this) {
    setObjectName(QStringLiteral("budgetPlot"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(420, 220);
    setAccessibleName(tr("Accuracy against trained parameters"));
    setWhatsThis(
        tr("Each small mark is one run, each large one a design's mean over its seeds. Designs further left train "
           "fewer parameters; the "
           "stepped line joins those that no cheaper design beats. Click a mark to select its runs, drag to move, turn "
           "the wheel to "
           "zoom, double-click to see everything."));
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    for (QCPAxisRect* rect : axisRects()) {
        rect->setRangeDragAxes(xAxis, yAxis);
        rect->setRangeZoomAxes(xAxis, yAxis);
    }
    connect(this, &QCustomPlot::mouseWheel, this, [this] { m_zoomed = true; });
    redraw();
}

void BudgetPlot::setFigure(const BudgetFigure& figure) {
    const bool same = figure.base == m_figure.base && figure.task == m_figure.task && figure.split == m_figure.split;
    const std::string currentKey = m_current >= 0 ? m_figure.designs[marks()[m_current].design].key : std::string();
    m_figure = figure;
    m_zoomed = m_zoomed && same;
    m_current = -1;
    redraw();
    for (int i = 0; i < static_cast<int>(marks().size()) && !currentKey.empty(); ++i)
        if (marks()[i].seed < 0 && m_figure.designs[marks()[i].design].key == currentKey)
            m_current = i;
    drawOverlay();
}

void BudgetPlot::redraw() {
    m_chart.draw(m_figure, plotColours(palette()));
    if (!m_zoomed)
        m_chart.resetZoom();
    const auto overlayGraph = [this] {
        QCPGraph* graph = addGraph(xAxis, yAxis);
        graph->removeFromLegend();
        graph->setLayer("overlay");
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setSelectable(QCP::stNone);
        return graph;
    };
    m_rings = overlayGraph();
    m_seedRings = overlayGraph();
    m_cursor = overlayGraph();
    setAccessibleDescription(summary());
    replot(QCustomPlot::rpQueuedReplot);
    drawOverlay();
}

void BudgetPlot::drawOverlay() {
    const PlotColours colours = plotColours(palette());
    m_rings->data()->clear();
    m_seedRings->data()->clear();
    m_cursor->data()->clear();
    m_rings->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.selection, 2.2), Qt::NoBrush, 17});
    m_seedRings->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.selection, 1.6), Qt::NoBrush, 8});
    m_cursor->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.text, 1.6, Qt::DotLine), Qt::NoBrush, 23});
    const QSet<QString> selected(m_selected.begin(), m_selected.end());
    for (const auto& mark : marks()) {
        const auto& design = m_figure.designs[mark.design];
        const auto isSelected = [&](const BudgetFigure::Seed& seed) {
            return selected.contains(QString::fromStdString(seed.run));
        };
        if (!selected.isEmpty() && (mark.seed < 0 ? std::any_of(design.seeds.begin(), design.seeds.end(), isSelected)
                                                  : isSelected(design.seeds[mark.seed])))
            (mark.seed < 0 ? m_rings : m_seedRings)->addData(mark.x, mark.y);
    }
    if (m_current >= 0 && m_current < static_cast<int>(marks().size()))
        m_cursor->addData(marks()[m_current].x, marks()[m_current].y);
    layer("overlay")->replot();
}

void BudgetPlot::selectRuns(const QStringList& runs) {
    if (runs == m_selected)
        return;
    m_selected = runs;
    drawOverlay();
}

QString BudgetPlot::describe(const BudgetChart::Mark& mark) const {
    const auto& design = m_figure.designs[mark.design];
    QStringList lines{QString::fromStdString(design.text)};
    const QString metric =
        QString::fromStdString(m_figure.metric) + (m_figure.split == "test" ? tr(" on test") : tr(" on dev"));
    if (mark.seed >= 0) {
        const auto& seed = design.seeds[mark.seed];
        lines << tr("seed %1: %2 %3").arg(seed.seed).arg(metric, fraction(seed.value, 4));
    } else {
        lines << tr("%1 %2, mean of %n run(s)", nullptr, design.estimate.n)
                     .arg(metric, fraction(design.estimate.mean, 4));
        if (design.estimate.n > 1) {
            const auto [low, high] = m_figure.bounds(design.estimate);
            lines << (m_figure.interval == Interval::StudentT95 ? tr("95 % t interval %1 to %2")
                                                                : tr("\u00b1 1 s.e.m. %1 to %2"))
                         .arg(fraction(low, 4), fraction(high, 4));
        }
        lines << tr("Pareto front: %1").arg(QString::fromStdString(toText(design.front)));
    }
    QString trained = tr("%1 trained parameters").arg(withSeparators(design.trained));
    if (m_figure.baseParameters > 0)
        trained += tr(" (%1 % of the base)")
                       .arg(100.0 * static_cast<double>(design.trained) / static_cast<double>(m_figure.baseParameters),
                            0, 'g', 3);
    lines << trained;
    if (design.diverged > 0)
        lines << tr("%n run(s) diverged", nullptr, design.diverged);
    return lines.join(QLatin1Char('\n'));
}

QString BudgetPlot::summary() const {
    if (m_figure.designs.empty())
        return tr("No finished run yet.");
    const auto best =
        std::max_element(m_figure.designs.begin(), m_figure.designs.end(), [](const auto& a, const auto& b) {
            return (a.estimate.n > 0 ? a.estimate.mean : -1) < (b.estimate.n > 0 ? b.estimate.mean : -1);
        });
    return tr("%n design(s); best mean %1 by %2. Arrow keys move between points, Enter selects.", nullptr,
              static_cast<int>(m_figure.designs.size()))
        .arg(fraction(best->estimate.mean), QString::fromStdString(best->text));
}

int BudgetPlot::markAt(const QPointF& position) const {
    int nearest = -1;
    double smallest = reach * reach;
    if (!axisRect()->rect().contains(position.toPoint()))
        return -1;
    for (int i = 0; i < static_cast<int>(marks().size()); ++i) {
        const double dy = yAxis->coordToPixel(marks()[i].y) - position.y();
        if (std::abs(dy) > reach)
            continue;
        const double dx = xAxis->coordToPixel(marks()[i].x) - position.x();
        // The means lie above the seeds, and are easier to hit.
        const double distance = dx * dx + dy * dy - (marks()[i].seed < 0 ? 9 : 0);
        if (distance < smallest) {
            smallest = distance;
            nearest = i;
        }
    }
    return nearest;
}

void BudgetPlot::setCurrent(int mark) {
    if (mark == m_current)
        return;
    m_current = mark;
    if (mark >= 0)
        setAccessibleDescription(describe(marks()[mark]));
    drawOverlay();
}

void BudgetPlot::choose(int mark) {
    if (mark < 0)
        return;
    const auto& design = m_figure.designs[marks()[mark].design];
    QStringList runs;
    for (int seed = 0; seed < static_cast<int>(design.seeds.size()); ++seed)
        if (marks()[mark].seed < 0 || marks()[mark].seed == seed)
            runs << QString::fromStdString(design.seeds[seed].run);
    selectRuns(runs);
    emit runsSelected(runs, QString::fromStdString(design.key));
}

void BudgetPlot::resetZoom() {
    m_zoomed = false;
    m_chart.resetZoom();
    replot(QCustomPlot::rpQueuedReplot);
}

void BudgetPlot::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    const int mark = markAt(event->position());
    setCurrent(mark);
    if (mark >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), describe(marks()[mark]), this);
    else
        QToolTip::hideText();
}

void BudgetPlot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->pos();
    QCustomPlot::mousePressEvent(event);
}

void BudgetPlot::mouseReleaseEvent(QMouseEvent* event) {
    QCustomPlot::mouseReleaseEvent(event);
    const bool dragged = (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    m_zoomed = m_zoomed || dragged;
    if (!dragged && event->button() == Qt::LeftButton)
        choose(markAt(event->position()));
}

void BudgetPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (markAt(event->position()) < 0)
        resetZoom();
    else
        QCustomPlot::mouseDoubleClickEvent(event);
}

void BudgetPlot::leaveEvent(QEvent* event) {
    if (!hasFocus())
        setCurrent(-1);
    QCustomPlot::leaveEvent(event);
}

int BudgetPlot::meanMarkOf(int design) const {
    for (int i = 0; i < static_cast<int>(marks().size()); ++i)
        if (marks()[i].design == design && marks()[i].seed < 0)
            return i;
    return -1;
}

void BudgetPlot::moveToDesign(int step) {
    const int designs = static_cast<int>(m_figure.designs.size());
    int design = m_current >= 0 ? marks()[m_current].design + step : (step > 0 ? 0 : designs - 1);
    // Designs without a finished run have no mark.
    while (design >= 0 && design < designs && meanMarkOf(design) < 0)
        design += step;
    if (design >= 0 && design < designs)
        setCurrent(meanMarkOf(design));
}

void BudgetPlot::moveToSeed(int step) {
    if (m_current < 0) {
        moveToDesign(1);
        return;
    }
    const auto current = marks()[m_current];
    const int count = static_cast<int>(m_figure.designs[current.design].seeds.size());
    const int wanted = std::clamp(current.seed + step, -1, count - 1);
    for (int i = 0; i < static_cast<int>(marks().size()); ++i)
        if (marks()[i].design == current.design && marks()[i].seed == wanted)
            setCurrent(i);
}

void BudgetPlot::zoom(double factor) {
    m_zoomed = true;
    xAxis->scaleRange(factor);
    yAxis->scaleRange(factor);
    replot(QCustomPlot::rpQueuedReplot);
}

void BudgetPlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Right:
            moveToDesign(1);
            break;
        case Qt::Key_Left:
            moveToDesign(-1);
            break;
        case Qt::Key_Down:
            moveToSeed(1);
            break;
        case Qt::Key_Up:
            moveToSeed(-1);
            break;
        case Qt::Key_Home:
            m_current = -1;
            moveToDesign(1);
            break;
        case Qt::Key_End:
            m_current = -1;
            moveToDesign(-1);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            choose(m_current);
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoom(0.8);
            return;
        case Qt::Key_Minus:
            zoom(1.25);
            return;
        case Qt::Key_0:
            resetZoom();
            return;
        default:
            QCustomPlot::keyPressEvent(event);
            return;
    }
    if (m_current >= 0) {
        const auto& mark = marks()[m_current];
        const QPoint at(qRound(xAxis->coordToPixel(mark.x)) + 14, qRound(yAxis->coordToPixel(mark.y)) + 14);
        QToolTip::showText(mapToGlobal(at), describe(mark), this);
    }
}

void BudgetPlot::focusInEvent(QFocusEvent* event) {
    QCustomPlot::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason)
        moveToDesign(1);
}

void BudgetPlot::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    setCurrent(-1);
}

void BudgetPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

}  // namespace adapterscope
