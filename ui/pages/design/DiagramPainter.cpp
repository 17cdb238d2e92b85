// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DiagramPainter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/design/Methods.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr double axis = 114;        // the line through the layer
constexpr double insideAxis = 342;  // the line through the adapter
constexpr double attentionTop = 412, ffnTop = 246;

QString tr(const char* words) {
    return QCoreApplication::translate("DiagramPainter", words);
}

QString stepsInOneLine(const std::vector<std::string>& steps) {
    QStringList words;
    for (const std::string& step : steps)
        words << QString::fromStdString(step);
    return words.join(", ");
}

}  // namespace

DiagramPainter::DiagramPainter(QPainter& painter, QPalette palette, const QFont& font)
    : m_painter(painter), m_palette(std::move(palette)), m_font(font) {
    m_font.setPixelSize(12);
}

void DiagramPainter::text(const QRectF& rect, int flags, const QString& words, bool bold, bool quiet) {
    QFont font = m_font;
    font.setBold(bold);
    m_painter.setFont(font);
    m_painter.setPen(quiet ? theme::quietText(m_palette) : m_palette.color(QPalette::WindowText));
    m_painter.drawText(rect, flags, words);
}

void DiagramPainter::paint(const DesignView& view, const std::vector<DiagramPart>& parts, const DiagramMarks& marks,
                           bool stacked) {
    paintFrame();
    paintWires(view);
    paintCaption(layersCaption(view));
    for (std::size_t i = 0; i < parts.size(); ++i)
        paintPart(parts[i], static_cast<int>(i) == marks.hover, static_cast<int>(i) == marks.focus);
    if (stacked)
        m_painter.translate(-besideLayer, diagramHeight);
    const auto bottleneck = bottleneckOf(view.design, view.base);
    // What parts add comes first, so the legend has the colour of the adapters, if there are any.
    const auto& components = view.budget.components;
    paintLegend(components.empty() ? std::string() : components.front().name, bottleneck.has_value());
    if (bottleneck && view.budget.adapters > 0)
        paintInside(*bottleneck, view.base.hidden);
    else
        paintSummary(view);
}

void DiagramPainter::paintFrame() {
    m_painter.setPen(QPen(theme::line(m_palette), 1.5));
    QColor ground = m_palette.color(QPalette::Window);
    m_painter.setBrush(ground);
    m_painter.drawRoundedRect(QRectF(4, 112, 222, 366), 8, 8);
}

void DiagramPainter::paintCaption(const QString& words) {
    // On the frame's upper edge, so that the line through the layer passes behind it.
    const double width = QFontMetricsF(m_font).horizontalAdvance(words) + 20;
    const QRectF tab(axis - width / 2, 101, width, 22);
    m_painter.setPen(QPen(theme::line(m_palette), 1.5));
    m_painter.setBrush(m_palette.color(QPalette::Window));
    m_painter.drawRoundedRect(tab, 11, 11);
    text(tab, Qt::AlignCenter, words, false, true);
}

void DiagramPainter::paintArrow(const QPointF& from, const QPointF& to) {
    m_painter.drawLine(from, to);
    const QPointF along = (to - from) / std::hypot(to.x() - from.x(), to.y() - from.y());
    const QPointF across(-along.y(), along.x());
    QPainterPath tip(to);
    tip.lineTo(to - along * 6 + across * 3.2);
    tip.lineTo(to - along * 6 - across * 3.2);
    tip.closeSubpath();
    m_painter.fillPath(tip, m_painter.pen().color());
}

void DiagramPainter::paintSum(const QPointF& centre) {
    m_painter.setBrush(theme::card(m_palette));
    m_painter.drawEllipse(centre, 8, 8);
    m_painter.drawLine(centre - QPointF(4, 0), centre + QPointF(4, 0));
    m_painter.drawLine(centre - QPointF(0, 4), centre + QPointF(0, 4));
}

