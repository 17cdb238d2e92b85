// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Glyph.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QStringList>

namespace adapterscope {

namespace {

/// Strokes in a square of 16 units: M and L go to a point, Z closes, R is a rounded rectangle (x y width height), E a
/// circle (x y radius).
QString strokesOf(Glyph glyph) {
    switch (glyph) {
        case Glyph::Design:
            return "R 2.5 1.5 11 4 R 2.5 10.5 11 4 M 4 5.5 L 7 8 L 4 10.5 M 12 5.5 L 9 8 L 12 10.5";
        case Glyph::Sweep:
            return "R 2 2 3 3 R 6.5 2 3 3 R 11 2 3 3 R 2 6.5 3 3 R 6.5 6.5 3 3 R 11 6.5 3 3 R 2 11 3 3 R 6.5 11 3 3 R "
                   "11 11 3 3";
        case Glyph::Compare:
            return "M 2 1.5 L 2 14 L 14.5 14 E 5 10.5 1.2 E 8.5 5.5 1.2 E 13 4 1.2";
        case Glyph::Explain:
            return "E 6.8 6.8 4.8 M 10.4 10.4 L 14.5 14.5 M 3.9 8.2 L 6 8 L 7.4 6.6 L 8.3 4.6";
        case Glyph::Fault:
            return "E 8 8 6.3 M 5.6 5.6 L 10.4 10.4 M 10.4 5.6 L 5.6 10.4";
        case Glyph::Warning:
            return "M 8 1.8 L 15 14 L 1 14 Z M 8 6 L 8 9.8 M 8 11.7 L 8 12";
        case Glyph::Information:
            return "E 8 8 6.3 M 8 7.2 L 8 11.3 M 8 4.6 L 8 4.9";
        case Glyph::Close:
            return "M 4 4 L 12 12 M 12 4 L 4 12";
        case Glyph::Copy:
            return "R 5.5 5.5 8 9 M 3.5 10.5 L 2.5 10.5 L 2.5 1.5 L 10.5 1.5 L 10.5 3.5";
        case Glyph::Add:
            return "M 8 2.5 L 8 13.5 M 2.5 8 L 13.5 8";
        case Glyph::Folder:
            return "M 1.5 13.5 L 1.5 2.5 L 6 2.5 L 7.5 4.5 L 14.5 4.5 L 14.5 13.5 Z";
    }
    return {};
}

QPainterPath pathOf(Glyph glyph) {
    QPainterPath path;
    const QStringList words = strokesOf(glyph).split(' ');
    for (qsizetype at = 0; at < words.size();) {
        const QString verb = words[at++];
        const auto next = [&] { return words[at++].toDouble(); };
        if (verb == "Z") {
            path.closeSubpath();
            continue;
        }
        const double x = next(), y = next();
        if (verb == "M") {
            path.moveTo(x, y);
        } else if (verb == "L") {
            path.lineTo(x, y);
        } else if (verb == "E") {
            const double radius = next();
            path.addEllipse(QPointF(x, y), radius, radius);
        } else {
            const double width = next(), height = next();
            path.addRoundedRect(QRectF(x, y, width, height), 0.8, 0.8);
        }
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
        painter->drawPath(pathOf(m_glyph));
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
