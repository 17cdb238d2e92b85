// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/PlotStyle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/design/Methods.h"
#include "ui/look/Theme.h"
#include "ui/look/ThemeMode.h"

namespace adapterscope {

namespace {

/// How much darker orange and sky blue, which are below 3:1 on white, are where they must stand out.
constexpr int darkerOnWhite = 130;

constexpr auto blue = 0x0072B2, vermilion = 0xD55E00, green = 0x009E73, purple = 0xCC79A7, orange = 0xE69F00,
               sky = 0x56B4E9;

SeriesStyle styled(QRgb colour, QCPScatterStyle::ScatterShape marker, Qt::PenStyle line, bool dark) {
    SeriesStyle style{QColor(colour), QColor(colour), marker, line};
    if (!dark && (colour == orange || colour == sky))
        style.outline = style.colour.darker(darkerOnWhite);
    return style;
}

QRgb colourOf(Hue hue, bool dark) {
    static const std::map<Hue, QRgb> colours{{Hue::Vermilion, vermilion}, {Hue::Blue, blue},     {Hue::Green, green},
                                             {Hue::Purple, purple},       {Hue::Orange, orange}, {Hue::Sky, sky}};
    const auto found = colours.find(hue);
    return found != colours.end() ? found->second : dark ? 0xB0B0B0 : 0x606060;
}

QCPScatterStyle::ScatterShape markerOf(Marker marker) {
    static const std::map<Marker, QCPScatterStyle::ScatterShape> shapes{
        {Marker::Circle, QCPScatterStyle::ssCircle},
        {Marker::Square, QCPScatterStyle::ssSquare},
        {Marker::Diamond, QCPScatterStyle::ssDiamond},
        {Marker::Triangle, QCPScatterStyle::ssTriangle},
        {Marker::TriangleDown, QCPScatterStyle::ssTriangleInverted}};
    return shapes.at(marker);
}

constexpr std::array<QRgb, 6> hues{vermilion, blue, green, purple, orange, sky};

constexpr std::array markers{QCPScatterStyle::ssCircle, QCPScatterStyle::ssSquare, QCPScatterStyle::ssDiamond,
                             QCPScatterStyle::ssTriangle, QCPScatterStyle::ssTriangleInverted};

constexpr std::array unionMarkers{QCPScatterStyle::ssStar, QCPScatterStyle::ssCross, QCPScatterStyle::ssPlus};

constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};

/// The one that comes `steps` after it; after an element that is not among them, from the first on.
template <typename Values>
auto cycled(const Values& values, typename Values::value_type from, std::size_t steps) {
    const auto place = static_cast<std::size_t>(std::find(values.begin(), values.end(), from) - values.begin());
    return values[(place + steps) % values.size()];
}

/// Nothing to fill.
bool isOfStrokes(QCPScatterStyle::ScatterShape marker) {
    return std::find(unionMarkers.begin(), unionMarkers.end(), marker) != unionMarkers.end();
}

QColor mixed(const QColor& colour, const QColor& ground, double part) {
    const auto channel = [part](int of, int with) {
        return static_cast<int>(std::lround(part * of + (1 - part) * with));
    };
    return {channel(colour.red(), ground.red()), channel(colour.green(), ground.green()),
            channel(colour.blue(), ground.blue())};
}

Qt::PenStyle lineOf(Stroke stroke) {
    static const std::map<Stroke, Qt::PenStyle> lines{{Stroke::Solid, Qt::SolidLine},
                                                      {Stroke::Dash, Qt::DashLine},
                                                      {Stroke::Dot, Qt::DotLine},
                                                      {Stroke::DashDot, Qt::DashDotLine},
                                                      {Stroke::DashDotDot, Qt::DashDotDotLine}};
    return lines.at(stroke);
}

}  // namespace