void DiagramPainter::paintWires(const DesignView& view) {
    m_painter.setPen(QPen(theme::quietText(m_palette), 1.3));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawLine(QPointF(axis, 524), QPointF(axis, attentionTop + 48));
    const bool isReplaced = isLastStateReplaced(view);
    m_painter.drawLine(QPointF(axis, ffnTop - 112), QPointF(axis, isReplaced ? 112 : 98));
    if (isReplaced)
        paintWiresBesideLayers();
    m_painter.drawLine(QPointF(axis, 72), QPointF(axis, 52));
    paintArrow({axis, 22}, {axis, 4});
    for (const auto& [site, top] : {std::pair(Site::Attention, attentionTop), {Site::Ffn, ffnTop}}) {
        const bool parallel = hasPlaceBeside(view, site);
        const double x = parallel ? 80 : axis;  // of the sub-layer
        const double below = top + 48, sum = top - 68;
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawLine(QPointF(axis, below), QPointF(x, below));
        m_painter.drawLine(QPointF(x, below), QPointF(x, top + 34));
        m_painter.drawLine(QPointF(x, top), QPointF(x, parallel ? sum : sum + 8));
        // The layer's own skip connection, around sub-layer and adapter.
        m_painter.drawPolyline(QPolygonF({{x, below}, {13, below}, {13, sum}}));
        paintArrow({13, sum}, {axis - 8, sum});
        if (parallel) {
            m_painter.drawPolyline(QPolygonF({{axis, below}, {181, below}, {181, top + 34}}));
            m_painter.drawLine(QPointF(181, top), QPointF(181, sum));
            paintArrow({181, sum}, {axis + 8, sum});
        }
        paintSum({axis, sum});
        m_painter.drawLine(QPointF(axis, sum - 8), QPointF(axis, top - 88));
    }
    m_painter.drawLine(QPointF(axis, attentionTop - 112), QPointF(axis, ffnTop + 48));
}

/// From the layer's output and from what is below beside the layers, and up to what the head reads.
void DiagramPainter::paintWiresBesideLayers() {
    constexpr double top = ffnTop - 112, bottom = top + 24, right = 208;
    m_painter.drawLine(QPointF(axis, top - 8), QPointF(164, top - 8));
    paintArrow({164, top - 8}, {164, top});
    paintArrow({right, 478}, {right, bottom});
    m_painter.drawLine(QPointF(right, top), QPointF(right, 85));
    paintArrow({right, 85}, {194, 85});
}

void DiagramPainter::paintLock(const QPointF& centre) {
    const QColor colour = theme::quietText(m_palette);
    m_painter.setPen(QPen(colour, 1.2));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawArc(QRectF(centre.x() - 2.5, centre.y() - 6, 5, 8), 0, 180 * 16);
    m_painter.fillRect(QRectF(centre.x() - 4, centre.y() - 1.5, 8, 6), colour);
}

