// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>

#include "core/experiment/figures/FigureOfScope.h"
#include "core/experiment/figures/SigmaFigure.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/plots/AxisText.h"
#include "ui/plots/BudgetChart.h"
#include "ui/plots/ChartText.h"
#include "ui/plots/CurvesChart.h"
#include "ui/plots/IdentityChart.h"
#include "ui/plots/SigmaChart.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

QStringList longNames() {
    return {QStringLiteral("a_name_without_a_place_to_break_at_").repeated(6),
            QStringLiteral("/home/someone/a folder/").repeated(9) + QStringLiteral("reviews.tsv"),
            QStringLiteral("\u60c5\u611f\u5206\u6790").repeated(50),
            QStringLiteral("\u05e1\u05e0\u05d8\u05d9\u05de\u05e0\u05d8_").repeated(25),
            QStringLiteral("\u0645\u0631\u0627\u062c\u0639\u0627\u062a ").repeated(30)};
}

int widthOf(const QString& text, const QFont& font) {
    return QFontMetrics(font).boundingRect(0, 0, 0, 0, Qt::AlignCenter, text).width();
}

/// The runs of the figures, on a task and a base of these names.
std::vector<RunRecord> renamed(std::vector<RunRecord> runs, const QString& name) {
    for (RunRecord& run : runs) {
        run.spec.taskName = name.toStdString();
        run.spec.base = name.toStdString();
        run.id = runId(run.spec);
    }
    return runs;
}

CurvesFigure curvesFigure(const QString& name) {
    CurvesFigure figure;
    figure.metric = "matthews_correlation";
    figure.title = (name + " on " + name).toStdString();
    for (int line = 0; line < 40; ++line)
        figure.lines.push_back({std::to_string(line),
                                name.toStdString() + std::to_string(line),
                                {{1, 0.7}, {2, 0.6}},
                                {{1, 0.7}, {2, 0.6}},
                                {{1, 0.5}, {2, 0.6}},
                                2});
    return figure;
}

void drawKind(int kind, QCustomPlot& plot, const QString& name) {
    if (kind == 0) {
        const auto runs = renamed(fabricatedSweep(), name);
        BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
        figure.baseParameters = 4752256;
        figure.majority = 0.5;
        BudgetChart chart(plot);
        chart.draw(figure, exportColours());
        chart.resetZoom();
    } else if (kind == 1) {
        CurvesChart(plot).draw(curvesFigure(name), exportColours());
    } else {
        const auto runs = renamed(fabricatedSigmaSweep(), name);
        std::map<std::string, CurvePoint> starts;
        for (const RunRecord& run : runs)
            starts.emplace(run.id, run.result.curve.front());
        if (kind == 2) {
            SigmaChart(plot).draw(sigmaFigures(sigmaSweeps(runs, starts))[0], exportColours());
            return;
        }
        IdentityFigure figure;
        figure.course = identityCourse({runs[0], runs[8], runs[16]});
        figure.design = name.toStdString();
        figure.scope = (name + " on " + name).toStdString();
        figure.step = 300;
        IdentityChart(plot).draw(figure, exportColours());
    }
}

void setTextSize(QCustomPlot& plot, int points) {
    QFont font = plot.font();
    font.setPointSize(points);
    plot.setFont(font);
}

/// The curves as a window with large text shows them.
void drawInWindow(QCustomPlot& plot, const QString& name) {
    plot.setObjectName("curves");
    setTextSize(plot, 18);
    CurvesChart chart(plot);
    chart.adaptToWindow();
    chart.draw(curvesFigure(name), exportColours());
}

/// Laid out for that size, and kept so.
void layOut(QCustomPlot& plot, const QSize& size) {
    plot.resize(size);
    plot.setViewport(QRect(QPoint(), size));
    plot.replot();
}

}  // namespace

TEST_CASE("A number of seeds is never torn apart") {
    const QFont font;
    const QString text = "mean, 95 % interval of seeds and rows, n = 2; lr 1e-2";
    for (int width = widthOf("interval", font); width < widthOf(text, font); width += 3)
        for (const QString& line : boundedText(text, font, width, 20).split('\n')) {
            CAPTURE(width, line.toStdString());
            CHECK_FALSE(line.endsWith(" n"));
            CHECK_FALSE(line.endsWith("="));
            CHECK_FALSE(line.endsWith("lr"));
            CHECK_FALSE(line.startsWith("%"));
        }
}