PlotColours plotColours(const QPalette& palette) {
    if (!theme::isDark(palette))
        return {palette.color(QPalette::Base),
                palette.color(QPalette::Text),
                QColor(0x60, 0x60, 0x60),
                QColor(0xe4, 0xe4, 0xe4),
                palette.color(QPalette::Highlight),
                QColor(0xf3, 0xf3, 0xf5),
                false};
    return {palette.color(QPalette::Base),
            palette.color(QPalette::Text),
            QColor(0xa8, 0xa8, 0xa8),
            QColor(0x3c, 0x3c, 0x3c),
            palette.color(QPalette::Highlight),
            QColor(0x22, 0x25, 0x29),
            true};
}

PlotColours exportColours(bool dark) {
    if (dark)
        return plotColours(theme::darkPalette());
    return {Qt::white,
            Qt::black,
            QColor(0x40, 0x40, 0x40),
            QColor(0xe4, 0xe4, 0xe4),
            QColor(blue),
            QColor(0xf3, 0xf3, 0xf5),
            false};
}

QCPScatterStyle SeriesStyle::scatter(double size, int alpha) const {
    QColor edge = outline, inside = fill.isValid() ? fill : colour;
    edge.setAlpha(alpha);
    inside.setAlpha(alpha);
    return {marker, QPen(edge, isOfStrokes(marker) ? 2 : fill.isValid() ? 1.5 : 1), QBrush(inside), size};
}

SeriesStyle::Mark SeriesStyle::mark() const {
    const QCPScatterStyle drawn = scatter(1);
    return {marker, drawn.pen().color().rgb(), isOfStrokes(marker) ? 0 : drawn.brush().color().rgb()};
}

SeriesStyle methodStyle(const std::string& name, bool dark) {
    if (const MethodInfo* method = findMethod(name))
        return styled(colourOf(method->look.hue, dark), markerOf(method->look.marker), lineOf(method->look.stroke),
                      dark);
    std::uint32_t hash = 0;  // a union: the same style in every plot, and the marker of no method
    for (const char letter : name)
        hash = 31 * hash + static_cast<unsigned char>(letter);
    SeriesStyle style = lineStyle(static_cast<int>(hash % 1000), dark);
    style.marker = unionMarkers[hash / 1000 % unionMarkers.size()];
    return style;
}

SeriesStyle variantStyle(SeriesStyle style, int index, const PlotColours& colours) {
    static constexpr std::array fills{1.0, 0.12, 0.5};
    const auto i = static_cast<std::size_t>(std::max(0, index)), round = i / (2 * fills.size());
    if (i == 0)
        return style;
    const auto dash = cycled(dashes, style.line, i);
    const auto marker =
        isOfStrokes(style.marker) ? cycled(unionMarkers, style.marker, i) : cycled(markers, style.marker, round);
    if (const std::size_t steps = isOfStrokes(style.marker) ? round : round / markers.size(); steps > 0)
        style = styled(cycled(hues, style.colour.rgb() & RGB_MASK, steps), marker, dash, colours.dark);
    for (QColor* colour : {&style.colour, &style.outline})
        if (i / fills.size() % 2 == 1)
            *colour = colours.dark ? colour->lighter(160) : colour->darker(180);
    style.fill = mixed(style.colour, colours.background, fills[i % fills.size()]);
    style.line = dash;
    style.marker = marker;
    return style;
}

SeriesStyle lineStyle(int index, bool dark, int dash) {
    const auto i = static_cast<std::size_t>(std::max(0, index));
    const std::size_t line = dash < 0 ? i / hues.size() + i : static_cast<std::size_t>(dash);
    return styled(hues[i % hues.size()], markers[i % markers.size()], dashes[line % dashes.size()], dark);
}

