// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QToolButton>
#include <QWhatsThis>

#include <algorithm>

#include "core/common/Error.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/Fabricated.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/ExplainPage.h"
#include "ui/pages/SweepPage.h"
#include "ui/pages/explain/IdentityView.h"
#include "ui/pages/explain/SigmaView.h"
#include "ui/plots/IdentityPlot.h"
#include "ui/plots/SigmaPlot.h"
#include "ui/window/MessageBar.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int generousMilliseconds = 60000;

/// The page over a project with these runs, shown and loaded.
struct Shown {
    TempFolder folder;
    Session session;
    ExplainPage page{session};

    explicit Shown(const std::vector<RunRecord>& runs = fabricatedSigmaSweep()) {
        filledProject(folder / "p.adapterscope", runs);
        session.openProject(folder / "p.adapterscope");
        page.resize(1140, 760);
        page.show();
        REQUIRE(becomes([&] { return page.isLoaded() && !sigma().figure().empty(); }, generousMilliseconds));
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(page, name);
    }
    SigmaPlot& sigma() { return get<SigmaPlot>("sigmaPlot"); }
    IdentityPlot& identity() { return get<IdentityPlot>("identityPlot"); }
    std::string shownDesign() { return toText(identity().figure().course.spec.design); }
};

}  // namespace

TEST_CASE("The Explain page shows the sigma sweep and the best design") {
    Shown shown;
    CHECK(shown.sigma().isVisible());
    CHECK(shown.sigma().figure().sweep.points.size() == 8);
    CHECK(shown.get<QComboBox>("sigmaChooser").currentText() == "houlsby:m=16 \u00b7 sentiment on builtin");
    CHECK_FALSE(shown.get<QLabel>("sigmaRemark").isVisible());
    CHECK(shown.shownDesign() == "houlsby:m=16");
    CHECK(shown.identity().figure().step == 300);
    CHECK(shown.get<QLabel>("identityStepText").text() == "step 300 of 300");
}

TEST_CASE("Figures that would be too small side by side stand one above the other and scroll") {
    Shown shown;
    auto& figures = shown.get<QSplitter>("explainFigures");
    CHECK(figures.orientation() == Qt::Horizontal);
    const QFont usual = shown.page.font();
    QFont large = usual;
    large.setPixelSize(27);
    shown.page.setFont(large);
    shown.page.resize(1180, 620);
    CHECK(becomes([&] { return figures.orientation() == Qt::Vertical; }));
    CHECK(becomes([&] { return shown.sigma().width() > 1000 && shown.sigma().height() > 400; }));
    const QList<QCPAxisRect*> rects = shown.sigma().axisRects();
    CHECK(std::count_if(rects.begin(), rects.end(), [](const QCPAxisRect* rect) { return rect->height() > 60; }) >= 2);
    CHECK(figures.height() > shown.page.height());
    shown.page.setFont(usual);
    shown.page.resize(1140, 760);
    CHECK(becomes([&] { return figures.orientation() == Qt::Horizontal; }));
}

TEST_CASE("What the page is about can be read beside the figures, too") {
    Shown shown;
    auto& about = shown.get<QToolButton>("aboutExplain");
    REQUIRE(about.isVisible());
    CHECK(about.whatsThis().startsWith("An adapter starts near the identity"));
    const auto isTold = [] {
        const QWidgetList windows = QApplication::topLevelWidgets();
        return std::any_of(windows.begin(), windows.end(),
                           [](const QWidget* window) { return window->inherits("QWhatsThat") && window->isVisible(); });
    };
    CHECK_FALSE(isTold());
    QTest::mouseClick(&about, Qt::LeftButton);
    CHECK(becomes(isTold));
    QWhatsThis::hideText();
}

TEST_CASE("Runs without a sigma sweep among them are shown beside how to get one") {
    Session session;
    SigmaView view(session);
    view.setFigures({});
    CHECK(named<QLabel>(view, "sigmaRemark").text().contains("New Sweep… trains such a sweep"));
}

