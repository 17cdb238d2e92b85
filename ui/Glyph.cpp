// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Glyph.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace adapterscope {

namespace {

/// Strokes of a glyph in a square of 16 units.
QPainterPath strokes(Glyph glyph) {
    QPainterPath path;
    switch (glyph) {
        case Glyph::Design:
            path.addRoundedRect(QRectF(2.5, 1.5, 11, 4), 1, 1);
            path.addRoundedRect(QRectF(2.5, 10.5, 11, 4), 1, 1);
            path.moveTo(4, 5.5);
            path.lineTo(7, 8);
            path.lineTo(4, 10.5);
            path.moveTo(12, 5.5);
            path.lineTo(9, 8);
            path.lineTo(12, 10.5);
            break;
        case Glyph::Sweep:
            for (const double x : {2.0, 6.5, 11.0})
                for (const double y : {2.0, 6.5, 11.0})
                    path.addRoundedRect(QRectF(x, y, 3, 3), 0.5, 0.5);
            break;
        case Glyph::Compare:
            path.moveTo(2, 1.5);
            path.lineTo(2, 14);
            path.lineTo(14.5, 14);
            path.addEllipse(QPointF(5, 10.5), 1.2, 1.2);
            path.addEllipse(QPointF(8.5, 5.5), 1.2, 1.2);
            path.addEllipse(QPointF(13, 4), 1.2, 1.2);
            break;
        case Glyph::Fault:
            path.addEllipse(QPointF(8, 8), 6.3, 6.3);
            path.moveTo(5.6, 5.6);
            path.lineTo(10.4, 10.4);
            path.moveTo(10.4, 5.6);
            path.lineTo(5.6, 10.4);
            break;
        case Glyph::Warning:
            path.moveTo(8, 1.8);
            path.lineTo(15, 14);
            path.lineTo(1, 14);
            path.closeSubpath();
            path.moveTo(8, 6);
            path.lineTo(8, 9.8);
            path.moveTo(8, 11.7);
            path.lineTo(8, 12);
            break;
        case Glyph::Information:
            path.addEllipse(QPointF(8, 8), 6.3, 6.3);
            path.moveTo(8, 7.2);
            path.lineTo(8, 11.3);
            path.moveTo(8, 4.6);
            path.lineTo(8, 4.9);
            break;
        case Glyph::Close:
            path.moveTo(4, 4);
            path.lineTo(12, 12);
            path.moveTo(12, 4);
            path.lineTo(4, 12);
            break;
        case Glyph::Copy:
            path.addRoundedRect(QRectF(5.5, 5.5, 8, 9), 1, 1);
            path.moveTo(3.5, 10.5);
            path.lineTo(2.5, 10.5);
            path.lineTo(2.5, 1.5);
            path.lineTo(10.5, 1.5);
            path.lineTo(10.5, 3.5);
            break;
        case Glyph::Add:
            path.moveTo(8, 2.5);
            path.lineTo(8, 13.5);
            path.moveTo(2.5, 8);
            path.lineTo(13.5, 8);
            break;
        case Glyph::Folder:
            path.moveTo(1.5, 13.5);
            path.lineTo(1.5, 2.5);
            path.lineTo(6, 2.5);
            path.lineTo(7.5, 4.5);
            path.lineTo(14.5, 4.5);
            path.lineTo(14.5, 13.5);
            path.closeSubpath();
            break;
    }
    return path;
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, QColor colour) : m_glyph(glyph), m_colour(std::move(colour)) {}

    QIconEngine* clone() const override { return new GlyphEngine(*this); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QPalette palette = QApplication::palette();
        QColor colour = m_colour.isValid() ? m_colour : palette.color(QPalette::WindowText);
        if (mode == QIcon::Disabled)
            colour = palette.color(QPalette::Disabled, QPalette::WindowText);
        else if (mode == QIcon::Selected)
            colour = palette.color(QPalette::HighlightedText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double side = qMin(rect.width(), rect.height());
        painter->translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
        painter->scale(side / 16, side / 16);
        painter->setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(strokes(m_glyph));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    Glyph m_glyph;
    QColor m_colour;
};

}  // namespace

QIcon glyphIcon(Glyph glyph) {
    return glyphIcon(glyph, {});
}

QIcon glyphIcon(Glyph glyph, const QColor& colour) {
    return QIcon(new GlyphEngine(glyph, colour));
}

}  // namespace adapterscope
