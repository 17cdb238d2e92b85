// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTest>

#include <set>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/ScopedTextSize.h"
#include "tests/ui/Ui.h"
#include "tests/ui/pages/compare/CompareDesk.h"
#include "ui/widgets/RemarkLabel.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Another selection shows the details from their title on") {
    CompareDesk shown;
    shown.click("houlsby:m=32");
    shown.page.resize(900, 480);
    auto* inside = named<QWidget>(shown.page, "designDetails").parentWidget();
    auto& bar = *dynamic_cast<QScrollArea&>(*inside->parentWidget()).verticalScrollBar();
    REQUIRE(becomes([&] { return bar.maximum() > 0; }));
    bar.setValue(bar.maximum());
    shown.table().selectRow(2);
    CHECK(bar.value() == 0);
}

TEST_CASE("Two seeds, and few rows, get no verdict but what would decide it") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const double dev = 0.8 + 0.02 * static_cast<double>(seed * seed);
        runs.push_back(fabricatedRun("full", seed, dev, 4752514));
        runs.push_back(fabricatedRun("houlsby:m=8", seed, dev - 0.025, 20050));  // the same difference on every seed
        if (seed < 2)
            runs.push_back(fabricatedRun("head", seed, dev - 0.1 * static_cast<double>(seed + 1), 258));
    }
    CompareDesk shown(runs);
    shown.click("houlsby:m=8");
    CHECK(shown.details().contains("houlsby:m=8"));
    CHECK(shown.details().contains("\u22122.50 points (n = 3)"));
    CHECK_FALSE(shown.details().contains("\u22122.50 to"));
    CHECK(shown.details().contains("rows of dev would decide it; more seeds alone would not"));
    CHECK_FALSE(named<QPushButton>(shown.page, "moreSeeds").isVisible());
    CHECK_FALSE(shown.details().contains("worse"));
    shown.click("head");
    CHECK(shown.details().contains("Verdict: undecided; "));
    CHECK(shown.details().contains("more seeds would decide it"));
    for (const auto& design : shown.plot().figure().designs)
        CHECK(design.front != FrontState::Dominated);
}

TEST_CASE("What keeps a design off the front is stated without advice that its verdict may contradict") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const double dev = 0.8 + 0.02 * static_cast<double>(seed * seed);
        runs.push_back(fabricatedRun("full", seed, dev, 4752514));
        runs.push_back(fabricatedRun("houlsby:m=8", seed, dev - 0.025, 20050));
        runs.push_back(fabricatedRun("head", seed, dev, 258));
    }
    CompareDesk shown(runs);
    shown.click("houlsby:m=8");
    CHECK(
        shown.details().contains("Pareto front: undecided; a design that costs no more has a mean at least as high, "
                                 "but is not surely better"));
    CHECK(shown.details().contains("more seeds alone would not"));
    CHECK_FALSE(shown.details().contains("seeds are needed"));
}

TEST_CASE("Why an interval of two seeds that excludes 0 decides nothing is stated with the verdict") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.601, 258));
    }
    CompareDesk shown(runs);
    shown.click("head");
    CHECK(shown.details().contains(
        "undecided; two seeds may be alike by chance, so a verdict needs at least 3 seeds in common; "));
}

TEST_CASE("A button adds the seeds that would decide a difference") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {  // on 1,000 rows, by their scores
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.6 + 0.05 * static_cast<double>(seed), 258));
    }
    CompareDesk shown(runs);
    auto& button = named<QPushButton>(shown.page, "moreSeeds");
    CHECK_FALSE(button.isVisible());
    shown.click("head");
    REQUIRE(button.isVisible());
    const auto found = QRegularExpression("^&Add (\\d+) Seeds? \\((\\d+) runs\\)$").match(button.text());
    INFO(button.text().toStdString());
    REQUIRE(found.hasMatch());
    const int seeds = found.captured(1).toInt(), added = found.captured(2).toInt();
    CHECK(added == 2 * seeds);
    CHECK(shown.details().contains(QStringLiteral("%1 more seed").arg(seeds)));
    Message message;
    int planned = 0;
    QObject::connect(&shown.session, &Session::messageRequested, [&](const Message& said) { message = said; });
    QObject::connect(&shown.session, &Session::runsPlanned, [&] { ++planned; });
    QTest::mouseClick(&button, Qt::LeftButton);
    CHECK(planned == 1);
    CHECK(message.sentence == QStringLiteral("Added %1 runs to the sweep.").arg(added));
    const auto pending = shown.session.project().pending();
    CHECK(static_cast<int>(pending.size()) == added);
    for (const std::string& id : pending)
        CHECK(shown.session.project().requireRun(id).spec.seed >= 2);
    // They wait: nothing more is to be added until they have ended.
    REQUIRE(becomes([&] { return shown.table().model()->rowCount() == 4 + added; }));
    CHECK_FALSE(button.isVisible());
    std::set<std::string> wanted;
    QObject::connect(&shown.session, &Session::trainingRequested,
                     [&](const std::set<std::string>& ids) { wanted = ids; });
    message.act();
    CHECK(wanted == std::set<std::string>(pending.begin(), pending.end()));
}

