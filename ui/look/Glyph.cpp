// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Glyph.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace adapterscope {

namespace {

/// In resources/icons.
QString nameOf(Glyph glyph) {
    switch (glyph) {
        case Glyph::Design:
            return "design";
        case Glyph::Sweep:
            return "sweep";
        case Glyph::Compare:
            return "compare";
        case Glyph::Explain:
            return "explain";
        case Glyph::Fault:
            return "fault";
        case Glyph::Warning:
            return "warning";
        case Glyph::Information:
            return "information";
        case Glyph::Close:
            return "close";
        case Glyph::Copy:
            return "copy";
        case Glyph::Add:
            return "add";
        case Glyph::Folder:
            return "folder";
    }
    return {};
}

QByteArray contentOf(Glyph glyph) {
    QFile file(":/icons/" + nameOf(glyph) + ".svg");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, QColor (*tone)(const QPalette&)) : m_svg(contentOf(glyph)), m_tone(tone) {}

    QIconEngine* clone() const override { return new GlyphEngine(*this); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QByteArray coloured = m_svg;
        QSvgRenderer renderer(coloured.replace("currentColor", colourIn(mode).name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        renderer.render(painter, rect);
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
    QColor colourIn(QIcon::Mode mode) const {
        const QPalette palette = QApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return m_tone ? m_tone(palette) : palette.color(QPalette::WindowText);
    }

    QByteArray m_svg;
    QColor (*m_tone)(const QPalette&);  ///< null for the text's
};

}  // namespace

QIcon glyphIcon(Glyph glyph) {
    return glyphIcon(glyph, nullptr);
}

QIcon glyphIcon(Glyph glyph, QColor (*tone)(const QPalette&)) {
    return QIcon(new GlyphEngine(glyph, tone));
}

}  // namespace adapterscope