TEST_CASE("A text keeps to its width and lines whatever its script, with its beginning and its end") {
    const QFont font;
    for (const QString& name : longNames())
        for (const int width : {60, 160, 420})
            for (const int lines : {1, 2, 4}) {
                CAPTURE(name.toStdString(), width, lines);
                const QString bounded = boundedText(name, font, width, lines);
                CHECK(widthOf(bounded, font) <= width + 4);
                CHECK(bounded.count('\n') < lines);
                // Some fonts are so wide that not even these fit; texts are shortened by eighths of the width.
                const QString ends = name.left(2) + QChar(0x2026) + name.trimmed().right(2);
                const int shown = lines > 1 || widthOf(ends, font) <= width * 7 / 8 ? 2 : 1;
                CHECK(bounded.left(shown) == name.left(shown));
                CHECK(bounded.right(shown) == name.trimmed().right(shown));
            }
    CHECK(boundedText("sentiment on builtin", font, 400, 1) == "sentiment on builtin");
    CHECK(boundedText("one\ntwo", font, 400, 2) == "one\ntwo");
    CHECK(boundedText("one\ntwo\nthree", font, 400, 2) == "one; two; three");
    CHECK(boundedText("", font, 400, 2).isEmpty());
    CHECK(boundedText("text", font, 0, 2).isEmpty());
}

TEST_CASE("A design is broken after its signs and in other places only if a line cannot hold what is between them") {
    const QFont font;
    const QString design = QStringLiteral("adapter:m=64,sites=attention+ffn,placement=parallel,gating=on");
    for (const int width : {120, 160, 240, 420}) {
        const QString bounded = boundedText(design, font, width, 99);
        CAPTURE(width, bounded.toStdString());
        CHECK(QString(bounded).remove(QLatin1Char('\n')) == design);
        for (const QString& line : bounded.split(QLatin1Char('\n')))
            CHECK((line.endsWith(QLatin1String("on")) || QStringLiteral(":,=+").contains(line.back())));
    }
}

TEST_CASE("No line of a design begins with the comma that ends a setting, however narrow its place") {
    for (const double points : {9.0, 14.0, 18.0}) {
        QFont font;
        font.setPointSizeF(points);
        for (const char* design : {"houlsby:m=8,layernorm=none", "adapter:m=64,sites=attention+ffn,gating=on"})
            for (int width = widthOf("houlsby", font); width < widthOf(design, font); width += 3)
                for (const int lines : {3, 4, 99}) {
                    const QString bounded = boundedText(design, font, width, lines);
                    CAPTURE(points, width, lines, bounded.toStdString());
                    CHECK_FALSE(bounded.contains(QLatin1String("\n,")));
                    if (lines == 99)
                        CHECK(QString(bounded).remove(QLatin1Char('\n')) == design);
                }
    }
}

TEST_CASE("What a text loses is whole words, and no value is ever cut") {
    const QFont font;
    const QString design = QStringLiteral("sigma=0.01,skip=on \u00b7 houlsby:m=16,lr=0.003, sentiment on builtin");
    for (const int lines : {1, 2, 3})
        for (int width = widthOf("lr=0.003,  \u2026 \u2026", font); width < widthOf(design, font); width += 7) {
            QString shown = boundedText(design, font, width, lines).remove(QLatin1Char('\n'));
            CAPTURE(width, lines, shown.toStdString());
            for (const char* value : {"sigma=0.01", "skip=on", "m=16", "lr=0.003"})
                shown.remove(QLatin1String(value));
            CHECK_FALSE(shown.contains(QRegularExpression("[0-9=]")));
        }
    const QString name = QStringLiteral("Houlsby adapter: sigma=0.01,skip=on");
    CHECK(boundedText(name, font, widthOf("\u2026 sigma=0.01,skip=on", font) + 4, 1).endsWith("sigma=0.01,skip=on"));
}

TEST_CASE("What distinguishes a text from others is left out last") {
    const QFont font;
    const QStringList others = {"Houlsby adapter: m=16,skip=on", "Houlsby adapter: m=12,skip=on"};
    const int width = widthOf("\u2026 m=1,\u2026", font) + 4;
    CHECK(boundedText("Houlsby adapter: m=1,skip=on", font, width, 1, others).contains("m=1,"));
}

