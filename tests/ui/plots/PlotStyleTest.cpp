// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include "core/design/Methods.h"
#include "tests/support/Support.h"
#include "tests/ui/Contrast.h"
#include "ui/look/NumberText.h"
#include "ui/plots/PlotStyle.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The labels a decade axis of that range gets inside it.
QStringList labels(double low, double high) {
    DecadeTicker ticker(DecadeTicker::Unit::Count);
    QVector<double> ticks;
    QVector<QString> texts;
    ticker.generate({low, high}, QLocale::c(), 'g', 6, ticks, nullptr, &texts);
    QStringList inside;
    for (int i = 0; i < ticks.size(); ++i)
        if (ticks[i] >= low && ticks[i] <= high)
            inside << texts[i];
    return inside;
}

}  // namespace

TEST_CASE("Every method's outline stands out on light and on dark ground and has the method's hue") {
    std::vector<std::string> names{"houlsby:m=8 & bitfit", "a method of later"};
    for (const MethodInfo& method : methods())
        names.push_back(method.name);
    for (const std::string& method : names) {
        CAPTURE(method);
        CHECK(contrast(methodStyle(method, false).outline, Qt::white) >= 3.0);
        CHECK(contrast(methodStyle(method, true).outline, QColor(0x1e, 0x1e, 0x1e)) >= 3.0);
        for (const bool dark : {false, true}) {
            const SeriesStyle style = methodStyle(method, dark);
            CHECK(std::abs(style.outline.hsvHue() - style.colour.hsvHue()) <= 1);
            CHECK(std::abs(style.outline.hsvSaturation() - style.colour.hsvSaturation()) <= 2);
        }
    }
}

TEST_CASE("No union looks like a method and two seldom look alike") {
    std::set<int> markers;
    for (const MethodInfo& method : methods())
        markers.insert(static_cast<int>(methodStyle(method.name, false).marker));
    std::set<std::tuple<QRgb, int>> seen;
    for (const char* name : {"houlsby & lora", "lora & houlsby", "adapter & lora & bitfit & prompt & prefix & ia3",
                             "houlsby & bitfit", "prefix & lora"}) {
        const SeriesStyle style = methodStyle(name, false);
        CHECK_FALSE(markers.contains(static_cast<int>(style.marker)));
        seen.emplace(style.colour.rgb(), static_cast<int>(style.marker));
    }
    CHECK(seen.size() >= 4);
}

TEST_CASE("No two methods look alike") {
    std::set<std::tuple<QRgb, int, int>> seen;
    std::set<std::string> titles;
    for (const MethodInfo& method : methods()) {
        CAPTURE(method.name);
        const SeriesStyle style = methodStyle(method.name, false);
        CHECK(seen.emplace(style.colour.rgb(), static_cast<int>(style.marker), static_cast<int>(style.line)).second);
        CHECK_FALSE(method.look.shortTitle.empty());
        CHECK(titles.insert(method.look.shortTitle).second);
    }
}

TEST_CASE("The five methods differ in marker and line and not in colour alone") {
    std::vector<std::pair<int, int>> seen;
    for (const char* method : {"houlsby", "top", "layernorm", "full", "head"}) {
        const SeriesStyle style = methodStyle(method, false);
        for (const auto& [marker, line] : seen) {
            CHECK(marker != static_cast<int>(style.marker));
            CHECK(line != static_cast<int>(style.line));
        }
        seen.emplace_back(static_cast<int>(style.marker), static_cast<int>(style.line));
    }
}

TEST_CASE("A logarithmic axis is labelled at its decades and finer if it is short") {
    CHECK(labels(200, 9e6) == QStringList({"1 k", "10 k", "100 k", "1 M"}));
    CHECK(labels(900, 30000) == QStringList({"1 k", "2 k", "5 k", "10 k", "20 k"}));
    CHECK(labels(2000, 2500).size() >= 3);
}

TEST_CASE("An axis of steps is labelled at whole numbers only") {
    WholeTicker ticker(5);
    for (const double last : {1.0, 3.0, 13.0, 189.0, 4000.0}) {
        QVector<double> ticks;
        QVector<QString> texts;
        ticker.generate({0, last}, QLocale::c(), 'f', 0, ticks, nullptr, &texts);
        for (int i = 0; i < ticks.size(); ++i)
            CHECK(texts[i].toDouble() == ticks[i]);
        CHECK(ticks.size() >= 2);
    }
}

TEST_CASE("Numbers read as people write them") {
    CHECK(withSeparators(4752514) == "4,752,514");
    CHECK(duration(42.4) == "42 s");
    CHECK(duration(75) == "1 min 15 s");
    CHECK(duration(7260) == "2 h 1 min");
    CHECK(magnitude(0) == "0");
    CHECK(magnitude(1.5e-13) == "1.50e-13");
    CHECK(magnitude(2e-6) == "2.00e-6");
    CHECK(magnitude(0.01) == "0.01");
    CHECK(magnitude(21.345) == "21.3");
    CHECK(magnitude(1234.4) == "1234");
    CHECK(magnitude(12345) == "1.23e4");
    CHECK(magnitude(std::numeric_limits<double>::infinity()) == "not finite");
    CHECK(magnitude(std::nan("")) == "not finite");
    CHECK(scoreName("matthews_correlation", "dev") == "Matthews correlation on dev");
}

TEST_CASE("Marks of six variants of a method are told apart in grey, and the first looks as the method does") {
    PlotColours dark = exportColours();
    dark.background = QColor(20, 20, 20);
    dark.dark = true;
    const std::set strokes{QCPScatterStyle::ssStar, QCPScatterStyle::ssCross, QCPScatterStyle::ssPlus};
    for (const PlotColours& colours : {exportColours(), dark})
        for (const char* method : {"houlsby", "lora", "head", "lora & bitfit"}) {
            CAPTURE(method, colours.dark);
            const SeriesStyle own = methodStyle(method, colours.dark);
            std::set<std::tuple<int, int, int>> looks;
            for (int i = 0; i < 6; ++i) {
                const SeriesStyle style = variantStyle(own, i, colours);
                const QColor fill = style.fill.isValid() ? style.fill : style.colour;
                const bool isFilled = !strokes.contains(style.marker);
                // In ten shades of grey.
                looks.insert({static_cast<int>(style.marker), isFilled ? qGray(fill.rgb()) / 26 : 0,
                              qGray(style.colour.rgb()) / 26});
                CHECK((style.marker == own.marker || !isFilled));
            }
            CHECK(looks.size() == 6);
            CHECK(variantStyle(own, 0, colours).scatter(10).brush().color() == own.colour);
            CHECK(variantStyle(own, 0, colours).line == own.line);
            CHECK(variantStyle(own, 1, colours).line != own.line);
        }
}

TEST_CASE("Variants of a method share no mark until every shape, fill and hue has been used") {
    for (const auto& [method, most] :
         {std::pair("houlsby", 180), std::pair("lora", 180), std::pair("head", 180), std::pair("lora & bitfit", 36)}) {
        CAPTURE(method);
        std::set<SeriesStyle::Mark> marks;
        for (int i = 0; i < most; ++i)
            marks.insert(variantStyle(methodStyle(method, false), i, exportColours()).mark());
        CHECK(static_cast<int>(marks.size()) == most);
    }
}
