// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ZeroAxis.h"

#include <algorithm>
#include <cmath>

namespace adapterscope {

namespace {

/// Decades between the place of zero and the lowest decade, and on either side of that place.
constexpr double gap = 1.0, half = 0.5;

constexpr int mostLabels = 9;

int exponentOf(double value) {
    return static_cast<int>(std::floor(std::log10(value) + 1e-9));
}

/// The nearest of 1, 2, 5 times a power of ten that is not above (or not below) the value.
double roundTo125(double value, bool up) {
    const double decade = std::pow(10.0, exponentOf(value));
    double below = decade;
    for (const double digit : {2.0, 5.0, 10.0}) {
        const double next = digit * decade;
        if (next > value * (1 + 1e-9))
            return up && below < value * (1 - 1e-9) ? next : below;
        below = next;
    }
    return below;
}

/// Whole decades, with 2 and 5 between them if there are few, and 0 at its place.
class ZeroTicker : public QCPAxisTicker {
public:
    ZeroTicker(double lowest, double highest, double zero) : m_lowest(lowest), m_highest(highest), m_zero(zero) {}

protected:
    QVector<double> createTickVector(double, const QCPRange&) override {
        const int first = exponentOf(m_lowest), last = exponentOf(m_highest);
        const int step = (last - first) / mostLabels + 1;
        QVector<double> ticks;
        if (m_zero > 0)
            ticks << m_zero;
        // Counted from the top: the eye starts at 1.
        for (int exponent = last - (last - first) / step * step; exponent <= last; exponent += step)
            for (const double digit : {1.0, 2.0, 5.0}) {
                const double tick = digit * std::pow(10.0, exponent);
                const bool isInside = tick > m_lowest * (1 - 1e-9) && tick < m_highest * (1 + 1e-9);
                if (isInside && (digit == 1 || last - first <= 1))
                    ticks << tick;
            }
        return ticks;
    }
    QVector<double> createSubTickVector(int, const QVector<double>&) override {
        QVector<double> ticks;
        if (exponentOf(m_highest) - exponentOf(m_lowest) > mostLabels)
            return ticks;
        for (int exponent = exponentOf(m_lowest); exponent <= exponentOf(m_highest); ++exponent)
            for (int digit = 2; digit <= 9; ++digit)
                if (const double tick = digit * std::pow(10.0, exponent); tick > m_lowest && tick < m_highest)
                    ticks << tick;
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        if (tick == m_zero)
            return QStringLiteral("0");
        const int exponent = exponentOf(tick);
        const int digit = static_cast<int>(std::lround(tick / std::pow(10.0, exponent)));
        if (exponentOf(m_highest) - exponentOf(m_lowest) <= 1 && tick > 0.0009 && tick < 1000)
            return QString::number(tick, 'g', 4);
        return digit == 1 ? powerOfTen(exponent) : QStringLiteral("%1\u00b7%2").arg(digit).arg(powerOfTen(exponent));
    }

private:
    double m_lowest, m_highest, m_zero;
};

}  // namespace

QString powerOfTen(int exponent) {
    if (exponent == 0 || exponent == 1)
        return QString::number(std::lround(std::pow(10.0, exponent)));
    static const QString digits = QStringLiteral("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079");
    QString text = QStringLiteral("10");
    if (exponent < 0)
        text += QChar(0x207b);
    for (const QChar digit : QString::number(std::abs(exponent)))
        text += digits[digit.digitValue()];
    return text;
}

ZeroAxis::ZeroAxis(QCPAxisRect* rect, QCPAxis::AxisType side)
    : m_axis(rect->axis(side)), m_strip(new QCPItemRect(rect->parentPlot())) {
    m_axis->setScaleType(QCPAxis::stLogarithmic);
    m_axis->grid()->setSubGridVisible(false);
    m_strip->setLayer("background");
    m_strip->setClipAxisRect(rect);
    m_strip->setPen(Qt::NoPen);
    m_strip->setSelectable(false);
    for (QCPItemPosition* corner : {m_strip->topLeft, m_strip->bottomRight}) {
        corner->setAxisRect(rect);
        corner->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
    }
}

void ZeroAxis::fit(const std::vector<double>& values, double margin, const PlotColours& colours) {
    double low = 0, high = 0;
    bool hasZero = false;
    for (const double value : values) {
        hasZero = hasZero || value == 0;
        if (!(value > 0) || !std::isfinite(value))
            continue;
        low = low > 0 ? std::min(low, value) : value;
        high = std::max(high, value);
    }
    m_lowest = 0.1;
    m_highest = 1;
    if (low > 0) {
        const bool isShort = high / low < 10;
        m_lowest = isShort ? roundTo125(low, false) : std::pow(10.0, exponentOf(low));
        m_highest = isShort ? roundTo125(high, true) : std::pow(10.0, std::ceil(std::log10(high) - 1e-9));
        if (m_highest <= m_lowest) {
            m_lowest = roundTo125(m_lowest / 1.9, false);
            m_highest = roundTo125(m_highest * 1.9, true);
        }
    }
    const double zero = hasZero ? place(0) : 0;
    m_axis->setTicker(QSharedPointer<ZeroTicker>::create(m_lowest, m_highest, zero));
    m_axis->setRange(hasZero ? zero * std::pow(10.0, -half) : m_lowest / margin, m_highest * margin);

    m_strip->setVisible(hasZero);
    m_strip->setBrush(colours.strip);
    const double edge = zero * std::pow(10.0, half);
    const bool across = m_axis->orientation() == Qt::Horizontal;
    const auto set = [&](QCPItemPosition* corner, double along, double ratio) {
        corner->setTypeX(across ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
        corner->setTypeY(across ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
        corner->setCoords(across ? along : ratio, across ? ratio : along);
    };
    set(m_strip->topLeft, across ? m_axis->range().lower : edge, 0);
    set(m_strip->bottomRight, across ? edge : m_axis->range().lower, 1);
}

double ZeroAxis::place(double value) const {
    return value > 0 ? value : m_lowest * std::pow(10.0, -gap);
}

double ZeroAxis::decades() const {
    return std::log10(m_axis->range().upper / m_axis->range().lower);
}

}  // namespace adapterscope