TEST_CASE("A title of a usual size names the whole design, with every number") {
    auto runs = renamed(fabricatedSigmaSweep(), QStringLiteral("sentiment"));
    IdentityFigure figure;
    figure.course = identityCourse({runs[0], runs[8], runs[16]});
    figure.design = "houlsby:m=16,sigma=0.01,skip=on";
    figure.scope = "houlsby:m=16,lr=0.003, 10,000 steps, sentiment on builtin, mean of 3 seeds";
    figure.step = 300;
    QCustomPlot plot;
    IdentityChart(plot).draw(figure, exportColours());
    layOut(plot, {440, 600});
    int titles = 0;
    for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>())
        if (const auto* text = dynamic_cast<const ChartText*>(element); text && text->text().startsWith("houlsby")) {
            ++titles;
            CHECK_FALSE(text->shownText().contains(QChar(0x2026)));
        }
    CHECK(titles == 1);
}

TEST_CASE("Texts of every figure stay in the plot and leave most of it to the data") {
    for (int kind = 0; kind < 4; ++kind)
        for (const QString& name : longNames())
            for (const QSize size : {QSize(420, 320), QSize(860, 460), QSize(1800, 900)}) {
                CAPTURE(kind, name.toStdString(), size.width());
                QCustomPlot plot;
                drawKind(kind, plot, name);
                layOut(plot, size);
                const QRect inside(QPoint(), size);
                for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>()) {
                    QString shown;
                    if (const auto* text = dynamic_cast<const ChartText*>(element))
                        shown = text->shownText();
                    else if (const auto* entry = dynamic_cast<const LegendEntry*>(element))
                        shown = entry->isLeftOut() ? QString() : entry->shownName();
                    if (shown.isEmpty())
                        continue;
                    CAPTURE(shown.toStdString());
                    CHECK(inside.contains(element->rect()));
                    CHECK(widthOf(shown, plot.font()) <= element->rect().width() + 4);
                }
                int dataWidth = 0;
                for (const QCPAxisRect* rect : plot.axisRects()) {
                    CHECK(inside.contains(rect->rect()));
                    dataWidth = kind == 1 ? dataWidth + rect->width() : std::max(dataWidth, rect->width());
                    for (const QCPAxis* axis : rect->axes()) {
                        const bool upright = axis->orientation() == Qt::Vertical;
                        CHECK(widthOf(axis->label(), axis->labelFont()) <=
                              (upright ? rect->height() : rect->width()) + 20);
                    }
                }
                CHECK(dataWidth >= size.width() / (kind == 1 ? 4 : 2.5));
                CHECK(wholeTexts(plot).join('\n').contains(name));
            }
}

TEST_CASE("A legend beside the axes never takes more than a third of the figure") {
    for (const int kind : {0, 1})
        for (const QString& name : longNames())
            for (const int width : {300, 420, 860, 1800}) {
                CAPTURE(kind, name.toStdString(), width);
                QCustomPlot plot;
                drawKind(kind, plot, name);
                layOut(plot, {width, 400});
                CHECK(plot.legend->rect().width() <= width / 3 + 4);
            }
}

TEST_CASE("The whole of a shortened text is shown where it is") {
    QCustomPlot plot;
    const QString name = longNames().first();
    drawKind(0, plot, name);
    layOut(plot, {500, 320});
    const ChartText* title = nullptr;
    for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>())
        if (const auto* text = dynamic_cast<const ChartText*>(element); text && text->text().startsWith(name))
            title = text;
    REQUIRE(title);
    CHECK(title->shownText().contains(QChar(0x2026)));
    CHECK(wholeTextAt(plot, title->rect().center()) == name + " on " + name);
    CHECK(wholeTextAt(plot, {1, 1}).isEmpty());
}

TEST_CASE("In a narrow window the curves of the dev score have the room of both plots") {
    QCustomPlot plot;
    drawInWindow(plot, QStringLiteral("m=8, seed "));
    const int line = QFontMetrics(plot.font()).lineSpacing();
    for (const bool isWide : {false, true, false}) {
        CAPTURE(isWide);
        layOut(plot, {(isWide ? 50 : 16) * line, 10 * line});
        CHECK(plot.axisRect(0)->visible() == isWide);
        CHECK(plot.axisRect(1)->width() > 4 * line);
        CHECK((plot.axisRect(0)->width() > 4 * line) == isWide);
        CHECK(plot.legend->rect().width() <= plot.width() / 3 + 4);
    }
}

