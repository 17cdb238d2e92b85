// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetAxis.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

namespace {

/// Free space on either side of the designs: as a factor on a logarithmic axis, else as a share of their span.
constexpr double freeFactor = 1.8, freeShare = 0.1;

/// More of them would overlap.
constexpr std::size_t mostTicks = 14, mostTicksOfPanels = 6;

/// Ticks at the values that occur; if they are many, at every second, third, ...
QSharedPointer<QCPAxisTicker> valueTicker(const std::map<double, std::string>& ticks, std::size_t most) {
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const std::size_t step = (ticks.size() + most - 1) / most;
    std::size_t number = 0;
    for (const auto& [place, text] : ticks)
        if (number++ % step == 0)
            ticker->addTick(place, QString::fromStdString(text));
    return ticker;
}

/// Decades, and a zero at a place of its own below them.
class CostTicker : public DecadeTicker {
public:
    CostTicker(Unit unit, double zero) : DecadeTicker(unit), m_zero(zero) {}

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override {
        QVector<double> ticks = aboveZero(DecadeTicker::createTickVector(tickStep, range));
        ticks.prepend(m_zero);
        return ticks;
    }
    QVector<double> createSubTickVector(int subTickCount, const QVector<double>& ticks) override {
        return aboveZero(DecadeTicker::createSubTickVector(subTickCount, ticks));
    }
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        return tick == m_zero ? QStringLiteral("0") : DecadeTicker::getTickLabel(tick, locale, format, precision);
    }

private:
    /// The lowest of the others is a decade above it.
    QVector<double> aboveZero(QVector<double> ticks) const {
        ticks.erase(std::remove_if(ticks.begin(), ticks.end(), [this](double tick) { return tick < 3 * m_zero; }),
                    ticks.end());
        return ticks;
    }

    double m_zero;
};

}  // namespace

QCPRange withFreeSpace(const QCPRange& places, bool isLogarithmic) {
    if (isLogarithmic)
        return {places.lower / freeFactor, places.upper * freeFactor};
    const double space = places.size() > 0   ? freeShare * places.size()
                         : places.lower != 0 ? std::abs(places.lower) / 2
                                             : 1;
    return {places.lower - space, places.upper + space};
}

QSharedPointer<QCPAxisTicker> tickerOf(const BudgetFigure& figure) {
    if (!figure.isAgainstCost())
        return valueTicker(figure.ticks, figure.panels.size() > 1 ? mostTicksOfPanels : mostTicks);
    if (!figure.isLogarithmic)
        return QSharedPointer<QCPAxisTicker>::create();
    const auto unit = figure.by == "percent" ? DecadeTicker::Unit::Percent : DecadeTicker::Unit::Count;
    if (figure.ticks.empty())
        return QSharedPointer<DecadeTicker>::create(unit);
    return QSharedPointer<CostTicker>::create(unit, figure.ticks.begin()->first);
}

}  // namespace adapterscope