void DiagramPainter::paintPart(const DiagramPart& part, bool hovered, bool focused) {
    using State = DiagramPart::State;
    QColor colour = componentColour(part.component);
    QColor fill = theme::card(m_palette);
    QPen edge(theme::quietText(m_palette), 1);
    if (part.state == State::Trained) {
        edge = QPen(colour, 2.2);
        fill = colour;
        fill.setAlpha(hovered ? 96 : 56);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(theme::card(m_palette));
        m_painter.drawRoundedRect(part.rect, 5, 5);
    } else if (part.state == State::Absent) {
        edge = QPen(hovered ? colour : theme::quietText(m_palette), 1.2, Qt::DashLine);
    } else if (hovered && part.toggled) {
        edge = QPen(colour, 1.6);
    }
    m_painter.setPen(edge);
    m_painter.setBrush(fill);
    m_painter.drawRoundedRect(part.rect, 5, 5);
    const QRectF inside = part.rect.adjusted(0, 0, part.state == State::Frozen ? -16 : 0, 0);  // beside the lock
    text(inside, Qt::AlignCenter, part.title, part.state == State::Trained, part.state == State::Absent);
    if (part.state == State::Frozen)
        paintLock({part.rect.right() - 8, part.rect.center().y()});
    if (focused) {
        m_painter.setPen(QPen(m_palette.color(QPalette::Highlight), 2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(part.rect.adjusted(-3.5, -3.5, 3.5, 3.5), 7, 7);
    }
}

void DiagramPainter::paintLegend(const std::string& component, bool canBeAbsent) {
    using State = DiagramPart::State;
    const auto row = [&](double y, State state, const QString& words) {
        paintPart({{}, {}, {}, state, component, QRectF(250, y, 34, 18), {}, {}}, false, false);
        text({292, y, 146, 18}, Qt::AlignVCenter | Qt::AlignLeft, words, state == State::Trained);
    };
    row(6, State::Trained, tr("trained"));
    row(30, State::Frozen, tr("frozen"));
    if (canBeAbsent)
        row(54, State::Absent, tr("not there: click"));
}

void DiagramPainter::paintPill(const QRectF& rect, const QString& words, const QColor& colour) {
    m_painter.setPen(QPen(colour, 1.2));
    m_painter.setBrush(theme::card(m_palette));
    m_painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    text(rect, Qt::AlignCenter, words);
}

void DiagramPainter::paintInside(const Bottleneck& bottleneck, int d) {
    const int m = bottleneck.m;
    const double wide = 150, narrow = std::clamp(wide * m / d, 4.0, 176.0);
    const QColor colour = componentColour(bottleneck.component);
    const QString first = stepsInOneLine(bottleneck.before), then = stepsInOneLine(bottleneck.after);
    const double foot = first.isEmpty() ? 468 : 482;
    const double sum = then.isEmpty() ? 222 : 188;
    text({250, sum - 68, 188, 18}, Qt::AlignHCenter | Qt::AlignVCenter, tr("Inside one adapter"), true);

    // The line through, and the adapter's own skip connection around.
    m_painter.setPen(QPen(theme::quietText(m_palette), 1.3));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawLine(QPointF(insideAxis, foot), QPointF(insideAxis, sum));
    paintArrow({insideAxis, sum}, {insideAxis, sum - 40});
    if (bottleneck.hasSkip) {
        m_painter.drawPolyline(QPolygonF({{insideAxis, foot - 6}, {434, foot - 6}, {434, sum}}));
        paintArrow({434, sum}, {insideAxis + 8, sum});
        paintSum({insideAxis, sum});
    }

    QColor fill = colour;
    fill.setAlpha(56);
    const auto bar = [&](double width, double y) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawRoundedRect(QRectF(insideAxis - width / 2, y, width, 7), 3, 3);
    };
    const auto projection = [&](double below, double above, double y, const QString& words) {
        const QPolygonF shape({{insideAxis - below / 2, y + 46},
                               {insideAxis + below / 2, y + 46},
                               {insideAxis + above / 2, y},
                               {insideAxis - above / 2, y}});
        m_painter.setPen(QPen(colour, 1.2));
        m_painter.setBrush(theme::card(m_palette));
        m_painter.drawPolygon(shape);
        m_painter.setBrush(fill);
        m_painter.drawPolygon(shape);
        text(shape.boundingRect().adjusted(-20, below > above ? 18 : 0, 20, below > above ? 0 : -18), Qt::AlignCenter,
             words);
    };
    bar(wide, 440);
    projection(wide, narrow, 392, tr("%1 → %2").arg(d).arg(m));
    bar(narrow, 383);
    paintPill({insideAxis - 46, 346, 92, 24}, QString::fromStdString(bottleneck.activation), colour);
    bar(narrow, 326);
    projection(narrow, wide, 278, tr("%1 → %2").arg(m).arg(d));
    bar(wide, 269);
    if (!then.isEmpty())
        paintPill({insideAxis - 92, 222, 184, 24}, then, colour);
    if (!first.isEmpty())
        paintPill({insideAxis - 80, 451, 160, 20}, first, colour);
    text({250, foot + 2, 184, 18}, Qt::AlignCenter,
         bottleneck.isBeside ? tr("the sub-layer's input") : tr("the sub-layer's output"), false, true);
    text({250, foot + 26, 188, 560 - foot - 26}, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
         QString::fromStdString(bottleneck.start), false, true);
}

void DiagramPainter::paintSummary(const DesignView& view) {
    const MethodInfo& method = methodOf(view.design);
    text({250, 130, 186, 22}, Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(method.title), true);
    text({250, 154, 186, 260}, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, QString::fromStdString(method.summary),
         false, true);
}

}  // namespace adapterscope