TEST_CASE("Nothing moves when the button that adds seeds appears") {
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.6 + 0.05 * static_cast<double>(seed), 258));
    }
    const auto settle = [] {  // layouts pass a change on to the next level once a round
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
    };
    CompareDesk shown(runs);
    auto& button = named<QPushButton>(shown.page, "moreSeeds");
    shown.click("full");
    settle();
    REQUIRE_FALSE(button.isVisible());
    const QRect place(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size());
    shown.click("head");
    settle();
    REQUIRE(button.isVisible());
    CHECK(QRect(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size()) == place);
    // Only layouts from here on: what is read meanwhile adds lines.
    const auto layOut = [] {
        for (int round = 0; round < 8; ++round)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    };
    const QWidget& card = named<QWidget>(shown.page, "designDetails");
    layOut();
    const int height = card.sizeHint().height();
    const auto& pin = named<QPushButton>(shown.page, "pinReference");
    const QPoint pinned = pin.mapTo(&shown.page, QPoint());
    button.hide();
    layOut();
    CHECK(card.sizeHint().height() == height);
    CHECK(pin.mapTo(&shown.page, QPoint()) == pinned);
}

TEST_CASE("No selection changes the size of the plot, however long names are and however large the text") {
    const ScopedTextSize text(GENERATE(9.0, 18.0));
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        runs.push_back(fabricatedRun("full", seed, 0.801, 4752514));
        runs.push_back(fabricatedRun("head", seed, 0.6 + 0.05 * static_cast<double>(seed), 258));
        runs.push_back(fabricatedRun("adapter:m=64,sites=attention+ffn,form=parallel,gating=on", seed, 0.7, 1190018));
    }
    CompareDesk shown(runs);
    for (const int width : {700, 1140}) {
        shown.page.resize(width, 760);
        shown.table().clearSelection();
        const auto settle = [] {  // layouts pass a change on to the next level once a round
            for (int round = 0; round < 8; ++round)
                QCoreApplication::processEvents();
        };
        settle();
        const QRect place(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size());
        for (const RunRecord& run : runs) {
            CAPTURE(width, run.id);
            emit shown.session.runsRequested({QString::fromStdString(run.id)});
            settle();
            CHECK(QRect(shown.plot().mapTo(&shown.page, QPoint()), shown.plot().size()) == place);
        }
    }
}

TEST_CASE("Three and more selected designs are all compared with the first of them, or with the reference") {
    CompareDesk shown;
    const auto clickAlso = [&](const std::string& design) {
        for (const auto& mark : shown.plot().marks())
            if (mark.member < 0 && at(shown.plot().figure().designs, mark.group).text == design)
                QTest::mouseClick(&shown.plot(), Qt::LeftButton, Qt::ControlModifier,
                                  shown.plot().pixelOf(mark).toPoint());
    };
    shown.click("layernorm");
    clickAlso("houlsby:m=32");
    CHECK(shown.details().contains("Against houlsby:m=32, by seed"));
    clickAlso("full");
    CHECK(shown.details().startsWith("3 designs selected"));
    CHECK(shown.details().contains("Against layernorm, by seed"));
    CHECK(shown.details().contains("houlsby:m=32: +10.00 points"));
    CHECK(shown.details().contains("full: +"));
    CHECK(shown.details().contains("better"));
    CHECK_FALSE(shown.details().contains("layernorm: "));
    CHECK(shown.details().contains("Select one or two"));
    shown.click("full");
    QTest::mouseClick(&named<QPushButton>(shown.page, "pinReference"), Qt::LeftButton);
    shown.click("layernorm");
    clickAlso("houlsby:m=32");
    clickAlso("head");
    CHECK(shown.details().contains("Against full, by seed"));
    CHECK(shown.details().contains("houlsby:m=32: \u22121.00 points"));
    CHECK(shown.details().contains("layernorm: "));
}

TEST_CASE("What was noticed about a design's runs is shown with its numbers") {
    CompareDesk shown;
    auto& remarks = named<RemarkLabel>(shown.page, "designRemarks");
    shown.click("full");
    CHECK_FALSE(remarks.isVisible());
    std::vector<PlannedRun> planned;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        PlannedRun& run = planned.emplace_back();
        run.spec = fabricatedRun("full", seed, 0.9, 4752514).spec;
        run.remarks = {{"reviews", "line 3: refused."}};
    }
    CHECK(shown.session.project().addRuns(planned) == 0);
    emit shown.session.runsChanged();
    REQUIRE(becomes([&] { return remarks.isVisible(); }));
    CHECK(remarks.remarks() == QStringList{"reviews: line 3: refused."});
    const auto& model = *shown.table().model();
    QStringList tips;
    for (int row = 0; row < model.rowCount(); ++row)
        tips << model.index(row, 0).data(Qt::ToolTipRole).toString();
    CHECK(tips.filter("reviews: line 3: refused.").size() == 3);
}