TEST_CASE("A point of the sigma sweep shows its run on the right") {
    Shown shown;
    const auto& marks = shown.sigma().marks();
    const auto seed = std::find_if(marks.begin(), marks.end(), [](const PlotMark& mark) { return mark.member == 2; });
    REQUIRE(seed != marks.end());
    QTest::mouseClick(&shown.sigma(), Qt::LeftButton, {}, shown.sigma().pixelOf(*seed).toPoint());
    REQUIRE(becomes([&] { return shown.shownDesign() == "houlsby:m=16,sigma=0"; }, generousMilliseconds));
    CHECK(shown.get<QComboBox>("identityRun").currentText() == "Seed 2");
    CHECK(shown.identity().figure().shownName() == "seed 2");
}

TEST_CASE("The slider goes through the steps and seeds are chosen in the box") {
    Shown shown;
    auto& slider = shown.get<QSlider>("identityStep");
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    CHECK(shown.identity().figure().step == 0);
    CHECK(shown.get<QLabel>("identityStepText").text() == "step 0 of 300");
    QTest::keyClick(&slider, Qt::Key_Right);
    CHECK(shown.identity().figure().step == 100);
    auto& seeds = shown.get<QComboBox>("identityRun");
    seeds.setFocus();
    QTest::keyClick(&seeds, Qt::Key_Down);
    CHECK(shown.identity().figure().shownName() == "seed 0");
    CHECK(shown.identity().figure().step == 100);
}

TEST_CASE("Another design is read when it is chosen") {
    Shown shown;
    auto& designs = shown.get<QComboBox>("identityDesign");
    CHECK(designs.count() == 8);
    designs.setFocus();
    QTest::keyClick(&designs, Qt::Key_Home);
    REQUIRE(becomes([&] { return shown.shownDesign() == "houlsby:m=16,sigma=0"; }, generousMilliseconds));
    CHECK(shown.get<QComboBox>("identityRun").currentText() == "Mean");
}

TEST_CASE("Runs from before the measure are reported beside the control") {
    Shown shown(fabricatedSweep());
    CHECK(shown.get<QLabel>("identityRemark").isVisible());
    CHECK(shown.get<QLabel>("identityRemark").text().startsWith("3 runs of this design were trained before"));
    CHECK(shown.get<QLabel>("sigmaRemark").text().contains("trained before the distance from identity was measured"));
}

TEST_CASE("Both figures and their numbers go into files") {
    Shown shown;
    auto& sigma = *shown.page.findChild<SigmaView*>();
    auto& identity = *shown.page.findChild<IdentityView*>();
    sigma.exportTo(shown.folder / "sigma.pdf");
    CHECK(readFile(shown.folder / "sigma.pdf").starts_with("%PDF-"));
    sigma.exportTo(shown.folder / "sigma.csv");
    const std::string csv = readFile(shown.folder / "sigma.csv");
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 25);
    identity.exportTo(shown.folder / "identity.png", {.dpi = 96});
    const QImage image(QString::fromStdString((shown.folder / "identity.png").string()));
    CHECK(image.height() == identityFigureHeight);
    CHECK(image.pixelColor(0, 0) == QColor(Qt::white));
    identity.exportTo(shown.folder / "identity.csv");
    // Three seeds, four steps, four adapters, and the header.
    const std::string rows = readFile(shown.folder / "identity.csv");
    CHECK(std::count(rows.begin(), rows.end(), '\n') == 3 * 4 * 4 + 1);
    CHECK_THROWS_MATCHES(identity.exportTo(shown.folder / "no folder" / "a.svg"), Error, says("no folder/a.svg"));
}

TEST_CASE("The setup is one button away from the figures and back") {
    Shown shown;
    QTest::mouseClick(&shown.get<QToolButton>("newSigmaSweep"), Qt::LeftButton);
    CHECK(shown.get<QPushButton>("startSigmaSweep").isVisible());
    CHECK_FALSE(shown.sigma().isVisible());
    QTest::mouseClick(&shown.get<QPushButton>("cancelSigmaSweep"), Qt::LeftButton);
    CHECK(shown.sigma().isVisible());
}

