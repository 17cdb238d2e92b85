// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include "core/base/Bases.h"
#include "core/common/Text.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/hand/Hand.h"
#include "ui/pages/design/IdentityStrip.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/plots/IdentityPlot.h"
#include "ui/plots/SigmaPlot.h"
#include "ui/widgets/NumberBox.h"
#include "ui/widgets/StepSlider.h"
#include "ui/window/MainWindow.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int generousMilliseconds = 240'000;

std::filesystem::path program(const char* name) {
    return QCoreApplication::applicationDirPath().toStdString() + "/" + name;
}

std::filesystem::path builtinBase() {
    return sourceFolder() / "resources" / "base" / "model.safetensors";
}

/// Whether everything that these tests need is available; if not, the test is reported as skipped.
bool canBeDriven() {
    if (!available(program("adapterscope-engine")) || !available(builtinBase()))
        return false;
    if (!hand::isThere())
        WARN("[skipped] there is no display");
    return hand::isThere();
}

/// The window as a person has it in front of them.
struct Desk {
    Session session;
    MainWindow window{session};

    Desk() {
        window.resize(1400, 900);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window, 30000));
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(window, name);
    }
    void goTo(int page) {
        auto& list = get<QListWidget>("pageList");
        hand::clickAt(*list.viewport(), list.visualItemRect(list.item(page)).center());
    }
    /// Types a file's name into the dialog that is open and accepts it.
    void answerDialog(const std::filesystem::path& file) {
        QPointer<QFileDialog> dialog;
        REQUIRE(becomes([&] { return (dialog = window.findChild<QFileDialog*>()) && dialog->isVisible(); }));
        // The X server shows it a moment after Qt does, and no window manager gives it the keys.
        REQUIRE(QTest::qWaitForWindowExposed(dialog, 30000));
        auto& name = named<QLineEdit>(*dialog, "fileNameEdit");
        REQUIRE(becomes([&] {
            hand::click(name);
            return name.hasFocus();
        }));
        hand::replace(name, QString::fromStdString(file.string()));
        REQUIRE(becomes([&] { return name.text().toStdString() == file.string(); }));
        // The list of matching files may have opened over it meanwhile: the first Return then only closes that.
        const auto isOpen = [&] { return dialog && dialog->isVisible(); };
        REQUIRE(becomes([&] {
            if (isOpen())
                hand::press("Return");
            return !isOpen();
        }));
    }
    /// Clicks a mark of the plot until the click has its effect: a run that ends meanwhile may move the plot under the
    /// hand.
    bool choosesMark(MarkPlot& plot, const std::function<bool(const PlotMark&)>& isMeant,
                     const std::function<bool()>& isDone) {
        return becomes([&] {
            const auto& marks = plot.marks();
            const auto mark = std::find_if(marks.begin(), marks.end(), isMeant);
            if (mark != marks.end())
                hand::clickAt(plot, plot.pixelOf(*mark).toPoint());
            return isDone();
        });
    }
    QStringList grid() { return cellsOf(*get<QTableView>("sweepGrid").model()); }
    bool gridShowsTwoDoneRuns() {
        return becomes(
            [&] {
                const QStringList cells = grid();
                return cells.size() == 2 && cells[0].startsWith(QChar(0x2713)) && cells[1].startsWith(QChar(0x2713));
            },
            generousMilliseconds);
    }
};

/// What a program prints on standard output.
std::string output(const std::filesystem::path& file, const QStringList& words) {
    QProcess process;
    process.start(QString::fromStdString(file.string()), words);
    REQUIRE(process.waitForFinished(generousMilliseconds));
    INFO(process.readAllStandardError().toStdString());
    REQUIRE(process.exitCode() == 0);
    return process.readAllStandardOutput().toStdString();
}

}  // namespace

