// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/AxisText.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/plots/BoundedText.h"

namespace adapterscope {

namespace {

constexpr auto wholeLabel = "wholeLabel", shorterLabel = "shorterLabel";  // properties of axes
constexpr int overhang = 16;                                              // of a label over its axis
constexpr int linesForTwo = 18;  // of text that fit in a rectangle whose labels may take two of them
constexpr int tickGap = 8;       // pixels between labels beside one another

bool isUpright(const QCPAxis& axis) {
    return axis.orientation() == Qt::Vertical;
}

/// The axis' length in pixels.
int lengthOf(const QCPAxis& axis) {
    return isUpright(axis) ? axis.axisRect()->height() : axis.axisRect()->width();
}

/// The labels of another ticker, without those that would run into the next.
class SpacedTicker : public QCPAxisTicker {
public:
    SpacedTicker(const QCPAxis& axis, QSharedPointer<QCPAxisTicker> all) : m_axis(axis), m_all(std::move(all)) {}

    void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* labels) override {
        m_all->generate(range, locale, format, precision, ticks, subTicks, labels);
        if (labels)
            space(range, ticks, *labels);
    }

private:
    /// From the end backwards: the highest label stays.
    void space(const QCPRange& range, const QVector<double>& ticks, QVector<QString>& labels) const {
        const QFontMetrics metrics(m_axis.tickLabelFont());
        double last = 0, lastExtent = -1;
        for (qsizetype i = std::min(ticks.size(), labels.size()) - 1; i >= 0; --i) {
            if (!range.contains(ticks[i]) || labels[i].isEmpty())
                continue;
            const double place = m_axis.coordToPixel(ticks[i]);
            const double extent = isUpright(m_axis) ? metrics.height() : metrics.horizontalAdvance(labels[i]) + tickGap;
            if (lastExtent >= 0 && std::abs(place - last) < (extent + lastExtent) / 2) {
                labels[i].clear();
                continue;
            }
            last = place;
            lastExtent = extent;
        }
    }

    const QCPAxis& m_axis;
    QSharedPointer<QCPAxisTicker> m_all;
};

void spaceTicks(QCPAxis& axis) {
    if (axis.tickLabels() && !axis.ticker().dynamicCast<SpacedTicker>())
        axis.setTicker(QSharedPointer<SpacedTicker>::create(axis, axis.ticker()));
}

QString inOneLine(QString label) {
    return label.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

/// In at most that many lines, of which an axis with little room takes two only rather than lose words.
void fitLabel(QCPAxis& axis, int most) {
    const QString whole = wholeLabelOf(axis), shorter = axis.property(shorterLabel).toString();
    const QFont font = axis.labelFont();
    // Space that does not depend on the labels.
    const QRect room = axis.axisRect()->outerRect();
    const int across = isUpright(axis) ? room.width() : room.height();
    const int lines = across >= linesForTwo * QFontMetrics(font).lineSpacing() ? most : 1;
    const int width = lengthOf(axis) + overhang;
    // Whether the text is neither cut nor broken.
    const auto takes = [&](const QString& text, int atMost) {
        axis.setLabel(boundedText(text, font, width, atMost));
        return inOneLine(axis.label()) == inOneLine(text).simplified();
    };
    if (takes(whole, 1))
        return;
    // An addition in parentheses goes to the second line as a whole.
    if (lines > 1 &&
        (takes(QString(whole).replace(QStringLiteral(" ("), QStringLiteral("\n(")), lines) || takes(whole, lines)))
        return;
    const QString& last = shorter.isEmpty() ? whole : shorter;
    if (takes(last, 1) || takes(last, most))
        return;
    if (isUpright(axis))
        axis.setLabel({});  // a few of its letters name nothing
}

/// With as many lines as the label has, so that the layout stays as it is.
void refitLabel(QCPAxis& axis) {
    const QFontMetrics metrics(axis.labelFont());
    const QStringList lines = axis.label().split(QLatin1Char('\n'));
    const int length = lengthOf(axis) + overhang;
    const auto isTooLong = [&](const QString& line) { return metrics.horizontalAdvance(line) > length; };
    if (std::any_of(lines.begin(), lines.end(), isTooLong))
        fitLabel(axis, static_cast<int>(lines.size()));
}

void layOut(QCustomPlot& plot) {
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        plot.plotLayout()->update(phase);
}

}  // namespace

void setAxisLabel(QCPAxis* axis, const QString& label, const QString& shorter) {
    axis->setProperty(wholeLabel, label);
    axis->setProperty(shorterLabel, shorter);
    axis->setLabel(label);
}

QString wholeLabelOf(const QCPAxis& axis) {
    return axis.property(wholeLabel).toString();
}

bool isLabelWhole(const QCPAxis& axis) {
    return inOneLine(axis.label()) == wholeLabelOf(axis).simplified();
}

void fitAxisTexts(QCustomPlot& plot) {
    QList<QCPAxis*> axes, labelled;
    for (const QCPAxisRect* rect : plot.axisRects())
        axes << rect->axes();
    for (QCPAxis* axis : axes) {
        spaceTicks(*axis);
        if (wholeLabelOf(*axis).isEmpty())
            continue;
        labelled << axis;
        axis->setLabel(wholeLabelOf(*axis));  // what fits must not depend on what was shown before
    }
    layOut(plot);
    for (QCPAxis* axis : labelled)
        fitLabel(*axis, 2);
    layOut(plot);
    layOut(plot);  // ticks are placed by the sizes of the layout before
    for (QCPAxis* axis : labelled)
        refitLabel(*axis);
}

}  // namespace adapterscope
