// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/LayerDiagram.h"

#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

#include "ui/look/At.h"
#include "ui/look/TextSize.h"
#include "ui/pages/design/DiagramPainter.h"

namespace adapterscope {

namespace {

constexpr double most = 1.6;  // of the drawing's own size, at the usual size of text
/// At the usual size of text the first window shows the page without scrolling. With larger text it scrolls anyway, and
/// the drawing's is as large as the window's, beside or below one another.
constexpr double least = 0.7, largerGrowth = 1.1;
constexpr int narrowest = 220;
constexpr double lowest = 280;

QString detailOf(const DiagramPart& part) {
    if (!part.toggled)
        return part.description;
    const QString edit = part.toggleText.left(1).toLower() + part.toggleText.mid(1);
    return part.description + LayerDiagram::tr(" Click or Space: %1.").arg(edit);
}

}  // namespace

LayerDiagram::LayerDiagram(QWidget* parent) : QWidget(parent) {
    setObjectName("layerDiagram");
    setAccessibleName(tr("Drawing of a Transformer layer"));
    connect(&m_navigation, &MarkNavigation::described, this, [this] {
        const DiagramPart* selected = part(m_navigation.selected());
        emit described(selected ? detailOf(*selected) : QString());
    });
}

void LayerDiagram::setView(const DesignView& view) {
    m_current = true;
    m_view = view;
    m_parts = diagramParts(view);
    m_navigation.renumber(m_navigation.selected(), m_navigation.hovered());
}

void LayerDiagram::setUnavailable(const std::optional<DesignView>& instead) {
    if (!m_view && instead)
        setView(*instead);
    m_current = false;
    update();
}

bool LayerDiagram::switchesLayer() const {
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [](const DiagramPart& each) { return each.toggled && each.name != QLatin1String("head"); });
}

QSize LayerDiagram::minimumSizeHint() const {
    const double readable = isStacked() ? textsize::growth(*this) : leastScale();
    const double scale = std::min(readable, width() / canvas().width());
    return {textsize::scaled(*this, narrowest), static_cast<int>(std::max(lowest, scale * canvas().height()))};
}

double LayerDiagram::leastScale() const {
    const double growth = textsize::growth(*this);
    return growth > largerGrowth ? growth : growth * least;
}

bool LayerDiagram::isStacked() const {
    return width() < leastScale() * diagramWidth;
}

QSizeF LayerDiagram::canvas() const {
    return isStacked() ? QSizeF(diagramHalf, 2 * diagramHeight) : QSizeF(diagramWidth, diagramHeight);
}

void LayerDiagram::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

QTransform LayerDiagram::canvasTransform() const {
    const QSizeF all = canvas();
    const double scale = std::min({width() / all.width(), height() / all.height(), most * textsize::growth(*this)});
    return QTransform::fromTranslate((width() - scale * all.width()) / 2, (height() - scale * all.height()) / 2)
        .scale(scale, scale);
}

QRect LayerDiagram::partRect(const QString& name) const {
    for (const DiagramPart& each : m_parts)
        if (each.name == name)
            return canvasTransform().mapRect(each.rect).toRect();
    return {};
}

const DiagramPart* LayerDiagram::part(int mark) const {
    return mark < 0 ? nullptr : &at(m_parts, mark);
}

QString LayerDiagram::selectedPart() const {
    const DiagramPart* selected = part(m_navigation.selected());
    return selected ? selected->name : QString();
}

QVariant LayerDiagram::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (const DiagramPart* selected = part(m_navigation.selected()); selected && query == Qt::ImCursorRectangle)
        return canvasTransform().mapRect(selected->rect).toRect();
    return QWidget::inputMethodQuery(query);
}

int LayerDiagram::markAt(const QPointF& place) const {
    const QPointF onCanvas = canvasTransform().inverted().map(QPointF(place.toPoint()));
    for (int i = 0; i < markCount(); ++i)
        if (at(m_parts, i).rect.contains(onCanvas))
            return i;
    return -1;
}

QString LayerDiagram::wordsOf(int mark) const {
    return mark < 0 ? QString() : part(mark)->title + ". " + detailOf(*part(mark));
}

QString LayerDiagram::tipOf(int mark) const {
    return mark < 0 ? QString() : part(mark)->description;
}

std::optional<int> LayerDiagram::markBy(int key, int from) const {
    // The parts are listed from the bottom of the drawing to its top.
    switch (key) {
        case Qt::Key_Up:
            return MarkedArea::markBy(Qt::Key_Right, from);
        case Qt::Key_Down:
            return MarkedArea::markBy(Qt::Key_Left, from);
        case Qt::Key_Home:
            return MarkedArea::markBy(Qt::Key_End, from);
        case Qt::Key_End:
            return MarkedArea::markBy(Qt::Key_Home, from);
        default:
            return {};
    }
}

bool LayerDiagram::activate(int mark) {
    if (m_current && mark >= 0 && part(mark)->toggled) {
        // A copy: the edit comes back through setView, which replaces the parts.
        const DiagramPart chosen = *part(mark);
        emit designEdited(*chosen.toggled, chosen.toggleText);
    }
    return true;
}

void LayerDiagram::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int mark = markAt(event->position());
    m_navigation.select(mark);
    activate(mark);
}

void LayerDiagram::paintEvent(QPaintEvent*) {
    if (!m_view)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_current)
        painter.setOpacity(0.35);
    painter.setTransform(canvasTransform(), true);
    const DiagramMarks marks{m_navigation.hovered(), hasFocus() ? m_navigation.selected() : -1};
    DiagramPainter(painter, palette(), font()).paint(*m_view, m_parts, marks, isStacked());
}

}  // namespace adapterscope