TEST_CASE("A person designs and trains and compares and exports and finds everything again") {
    if (!canBeDriven())
        return;
    TempFolder folder;
    std::vector<double> shown;
    {
        Desk desk;
        hand::press("ctrl+shift+s");
        desk.answerDialog(folder / "mine.adapterscope");
        REQUIRE(becomes([&] { return !desk.session.project().isUntitled(); }));

        auto& method = desk.get<QComboBox>("methodChooser");
        hand::click(method);
        hand::type("houlsby");
        hand::press("Return");
        REQUIRE(becomes([&] { return method.currentText() == "houlsby"; }));
        hand::replace(desk.get<QSpinBox>("m"), "4");
        hand::press("Tab");
        // 8 adapters of 2md + d + m, 9 LayerNorms of 2d, a head of 2d + 2, over the built-in d = 128 and 4 layers.
        const std::string expected = "11,810";
        REQUIRE(becomes(
            [&] { return desk.get<QLabel>("trainedParameters").text().contains(QString::fromStdString(expected)); }));
        hand::click(desk.get<QPushButton>("addToSweep"));

        desk.goTo(1);
        hand::replace(desk.get<QSpinBox>("sweepSeeds"), "2");
        hand::press("Tab");
        hand::click(desk.get<QToolButton>("trainingFold"));
        hand::replace(desk.get<QSpinBox>("limitTrain"), "200");
        hand::replace(desk.get<QSpinBox>("epochs"), "1");
        hand::press("Tab");
        auto& start = desk.get<QPushButton>("startSweep");
        REQUIRE(
            becomes([&] { return desk.get<QLabel>("planSummary").text().contains("2 runs"); }, generousMilliseconds));
        REQUIRE(becomes([&] { return start.isEnabled(); }));
        hand::click(start);
        REQUIRE(desk.gridShowsTwoDoneRuns());

        desk.goTo(2);
        auto& plot = desk.get<BudgetPlot>("budgetPlot");
        REQUIRE(becomes([&] { return plot.marks().size() == 3; }, generousMilliseconds));
        CHECK(desk.get<QTableView>("runTable").model()->rowCount() == 2);
        CHECK(desk.choosesMark(
            plot, [](const PlotMark&) { return true; }, [&] { return !plot.selectedRuns().isEmpty(); }));
        hand::press("ctrl+e");
        desk.answerDialog(folder / "figure.pdf");
        REQUIRE(becomes([&] { return std::filesystem::exists(folder / "figure.pdf"); }));
        CHECK(readFile(folder / "figure.pdf").starts_with("%PDF-"));
        for (const auto& seed : plot.figure().designs.front().seeds)
            shown.push_back(seed.value);
        desk.goTo(2);  // no window manager gives the keys back to the window after the dialog
        hand::press("ctrl+q");
        REQUIRE(becomes([&] { return !desk.window.isVisible(); }));
    }
    {
        Desk desk;
        hand::press("ctrl+o");
        desk.answerDialog(folder / "mine.adapterscope");
        REQUIRE(becomes([&] { return !desk.session.project().isUntitled(); }));
        desk.goTo(0);
        CHECK(desk.get<QSpinBox>("m").value() == 4);
        desk.goTo(1);
        CHECK(desk.gridShowsTwoDoneRuns());
        desk.goTo(2);
        CHECK(becomes([&] { return desk.get<BudgetPlot>("budgetPlot").marks().size() == 3; }));
    }
    const QString other = QString::fromStdString((folder / "other.adapterscope").string());
    const auto cli = program("adapterscope-cli");
    output(cli, {"sweep", "houlsby:m=4", "--base", "builtin", "--task", "sentiment", "--limit-train", "200", "--epochs",
                 "1", "--seeds", "2", "--project", other, "-q"});
    const auto ofWindow = nlohmann::json::parse(
        output(cli, {"runs", QString::fromStdString((folder / "mine.adapterscope").string()), "--json"}));
    const auto ofCommandLine = nlohmann::json::parse(output(cli, {"runs", other, "--json"}));
    REQUIRE(ofWindow.size() == 2);
    REQUIRE(ofCommandLine.size() == 2);
    for (std::size_t run = 0; run < 2; ++run) {
        for (const char* key : {"id", "design", "trained", "dev", "test", "metrics", "best_step", "steps"})
            CHECK(ofWindow[run].at(key) == ofCommandLine[run].at(key));
        CHECK(ofWindow[run].at("dev").get<double>() == shown[run]);
    }
}

