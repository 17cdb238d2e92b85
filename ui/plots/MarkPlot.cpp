// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/MarkPlot.h"

#include <QApplication>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "ui/look/At.h"
#include "ui/look/PlainTip.h"
#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

constexpr double reach = 12;  // pixels between pointer and point

}  // namespace

MarkPlot::MarkPlot(QWidget* parent) : QCustomPlot(parent), m_cursor(new QCPItemTracer(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_cursor->setLayer("overlay");
    m_cursor->setStyle(QCPItemTracer::tsCircle);
    m_cursor->setBrush(Qt::NoBrush);
    m_cursor->setSize(23);
    m_cursor->setSelectable(false);
    m_cursor->setVisible(false);
}

QPointF MarkPlot::pixelOf(const PlotMark& mark) const {
    const QCPAxisRect* rect = mark.rect ? mark.rect : axisRect();
    return {rect->axis(QCPAxis::atBottom)->coordToPixel(mark.x), rect->axis(QCPAxis::atLeft)->coordToPixel(mark.y)};
}

int MarkPlot::markAt(const QPointF& position) const {
    int nearest = -1;
    double smallest = reach * reach;
    for (int i = 0; i < static_cast<int>(marks().size()); ++i) {
        const PlotMark& mark = at(marks(), i);
        if (!(mark.rect ? mark.rect : axisRect())->rect().contains(position.toPoint()))
            continue;
        const QPointF offset = pixelOf(mark) - position;
        // The means lie above the seeds, and are easier to hit.
        const double distance = QPointF::dotProduct(offset, offset) - (mark.member < 0 ? 9 : 0);
        if (distance < smallest) {
            smallest = distance;
            nearest = i;
        }
    }
    return nearest;
}

void MarkPlot::drawCursor() {
    const bool shown = m_current >= 0 && m_current < static_cast<int>(marks().size());
    m_cursor->setVisible(shown);
    if (shown) {
        const PlotMark& mark = at(marks(), m_current);
        QCPAxisRect* rect = mark.rect ? mark.rect : axisRect();
        m_cursor->position->setAxisRect(rect);
        m_cursor->position->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
        m_cursor->position->setCoords(mark.x, mark.y);
        m_cursor->setClipAxisRect(rect);
        m_cursor->setPen(QPen(plotColours(palette()).text, 1.6, Qt::DotLine));
    }
    layer("overlay")->replot();
}

void MarkPlot::setCurrent(int mark) {
    if (mark == m_current)
        return;
    m_current = mark;
    if (mark >= 0)
        setAccessibleDescription(describe(at(marks(), mark)));
    drawCursor();
}

void MarkPlot::restoreCurrent(int current) {
    m_kept = m_kept == m_current ? current : -1;  // the marks have new numbers
    m_current = current;
    drawCursor();
}

bool MarkPlot::wasDragged(const QMouseEvent& event) const {
    return (event.pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
}

void MarkPlot::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    const int mark = markAt(event->position());
    setCurrent(mark < 0 && hasFocus() ? m_kept : mark);
    if (mark >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), plainTip(describe(at(marks(), mark))), this);
    else
        QToolTip::hideText();
}

void MarkPlot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->pos();
    QCustomPlot::mousePressEvent(event);
}

void MarkPlot::mouseReleaseEvent(QMouseEvent* event) {
    QCustomPlot::mouseReleaseEvent(event);
    if (wasDragged(*event) || event->button() != Qt::LeftButton)
        return;
    if (const int mark = markAt(event->position()); mark >= 0) {
        m_kept = mark;
        setCurrent(mark);
        choose(at(marks(), mark));
    }
}

void MarkPlot::leaveEvent(QEvent* event) {
    if (!hasFocus())
        setCurrent(-1);
    QCustomPlot::leaveEvent(event);
}

int MarkPlot::meanMarkOf(int group) const {
    for (int i = 0; i < static_cast<int>(marks().size()); ++i)
        if (at(marks(), i).group == group && at(marks(), i).member < 0)
            return i;
    return -1;
}

int MarkPlot::lastGroup() const {
    int last = -1;
    for (const PlotMark& mark : marks())
        last = std::max(last, mark.group);
    return last;
}

void MarkPlot::moveToGroup(int step) {
    const int last = lastGroup();
    int group = m_current >= 0 ? at(marks(), m_current).group + step : (step > 0 ? 0 : last);
    // Groups without a value have no mark.
    while (group >= 0 && group <= last && meanMarkOf(group) < 0)
        group += step;
    if (group >= 0 && group <= last)
        setCurrent(meanMarkOf(group));
}

void MarkPlot::moveToMember(int step) {
    if (m_current < 0) {
        moveToGroup(1);
        return;
    }
    // A group's marks by member: seeds without a value are skipped.
    const PlotMark now = at(marks(), m_current);
    int best = -1;
    for (int i = 0; i < static_cast<int>(marks().size()); ++i) {
        const PlotMark& mark = at(marks(), i);
        const bool isThere = mark.group == now.group && (mark.member - now.member) * step > 0;
        if (isThere && (best < 0 || (mark.member - at(marks(), best).member) * step < 0))
            best = i;
    }
    if (best >= 0)
        setCurrent(best);
}

void MarkPlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Right:
            moveToGroup(1);
            break;
        case Qt::Key_Left:
            moveToGroup(-1);
            break;
        case Qt::Key_Down:
            moveToMember(1);
            break;
        case Qt::Key_Up:
            moveToMember(-1);
            break;
        case Qt::Key_Home:
            m_current = -1;
            moveToGroup(1);
            break;
        case Qt::Key_End:
            m_current = -1;
            moveToGroup(-1);
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (m_current >= 0)
                choose(at(marks(), m_current));
            break;
        default:
            QCustomPlot::keyPressEvent(event);
            return;
    }
    m_kept = m_current;
    if (m_current >= 0) {
        const QPoint place = pixelOf(at(marks(), m_current)).toPoint() + QPoint(14, 14);
        QToolTip::showText(mapToGlobal(place), plainTip(describe(at(marks(), m_current))), this);
    }
}

void MarkPlot::focusInEvent(QFocusEvent* event) {
    QCustomPlot::focusInEvent(event);
    if (m_current < 0 && event->reason() != Qt::MouseFocusReason)
        moveToGroup(1);
}

void MarkPlot::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    m_kept = -1;
    setCurrent(-1);
}

void MarkPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

}  // namespace adapterscope
