// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/LayerDiagram.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "ui/pages/design/DiagramPainter.h"

namespace adapterscope {

LayerDiagram::LayerDiagram(QWidget* parent) : QWidget(parent) {
    setObjectName("layerDiagram");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Drawing of a Transformer layer"));
}

void LayerDiagram::setView(const DesignView& view) {
    m_current = true;
    m_view = view;
    m_parts = diagramParts(view);
    m_selected = std::min(m_selected, static_cast<int>(m_parts.size()) - 1);
    describe();
    update();
}

void LayerDiagram::setUnavailable(const std::optional<DesignView>& instead) {
    if (!m_view && instead)
        setView(*instead);
    m_current = false;
    update();
}

QTransform LayerDiagram::canvasTransform() const {
    const double scale = std::min({width() / diagramWidth, height() / diagramHeight, 1.6});
    return QTransform::fromTranslate((width() - scale * diagramWidth) / 2, (height() - scale * diagramHeight) / 2)
        .scale(scale, scale);
}

QRect LayerDiagram::partRect(const QString& name) const {
    for (const DiagramPart& part : m_parts)
        if (part.name == name)
            return canvasTransform().mapRect(part.rect).toRect();
    return {};
}

QString LayerDiagram::selectedPart() const {
    return m_selected < 0 ? QString() : m_parts[static_cast<std::size_t>(m_selected)].name;
}

int LayerDiagram::partAt(const QPoint& point) const {
    const QPointF onCanvas = canvasTransform().inverted().map(QPointF(point));
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        if (m_parts[i].rect.contains(onCanvas))
            return static_cast<int>(i);
    return -1;
}

void LayerDiagram::select(int part) {
    m_selected = part;
    describe();
    update();
}

void LayerDiagram::activate(int part) {
    if (!m_current || part < 0)
        return;
    // A copy: the edit comes back through setView, which replaces the parts.
    const DiagramPart chosen = m_parts[static_cast<std::size_t>(part)];
    if (chosen.toggled)
        emit designEdited(*chosen.toggled, chosen.toggleText);
}

void LayerDiagram::describe() {
    if (m_selected < 0) {
        emit described({});
        return;
    }
    const DiagramPart& part = m_parts[static_cast<std::size_t>(m_selected)];
    const QString hint = part.toggled ? tr(" Click or Space: %1.").arg(part.toggleText.toLower()) : QString();
    setAccessibleDescription(part.title + ". " + part.description + hint);
    emit described(part.description + hint);
}

void LayerDiagram::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const int part = partAt(event->pos());
    select(part);
    activate(part);
}

void LayerDiagram::mouseMoveEvent(QMouseEvent* event) {
    const int part = partAt(event->pos());
    if (part == m_hover)
        return;
    m_hover = part;
    setCursor(part >= 0 && m_parts[static_cast<std::size_t>(part)].toggled ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LayerDiagram::leaveEvent(QEvent*) {
    m_hover = -1;
    update();
}

void LayerDiagram::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (m_selected < 0 && !m_parts.empty() && event->reason() != Qt::MouseFocusReason)
        select(0);
}

void LayerDiagram::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_parts.size()) - 1;
    // The parts are listed from the bottom of the drawing to its top.
    switch (event->key()) {
        case Qt::Key_Up:
            select(std::min(m_selected + 1, last));
            break;
        case Qt::Key_Down:
            select(std::max(m_selected - 1, std::min(0, last)));
            break;
        case Qt::Key_Home:
            select(last);
            break;
        case Qt::Key_End:
            select(std::min(0, last));
            break;
        case Qt::Key_Space:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            activate(m_selected);
            break;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool LayerDiagram::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int part = partAt(help->pos());
        if (part < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), m_parts[static_cast<std::size_t>(part)].description, this);
        return true;
    }
    return QWidget::event(event);
}

void LayerDiagram::paintEvent(QPaintEvent*) {
    if (!m_view)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_current)
        painter.setOpacity(0.35);
    painter.setTransform(canvasTransform(), true);
    const DiagramMarks marks{m_hover, hasFocus() ? m_selected : -1};
    DiagramPainter(painter, palette(), font()).paint(*m_view, m_parts, marks);
}

}  // namespace adapterscope