TEST_CASE("A legend that scrolls shows every line of an entry whole") {
    QCustomPlot plot;
    drawInWindow(plot, QStringLiteral("houlsby:m=8,sigma=0.01,skip=off, seed "));
    const int line = QFontMetrics(plot.font()).lineSpacing();
    for (const int height : {8, 10, 13}) {
        CAPTURE(height);
        layOut(plot, {24 * line, height * line});
        int shown = 0;
        for (const QCPLayoutElement* element : plot.findChildren<QCPLayoutElement*>())
            if (const auto* entry = dynamic_cast<const LegendEntry*>(element); entry && !entry->isLeftOut()) {
                ++shown;
                CHECK(entry->outerRect().height() >= entry->fullHeight());
            }
        CHECK(shown > 0);
    }
}

TEST_CASE("Entries of a legend without room are counted") {
    QCustomPlot plot;
    drawKind(1, plot, QStringLiteral("design"));
    layOut(plot, {700, 150});
    CHECK(wholeTexts(plot).filter(QRegularExpression("^and [0-9]+ more$")).size() == 1);
    layOut(plot, {900, 900});
    CHECK(wholeTexts(plot).filter(QRegularExpression("^and [0-9]+ more$")).isEmpty());
}

TEST_CASE("An axis' title takes two lines if there is room, else the shorter one replaces it") {
    QCustomPlot plot;
    drawKind(0, plot, QStringLiteral("task"));
    const QString whole = QStringLiteral("Percent of the base (4,752,256 parameters)");
    layOut(plot, {900, 460});
    CHECK(plot.xAxis2->label() == whole);
    const QFontMetrics metrics(plot.font());
    // Too narrow for a line; high, and low.
    const int narrow = metrics.horizontalAdvance(whole) * 5 / 4;
    layOut(plot, {narrow, 40 * metrics.lineSpacing()});
    CHECK(plot.xAxis2->label() == "Percent of the base\n(4,752,256 parameters)");
    CHECK(isLabelWhole(*plot.xAxis2));
    layOut(plot, {narrow, 17 * metrics.lineSpacing()});
    CHECK(plot.xAxis2->label() == "Percent of the base");
    CHECK(wholeLabelOf(*plot.xAxis2) == whole);
    CHECK(plot.xAxis->label() == "Trained parameters");
    layOut(plot, {900, 460});
    CHECK(plot.xAxis2->label() == whole);
}

TEST_CASE("An upright axis' title is shown in whole words or not at all") {
    for (const int points : {9, 14, 18, 28})
        for (int kind = 0; kind < 4; ++kind)
            for (int height = 200; height <= 500; height += 60) {
                CAPTURE(points, kind, height);
                QCustomPlot plot;
                setTextSize(plot, points);
                drawKind(kind, plot, QStringLiteral("task"));
                layOut(plot, {500, height});
                for (const QCPAxisRect* rect : plot.axisRects())
                    for (const QCPAxis* axis : rect->axes(QCPAxis::atLeft)) {
                        const QString whole = wholeLabelOf(*axis) + ' ';
                        CAPTURE(axis->label().toStdString(), whole.toStdString());
                        CHECK_FALSE(axis->label().contains(QChar(0x2026)));
                        CHECK((axis->label().isEmpty() ||
                               whole.startsWith(QString(axis->label()).replace('\n', ' ') + ' ')));
                    }
            }
}

TEST_CASE("Labels of ticks never run into one another, however large the text is") {
    for (const int points : {9, 14, 18, 28})
        for (int kind = 0; kind < 4; ++kind)
            for (const QSize size : {QSize(420, 320), QSize(860, 640)}) {
                CAPTURE(points, kind, size.width());
                QCustomPlot plot;
                setTextSize(plot, points);
                drawKind(kind, plot, QStringLiteral("task"));
                layOut(plot, size);
                for (const QCPAxisRect* rect : plot.axisRects())
                    for (const QCPAxis* axis : rect->axes()) {
                        const QFontMetrics metrics(axis->tickLabelFont());
                        const QVector<double> ticks = axis->tickVector();
                        const QVector<QString> labels = axis->tickVectorLabels();
                        QRectF last;
                        for (qsizetype i = 0; axis->tickLabels() && i < std::min(ticks.size(), labels.size()); ++i) {
                            if (labels[i].isEmpty() || !axis->range().contains(ticks[i]))
                                continue;
                            const bool upright = axis->orientation() == Qt::Vertical;
                            const double half =
                                (upright ? metrics.height() : metrics.horizontalAdvance(labels[i])) / 2.0;
                            const double place = axis->coordToPixel(ticks[i]);
                            const QRectF taken(place - half, 0, 2 * half, 1);
                            CAPTURE(labels[i].toStdString());
                            CHECK((taken & last).width() <= 2);
                            last = taken;
                        }
                    }
            }
}
