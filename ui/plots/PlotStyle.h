// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How every plot looks: colours for both palettes and for export, one style per method.

#include <QColor>
#include <QPalette>
#include <QString>
#include <qcustomplot.h>

#include <string>
#include <tuple>

namespace adapterscope {

/// The colours that are not data.
struct PlotColours {
    QColor background, text, axis, grid, selection;
    QColor strip;  ///< background of the place for zero on a logarithmic axis
    bool dark = false;
};

/// Of the window's palette, dark if its background is darker than its text.
PlotColours plotColours(const QPalette& palette);
/// Exported figures are black on white, or have the colours of a dark window, whatever the window's palette.
PlotColours exportColours(bool dark = false);

/// Colour, marker and line together, so that nothing depends on colour alone (Okabe and Ito 2008, Color Universal
/// Design).
struct SeriesStyle {
    QColor colour;
    QColor outline;  ///< the colour itself, or a darker shade if it is too light for its background
    QCPScatterStyle::ScatterShape marker = QCPScatterStyle::ssDisc;
    Qt::PenStyle line = Qt::SolidLine;
    QColor fill = {};  ///< of markers; invalid for the colour

    QPen pen(double width) const { return {colour, width, line, Qt::RoundCap, Qt::RoundJoin}; }
    QCPScatterStyle scatter(double size, int alpha = 255) const;
    /// What is seen of a marker: its shape, edge and fill.
    using Mark = std::tuple<QCPScatterStyle::ScatterShape, QRgb, QRgb>;
    Mark mark() const;
};

/// The style of a method by the NAME of its designs (houlsby, top, …); an unknown name gets a style derived from
/// its letters.
SeriesStyle methodStyle(const std::string& name, bool dark);
/// The index-th of several lines of a method: the same marker and hue, told apart by fill, shade and dashes; the first
/// is unchanged. After six, fill and shade repeat with other markers and, once these are used up, with other hues, for
/// as many marks as there are: 36 of a union, whose markers have no fill, else 180.
SeriesStyle variantStyle(SeriesStyle style, int index, const PlotColours& colours);
/// The style of the index-th of several lines of one plot; with the `dash`-th of four dashes, unless it is negative.
SeriesStyle lineStyle(int index, bool dark, int dash = -1);

/// Axes, grids, legend and background of the whole plot.
void applyColours(QCustomPlot& plot, const PlotColours& colours);
/// A legend without a frame and only with entries that the caller adds; the caller places it.
void prepareLegend(QCustomPlot& plot);

/// Ticks of an axis of fractions or losses, all with the same number of digits.
class FractionTicker : public QCPAxisTicker {
public:
    explicit FractionTicker(int ticks) { setTickCount(ticks); }

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    int m_digits = 2;
};

/// Ticks of an axis of steps or other whole numbers.
class WholeTicker : public QCPAxisTicker {
public:
    explicit WholeTicker(int ticks) { setTickCount(ticks); }

protected:
    double getTickStep(const QCPRange& range) override;
};

/// Ticks of a logarithmic axis at the decades, with 2 and 5 between them if the range is short, labelled 500, 2 k,
/// 10 k, 1 M (or in percent).
class DecadeTicker : public QCPAxisTicker {
public:
    enum class Unit { Count, Percent };
    explicit DecadeTicker(Unit unit) : m_unit(unit) {}

protected:
    double getTickStep(const QCPRange& range) override;
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<double> createSubTickVector(int subTickCount, const QVector<double>& ticks) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    Unit m_unit;
};

}  // namespace adapterscope