TEST_CASE("A new sweep continues the one that is shown, and what the person changes stays") {
    std::vector<RunRecord> runs = fabricatedSigmaSweep();
    for (RunRecord& run : runs) {
        run.spec.hyperparameters.epochs = 5;
        run.id = runId(run.spec);
    }
    Shown shown(runs);
    auto& seeds = shown.get<QSpinBox>("sigmaSeeds");
    seeds.setValue(1);
    QTest::mouseClick(&shown.get<QToolButton>("newSigmaSweep"), Qt::LeftButton);
    CHECK(shown.get<QLineEdit>("sigmaDesign").text() ==
          "houlsby:m=16,sigma=0|1e-7|1e-5|1e-3|1e-2|3e-2|1e-1|3e-1|1,skip=on|off");
    CHECK(shown.get<QSpinBox>("sigmaEpochs").value() == 5);
    CHECK(seeds.value() == 3);
    seeds.setValue(7);
    QTest::mouseClick(&shown.get<QPushButton>("cancelSigmaSweep"), Qt::LeftButton);
    QTest::mouseClick(&shown.get<QToolButton>("newSigmaSweep"), Qt::LeftButton);
    CHECK(seeds.value() == 7);
}

TEST_CASE("An empty Explain page plans the sweep and starts it and shows its points") {
    TempFolder folder;
    const ScopedVariable engine("ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE));
    writeSmallBase(folder / "base");
    writeWeights(folder / "base", removePooler);
    writeFile(folder / "base/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    writeSmallTask(folder / "task.tsv");
    Session session;
    session.editBase(QString::fromStdString((folder / "base").string()));
    session.editTask(taskNamed((folder / "task.tsv").string()));
    MessageBar bar;  // as in the window
    QStringList said;
    QObject::connect(&session, &Session::messageRequested, [&](const Message& message) { said << message.sentence; });
    QObject::connect(&session, &Session::messageRequested, &bar, &MessageBar::post);
    QObject::connect(&session, &Session::messageSettled, &bar, &MessageBar::settle);
    SweepPage trainer(session);  // which has the dispatcher
    ExplainPage page(session);
    page.resize(1140, 760);
    page.show();
    auto& design = named<QLineEdit>(page, "sigmaDesign");
    auto& start = named<QPushButton>(page, "startSigmaSweep");
    CHECK(design.text() == "houlsby:m=16,sigma=0|1e-7|1e-5|1e-3|1e-2|3e-2|1e-1|3e-1|1,skip=on|off,lr=3e-3");
    design.setText("houlsby:m=2,sigma=0|wide");
    auto& fault = named<QLabel>(page, "sigmaFault");
    REQUIRE(becomes([&] { return fault.text().contains("wide"); }, generousMilliseconds));
    CHECK_FALSE(start.isEnabled());
    design.setText("head");
    REQUIRE(becomes([&] { return fault.text().contains("Sigma does not affect head"); }, generousMilliseconds));
    CHECK_FALSE(start.isEnabled());
    design.setText("houlsby:m=2,sigma=0|1e-2|1");
    named<QSpinBox>(page, "sigmaSeeds").setValue(2);
    auto& summary = named<QLabel>(page, "sigmaSummary");
    REQUIRE(becomes([&] { return summary.text().contains("6 runs"); }, generousMilliseconds));
    CHECK(named<QLabel>(page, "sigmaTime").text().contains("oughly"));
    CHECK(session.project().runs().empty());
    QTest::mouseClick(&start, Qt::LeftButton);
    auto& plot = named<SigmaPlot>(page, "sigmaPlot");
    REQUIRE(becomes([&] { return plot.isVisible(); }, generousMilliseconds));
    // Three means and six seeds.
    REQUIRE(becomes([&] { return plot.marks().size() == 9; }, generousMilliseconds));
    REQUIRE(becomes([&] { return !trainer.isBusy(); }, generousMilliseconds));
    CHECK(said.filter("being trained").size() == 1);
    CHECK(bar.sentence().isEmpty());
}
