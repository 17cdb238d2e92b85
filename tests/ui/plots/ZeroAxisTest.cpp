// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "tests/support/Support.h"
#include "ui/plots/ZeroAxis.h"

using namespace adapterscope;

namespace {

struct Axis {
    QCustomPlot plot;
    ZeroAxis axis{plot.axisRect(), QCPAxis::atBottom};

    QStringList labels() {
        QVector<double> ticks;
        QVector<QString> texts;
        plot.xAxis->ticker()->generate(plot.xAxis->range(), QLocale::c(), 'g', 6, ticks, nullptr, &texts);
        return texts;
    }
};

}  // namespace

TEST_CASE("Zero has a place below the lowest decade and a label of its own") {
    Axis shown;
    shown.axis.fit({0, 1e-7, 0.3}, 2, exportColours());
    CHECK(shown.axis.place(0.3) == 0.3);
    CHECK(shown.axis.place(0) < 1e-7);
    CHECK(shown.plot.xAxis->range().contains(shown.axis.place(0)));
    CHECK(shown.labels() == QStringList({"0", "10\u207b\u2077", "10\u207b\u2076", "10\u207b\u2075", "10\u207b\u2074",
                                         "10\u207b\u00b3", "10\u207b\u00b2", "10\u207b\u00b9", "1"}));
}

TEST_CASE("An axis without a zero has no place for it") {
    Axis shown;
    shown.axis.fit({2e-3, 5e-3, std::numeric_limits<double>::quiet_NaN()}, 1, exportColours());
    CHECK(shown.labels() == QStringList({"0.002", "0.005"}));
    CHECK(shown.plot.xAxis->range().lower == Approx(2e-3));
    CHECK(shown.plot.xAxis->range().upper == Approx(5e-3));
    shown.axis.fit({2e-7, 6e-7}, 1, exportColours());
    CHECK(shown.labels() == QStringList({"2\u00b710\u207b\u2077", "5\u00b710\u207b\u2077", "10\u207b\u2076"}));
    shown.axis.fit({2e-4, 6e-2}, 1, exportColours());
    CHECK(shown.labels() == QStringList({"10\u207b\u2074", "10\u207b\u00b3", "10\u207b\u00b2", "10\u207b\u00b9"}));
}

TEST_CASE("An axis of only zeros and an empty one are still drawn") {
    Axis shown;
    shown.axis.fit({0}, 1, exportColours());
    CHECK(shown.labels().first() == "0");
    CHECK(shown.plot.xAxis->range().lower > 0);
    shown.axis.fit({}, 1, exportColours());
    CHECK(shown.labels() == QStringList({"0.1", "0.2", "0.5", "1"}));
    shown.axis.fit({1e-2}, 1, exportColours());
    CHECK(shown.plot.xAxis->range().lower < 1e-2);
    CHECK(shown.plot.xAxis->range().upper > 1e-2);
}

TEST_CASE("Far decades are labelled with gaps") {
    Axis shown;
    shown.axis.fit({1e-30, 1}, 1, exportColours());
    CHECK(shown.labels().size() <= 10);
    CHECK(shown.labels().last() == "1");
}
