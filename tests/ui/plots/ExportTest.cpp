// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <sys/stat.h>

#include "core/common/Error.h"
#include "core/experiment/figures/FigureOfScope.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Contrast.h"
#include "ui/plots/BudgetChart.h"
#include "ui/plots/Export.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

struct Drawn {
    QCustomPlot plot;
    BudgetChart chart{plot};
    explicit Drawn(bool dark = false) {
        const auto runs = fabricatedSweep();
        chart.draw(budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev),
                   exportColours(dark));
        chart.resetZoom();
    }
};

}  // namespace

TEST_CASE("A figure is written as PDF and SVG with its texts") {
    TempFolder folder;
    Drawn drawn;
    exportFigure({&drawn.plot}, folder / "figure.pdf", {});
    CHECK(readFile(folder / "figure.pdf").starts_with("%PDF-"));
    exportFigure({&drawn.plot}, folder / "figure.svg", {});
    const std::string svg = readFile(folder / "figure.svg");
    CHECK(svg.find("Trained parameters (head included)") != std::string::npos);
    CHECK(svg.find("Houlsby adapters") != std::string::npos);
    CHECK(svg.find("Accuracy on dev") != std::string::npos);
}

TEST_CASE("A PNG has the size that its resolution asks for and a white ground") {
    TempFolder folder;
    Drawn drawn;
    ExportOptions options;
    options.dpi = 192;
    exportFigure({&drawn.plot, &drawn.plot}, folder / "figure.png", options);
    const QImage image(QString::fromStdString((folder / "figure.png").string()));
    CHECK(image.size() == QSize(2 * options.width, 4 * options.height));
    CHECK(image.pixelColor(1, 1) == QColor(Qt::white));
    CHECK(image.pixelColor(1, image.height() - 2) == QColor(Qt::white));
    CHECK(image.dotsPerMeterX() == 7559);
}

TEST_CASE("A dark figure has a dark ground") {
    TempFolder folder;
    const PlotColours colours = exportColours(true);
    CHECK(contrast(colours.text, colours.background) >= 7);
    CHECK(exportColours().background == QColor(Qt::white));
    Drawn drawn(true);
    ExportOptions options;
    options.dark = true;
    exportFigure({&drawn.plot, &drawn.plot}, folder / "figure.png", options);
    const QImage image(QString::fromStdString((folder / "figure.png").string()));
    CHECK(image.pixelColor(1, 1) == colours.background);
    CHECK(image.pixelColor(1, image.height() - 2) == colours.background);
}

TEST_CASE("An unknown ending and an unwritable folder are refused in words") {
    TempFolder folder;
    Drawn drawn;
    CHECK_THROWS_MATCHES(exportFigure({&drawn.plot}, folder / "figure.docx", {}), Error,
                         says("figure.docx must end in .pdf, .png or .svg"));
    CHECK_THROWS_MATCHES(exportFigure({&drawn.plot}, folder.path() / "missing" / "figure.png", {}), Error,
                         says("missing/figure.png"));
}

TEST_CASE("A figure and its table replace a link and never what it leads to or a pipe") {
    TempFolder folder;
    Drawn drawn;
    writeFile(folder / "precious", "mine");
    const auto table = [] { return std::string("a,b\n"); };
    const auto draw = [](QCustomPlot&) {};
    for (const char* name : {"figure.pdf", "figure.svg", "figure.png", "figure.csv"}) {
        CAPTURE(name);
        std::filesystem::create_symlink(folder / "precious", folder / name);
        if (std::string(name).ends_with(".csv"))
            exportFigureOrTable(folder / name, {}, table, draw);
        else
            exportFigure({&drawn.plot}, folder / name, {});
        CHECK_FALSE(std::filesystem::is_symlink(folder / name));
        CHECK(readFile(folder / "precious") == "mine");
        std::filesystem::remove(folder / name);
        REQUIRE(::mkfifo((folder / name).c_str(), 0600) == 0);
        CHECK_THROWS_MATCHES(exportFigureOrTable(folder / name, {}, table, draw), Error, says("it is a pipe"));
    }
}