TEST_CASE("A person opens Explain on an empty project and starts the sigma sweep and sees its points arrive") {
    if (!canBeDriven())
        return;
    TempFolder folder;
    Desk desk;
    hand::press("ctrl+shift+s");
    desk.answerDialog(folder / "sigma.adapterscope");
    REQUIRE(becomes([&] { return !desk.session.project().isUntitled(); }));
    desk.goTo(3);
    auto& start = desk.get<QPushButton>("startSigmaSweep");
    REQUIRE(becomes([&] { return start.isVisible(); }));
    hand::replace(desk.get<QLineEdit>("sigmaDesign"), "houlsby:m=4,sigma=0|1e-2|1,skip=on|off");
    hand::replace(desk.get<QSpinBox>("sigmaSeeds"), "1");
    hand::replace(desk.get<QSpinBox>("sigmaTrainRows"), "200");
    hand::replace(desk.get<QSpinBox>("sigmaEpochs"), "1");
    hand::press("Tab");
    auto& summary = desk.get<QLabel>("sigmaSummary");
    REQUIRE(becomes([&] { return summary.text().contains("<b>6 runs</b>"); }, generousMilliseconds));
    CHECK_FALSE(desk.get<QLabel>("sigmaTime").text().isEmpty());
    hand::click(start);

    auto& plot = desk.get<SigmaPlot>("sigmaPlot");
    REQUIRE(becomes([&] { return plot.isVisible(); }, generousMilliseconds));
    // The first distance is there while the others are still trained.
    REQUIRE(becomes([&] { return !plot.marks().empty(); }, generousMilliseconds));
    CHECK(plot.figure().sweep.unfinished() > 0);
    REQUIRE(becomes([&] { return plot.figure().sweep.unfinished() == 0; }, generousMilliseconds));
    const std::vector<SigmaPoint>& points = plot.figure().sweep.points;
    REQUIRE(points.size() == 6);
    CHECK(points[0].sigma == 0);
    CHECK(points[0].distance.mean == 0);
    CHECK(points[1].distance.mean > 0);
    CHECK(points[1].distance.mean < 0.1);
    CHECK(points[3].distance.mean == Approx(1));  // sigma 0 without the skip: the adapter's output is 0

    auto& course = desk.get<IdentityPlot>("identityPlot");
    REQUIRE(desk.choosesMark(
        plot, [](const PlotMark& mark) { return mark.member == 0; },
        [&] { return toText(course.figure().course.spec.design) == "houlsby:m=4,sigma=0"; }));
    CHECK(course.figure().step > 0);
    hand::click(desk.get<QSlider>("identityStep"));
    hand::press("Home");
    CHECK(becomes([&] { return course.figure().step == 0; }));
    hand::press("ctrl+q");
    REQUIRE(becomes([&] { return !desk.window.isVisible(); }));
}

TEST_CASE("A person drags sigma and strip and sentence follow") {
    if (!canBeDriven())
        return;
    Desk desk;
    auto& slider = desk.get<StepSlider>("sigmaSlider");
    auto& strip = desk.get<IdentityStrip>("identityStrip");
    auto& sentence = desk.get<QLabel>("identitySentence");
    const auto says = [&](const QString& words) {
        const bool isShown = becomes([&] { return sentence.text().contains(words); }, generousMilliseconds);
        INFO(sentence.text().toStdString());
        CHECK(isShown);
        return isShown;
    };
    // Until base and task have been read the controls still move.
    REQUIRE(says("At sigma = 0.01 "));
    hand::replace(desk.get<NumberBox>("sigma"), "1e-7");
    REQUIRE(says("At sigma = 1e-7 the untrained network gives the same label as the base for 100 % of the texts"));

    const auto placeOf = [&](double sigma) {
        const auto& steps = slider.steps();
        const auto step = std::find(steps.begin(), steps.end(), sigma) - steps.begin();
        const int handle = slider.style()->pixelMetric(QStyle::PM_SliderLength, nullptr, &slider);
        const int x = QStyle::sliderPositionFromValue(slider.minimum(), slider.maximum(), static_cast<int>(step),
                                                      slider.width() - handle);
        return QPoint(x + handle / 2, slider.height() / 2);
    };
    const std::vector<double> stops{1e-5, 1e-3, 1e-2, 1e-1, 1};
    QList<QPoint> places;
    for (const double stop : stops)
        places << placeOf(stop);
    double last = strip.view().points.front().distance;
    int lastPlace = strip.markRect(0, Site::Attention).center().x();
    hand::drag(slider, placeOf(1e-7), places, [&](int at) {
        CHECK(slider.isSliderDown());
        CHECK(slider.stepValue() == stops[static_cast<std::size_t>(at)]);
        REQUIRE(says("At sigma = " + QString::fromStdString(numberText(slider.stepValue())) + QChar(32)));
        CHECK(strip.view().points.front().distance > 10 * last);
        CHECK(strip.markRect(0, Site::Attention).center().x() > lastPlace);
        last = strip.view().points.front().distance;
        lastPlace = strip.markRect(0, Site::Attention).center().x();
    });
    CHECK(slider.stepValue() == 1);
    CHECK(last > 1);
    CHECK_FALSE(sentence.text().contains("100 %"));
    hand::click(desk.get<QCheckBox>("identityCompare"));
    REQUIRE(says("without the adapters' skip connection"));
    CHECK_FALSE(strip.view().switched.empty());
}
