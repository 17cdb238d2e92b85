// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QIcon>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSet>

#include <algorithm>

#include "tests/support/Support.h"
#include "ui/look/Glyph.h"

using namespace adapterscope;

namespace {

constexpr Glyph all[] = {Glyph::Design,      Glyph::Sweep, Glyph::Compare, Glyph::Explain, Glyph::Fault, Glyph::Warning,
                         Glyph::Information, Glyph::Close, Glyph::Copy,    Glyph::Add,     Glyph::Folder};

/// The colour of the strokes: that of the pixels which nothing shines through.
QSet<QRgb> inkOf(const QPixmap& pixmap) {
    QSet<QRgb> ink;
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) == 255)
                ink << image.pixel(x, y);
    return ink;
}

/// The part of the picture that is covered at all.
QRect coveredBy(const QPixmap& pixmap) {
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QRect covered;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) > 0)
                covered |= QRect(x, y, 1, 1);
    return covered;
}

/// Gives the application's palette back at the end.
struct Palette {
    QPalette before = QApplication::palette();
    explicit Palette(const QColor& text, const QColor& disabled = Qt::gray) {
        QPalette palette = before;
        palette.setColor(QPalette::WindowText, text);
        palette.setColor(QPalette::Disabled, QPalette::WindowText, disabled);
        palette.setColor(QPalette::HighlightedText, Qt::yellow);
        QApplication::setPalette(palette);
    }
    ~Palette() { QApplication::setPalette(before); }
};

}  // namespace

TEST_CASE("Every sign is drawn at every size in the text's colour, on a light and on a dark ground") {
    for (const QColor text : {QColor(20, 21, 22), QColor(230, 231, 232)}) {
        const Palette palette(text);
        for (const Glyph glyph : all)
            for (const int side : {16, 20, 24})
                for (const double ratio : {1.0, 2.0}) {
                    CAPTURE(static_cast<int>(glyph), side, ratio);
                    const QPixmap pixmap = glyphIcon(glyph).pixmap(QSize(side, side), ratio);
                    CHECK(pixmap.size() == QSize(side, side) * ratio);
                    const QRect covered = coveredBy(pixmap);
                    CHECK(std::max(covered.width(), covered.height()) > 0.5 * side * ratio);
                    for (const QRgb ink : inkOf(pixmap)) {
                        // Where the edges of two strokes together hide the ground, eight bits have rounded twice.
                        CHECK(std::abs(qRed(ink) - text.red()) <= 1);
                        CHECK(std::abs(qGreen(ink) - text.green()) <= 1);
                        CHECK(std::abs(qBlue(ink) - text.blue()) <= 1);
                    }
                    if (ratio == 2)
                        CHECK_FALSE(inkOf(pixmap).isEmpty());
                }
    }
}

TEST_CASE("A sign follows the palette, and its state and a colour of its own come first") {
    const QIcon icon = glyphIcon(Glyph::Fault),
                red = glyphIcon(Glyph::Fault, [](const QPalette&) { return QColor(Qt::red); });
    const auto inkOfIcon = [](const QIcon& each, QIcon::Mode mode = QIcon::Normal) {
        return inkOf(each.pixmap(QSize(48, 48), mode));
    };
    for (const QColor text : {QColor(Qt::black), QColor(Qt::white)}) {
        const Palette palette(text, Qt::darkCyan);
        CHECK(inkOfIcon(icon) == QSet<QRgb>{text.rgb()});
        CHECK(inkOfIcon(red) == QSet<QRgb>{QColor(Qt::red).rgb()});
        CHECK(inkOfIcon(icon, QIcon::Disabled) == QSet<QRgb>{QColor(Qt::darkCyan).rgb()});
        CHECK(inkOfIcon(red, QIcon::Selected) == QSet<QRgb>{QColor(Qt::yellow).rgb()});
    }
}

TEST_CASE("A sign keeps its form in the middle of a place that is not square") {
    QPixmap wide(64, 16);
    wide.fill(Qt::transparent);
    QPainter painter(&wide);
    glyphIcon(Glyph::Add).paint(&painter, wide.rect());
    painter.end();
    const QRect covered = coveredBy(wide);
    CHECK(covered.width() == covered.height());
    CHECK(covered.center() == QPoint(31, 7));
}

TEST_CASE("The program's own icon is found") {
    CHECK_FALSE(QIcon(":/icons/adapterscope.svg").pixmap(QSize(64, 64)).isNull());
}