void applyColours(QCustomPlot& plot, const PlotColours& colours) {
    plot.setBackground(colours.background);
    const QFont font = plot.font();
    for (QCPAxisRect* rect : plot.axisRects()) {
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(QPen(colours.axis, 1));
            axis->setTickPen(QPen(colours.axis, 1));
            axis->setSubTickPen(QPen(colours.axis, 1));
            axis->setTickLabelColor(colours.text);
            axis->setLabelColor(colours.text);
            axis->setTickLabelFont(font);
            axis->setLabelFont(font);
            axis->setSelectableParts(QCPAxis::spNone);
            axis->grid()->setPen(QPen(colours.grid, 1));
            axis->grid()->setSubGridPen(QPen(colours.grid, 1, Qt::DotLine));
            axis->grid()->setZeroLinePen(QPen(colours.grid, 1));
        }
    }
    if (plot.legend) {
        plot.legend->setBrush(Qt::NoBrush);
        plot.legend->setBorderPen(Qt::NoPen);
        plot.legend->setTextColor(colours.text);
        plot.legend->setFont(font);
    }
    for (auto* text : plot.findChildren<QCPTextElement*>()) {
        QFont own = font;
        own.setBold(text->font().bold());
        text->setFont(own);
        text->setTextColor(colours.text);
    }
}

void prepareLegend(QCustomPlot& plot) {
    plot.legend->setVisible(true);
    plot.legend->setMargins({0, 2, 0, 2});
    plot.legend->setRowSpacing(0);  // its entries keep a distance
    plot.setAutoAddPlottableToLegend(false);
    plot.legend->setIconSize(34, 16);
    plot.legend->setSelectableParts(QCPLegend::spNone);
}

double FractionTicker::getTickStep(const QCPRange& range) {
    const double step = QCPAxisTicker::getTickStep(range);
    m_digits = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 2, 6);
    if (std::abs(step * std::pow(10.0, m_digits) - std::round(step * std::pow(10.0, m_digits))) > 1e-6)
        ++m_digits;
    return step;
}

QString FractionTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    return QString::number(tick, 'f', m_digits);
}

double WholeTicker::getTickStep(const QCPRange& range) {
    return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range) - 1e-9));
}

double DecadeTicker::getTickStep(const QCPRange& range) {
    return QCPAxisTicker::getTickStep(range);
}

QVector<double> DecadeTicker::createTickVector(double tickStep, const QCPRange& range) {
    if (range.lower <= 0)
        return {};
    static const std::array<std::vector<double>, 2> mantissas{std::vector<double>{1}, std::vector<double>{1, 2, 5}};
    const int first = static_cast<int>(std::floor(std::log10(range.lower)));
    const int last = static_cast<int>(std::ceil(std::log10(range.upper)));
    for (const auto& set : mantissas) {
        QVector<double> ticks;
        for (int exponent = first; exponent <= last; ++exponent)
            for (const double mantissa : set)
                ticks.push_back(mantissa * std::pow(10.0, exponent));
        const auto inside =
            std::count_if(ticks.begin(), ticks.end(), [&](double tick) { return range.contains(tick); });
        if (inside >= 3)
            return ticks;
    }
    return QCPAxisTicker::createTickVector(tickStep, range);
}

QVector<double> DecadeTicker::createSubTickVector(int, const QVector<double>& ticks) {
    QVector<double> subTicks;
    if (ticks.size() < 2 || ticks.front() <= 0 || ticks.back() / ticks.front() < 10)
        return subTicks;
    const int first = static_cast<int>(std::floor(std::log10(ticks.front())));
    const int last = static_cast<int>(std::ceil(std::log10(ticks.back())));
    for (int exponent = first - 1; exponent <= last; ++exponent)
        for (int mantissa = 2; mantissa <= 9; ++mantissa)
            subTicks.push_back(mantissa * std::pow(10.0, exponent));
    return subTicks;
}

QString DecadeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const auto shortest = [](double value) { return QString::number(value, 'g', 4); };
    if (m_unit == Unit::Percent)
        return (tick < 1e-4 ? QString::number(tick, 'g', 3) : shortest(tick)) + QStringLiteral(" %");
    if (tick >= 999.5e6)
        return shortest(tick / 1e9) + QStringLiteral(" G");
    if (tick >= 999.5e3)
        return shortest(tick / 1e6) + QStringLiteral(" M");
    if (tick >= 999.5)
        return shortest(tick / 1e3) + QStringLiteral(" k");
    return shortest(tick);
}

}  // namespace adapterscope
