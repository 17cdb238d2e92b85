// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/MarkPlot.h"

#include <QApplication>
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

/// Around a mark, beside its x as the mark is.
class MarkPlot::Cursor : public QCPItemTracer {
public:
    using QCPItemTracer::QCPItemTracer;
    Aside aside;

protected:
    void draw(QCPPainter* painter) override {
        painter->translate(aside.pixels(), 0);
        QCPItemTracer::draw(painter);
        painter->translate(-aside.pixels(), 0);
    }
};

MarkPlot::MarkPlot(QWidget* parent) : QCustomPlot(parent), m_cursor(new Cursor(this)) {
    m_cursor->setLayer("overlay");
    m_cursor->setStyle(QCPItemTracer::tsCircle);
    m_cursor->setBrush(Qt::NoBrush);
    m_cursor->setSize(23);
    m_cursor->setSelectable(false);
    m_cursor->setVisible(false);
    connect(&m_navigation, &MarkNavigation::changed, this, &MarkPlot::drawCursor);
    connect(&m_navigation, &MarkNavigation::reachedByKey, this, [this](int mark) {
        if (mark >= 0)
            showTip(mark, mapToGlobal(pixelOf(at(marks(), mark)).toPoint() + QPoint(14, 14)));
    });
}

QPointF MarkPlot::pixelOf(const PlotMark& mark) const {
    const QCPAxisRect* rect = mark.rect ? mark.rect : axisRect();
    return {rect->axis(QCPAxis::atBottom)->coordToPixel(mark.x) + mark.aside.pixels(),
            rect->axis(QCPAxis::atLeft)->coordToPixel(mark.y)};
}

QVariant MarkPlot::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (m_navigation.selected() < 0 || query != Qt::ImCursorRectangle)
        return QCustomPlot::inputMethodQuery(query);
    const QPoint place = pixelOf(at(marks(), m_navigation.selected())).toPoint();
    return QRect(place - QPoint(4, 4), QSize(9, 9));
}

int MarkPlot::markAt(const QPointF& place) const {
    int nearest = -1;
    double smallest = reach * reach;
    for (int i = 0; i < static_cast<int>(marks().size()); ++i) {
        const PlotMark& mark = at(marks(), i);
        if (!(mark.rect ? mark.rect : axisRect())->rect().contains(place.toPoint()))
            continue;
        const QPointF offset = pixelOf(mark) - place;
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
    const bool shown = current() >= 0 && current() < markCount();
    m_cursor->setVisible(shown);
    if (shown) {
        const PlotMark& mark = at(marks(), current());
        QCPAxisRect* rect = mark.rect ? mark.rect : axisRect();
        m_cursor->position->setAxisRect(rect);
        m_cursor->position->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
        m_cursor->position->setCoords(mark.x, mark.y);
        m_cursor->aside = mark.aside;
        m_cursor->setClipAxisRect(rect);
        m_cursor->setPen(QPen(plotColours(palette()).text, 1.6, Qt::DotLine));
    }
    layer("overlay")->replot();
}

void MarkPlot::showTip(int mark, const QPoint& place) {
    QToolTip::showText(place, tipOf(mark), this);
}

void MarkPlot::restoreCurrent(int current) {
    // Before, one of the two was the current mark; the other one has lost its number.
    const bool isHovered = m_navigation.hovered() >= 0;
    const bool isSelected = m_navigation.selected() == m_navigation.current();
    m_navigation.renumber(isSelected ? current : -1, isHovered ? current : -1);
}

bool MarkPlot::wasDragged(const QMouseEvent& event) const {
    return (event.pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
}

void MarkPlot::mouseMoveEvent(QMouseEvent* event) {
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() != Qt::NoButton)
        return;
    if (m_navigation.hovered() >= 0)
        showTip(m_navigation.hovered(), event->globalPosition().toPoint());
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
        m_navigation.select(mark);
        chooseWith(event->modifiers(), at(marks(), mark));
    }
}

void MarkPlot::chooseWith(Qt::KeyboardModifiers modifiers, const PlotMark& mark) {
    const bool takesAway = modifiers.testFlag(Qt::ControlModifier);
    if (takesAway || modifiers.testFlag(Qt::ShiftModifier))
        chooseAlso(mark, takesAway);
    else
        choose(mark);
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

int MarkPlot::markOfNextGroup(int from, int step) const {
    const int last = lastGroup();
    int group = from >= 0 ? at(marks(), from).group + step : (step > 0 ? 0 : last);
    // Groups without a value have no mark.
    while (group >= 0 && group <= last && meanMarkOf(group) < 0)
        group += step;
    return group >= 0 && group <= last ? meanMarkOf(group) : from;
}

int MarkPlot::markOfNextMember(int from, int step) const {
    if (from < 0)
        return markOfNextGroup(-1, 1);
    // A group's marks by member: seeds without a value are skipped.
    const PlotMark& now = at(marks(), from);
    int best = -1;
    for (int i = 0; i < markCount(); ++i) {
        const PlotMark& mark = at(marks(), i);
        const bool isThere = mark.group == now.group && (mark.member - now.member) * step > 0;
        if (isThere && (best < 0 || (mark.member - at(marks(), best).member) * step < 0))
            best = i;
    }
    return best >= 0 ? best : from;
}

QString MarkPlot::wordsOf(int mark) const {
    return mark < 0 ? summary() : describe(at(marks(), mark));
}

QString MarkPlot::tipOf(int mark) const {
    return mark < 0 ? QString() : plainTip(describe(at(marks(), mark)));
}

std::optional<int> MarkPlot::markBy(int key, int from) const {
    switch (key) {
        case Qt::Key_Right:
            return markOfNextGroup(from, 1);
        case Qt::Key_Left:
            return markOfNextGroup(from, -1);
        case Qt::Key_Down:
            return markOfNextMember(from, 1);
        case Qt::Key_Up:
            return markOfNextMember(from, -1);
        case Qt::Key_Home:
            return markOfNextGroup(-1, 1);
        case Qt::Key_End:
            return markOfNextGroup(-1, -1);
        default:
            return {};
    }
}

int MarkPlot::firstMark(Qt::FocusReason reason) const {
    return MarkedArea::firstMark(reason) < 0 ? -1 : markOfNextGroup(-1, 1);
}

bool MarkPlot::activate(int mark) {
    if (mark >= 0)
        chooseWith(QGuiApplication::keyboardModifiers(), at(marks(), mark));
    return true;
}

void MarkPlot::focusOutEvent(QFocusEvent* event) {
    QCustomPlot::focusOutEvent(event);
    m_navigation.select(-1);
}

void MarkPlot::changeEvent(QEvent* event) {
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

}  // namespace adapterscope
