// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QUndoStack>

#include <limits>

#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/look/NumberText.h"
#include "ui/pages/design/IdentityStrip.h"
#include "ui/pages/design/IdentitySummary.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/LayerMap.h"
#include "ui/widgets/NumberBox.h"
#include "ui/widgets/StepSlider.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The Design page, and what its probe shows.
struct ProbeDesk : DesignDesk {
    using DesignDesk::DesignDesk;

    IdentityStrip& strip = get<IdentityStrip>("identityStrip");
    QLabel& sentence = get<QLabel>("identitySentence");
    QLabel& detail = get<QLabel>("identityDetail");

    bool says(const QString& words) {
        return becomes([&] { return page.isLoaded() && sentence.text().contains(words); }, 60000);
    }
    void type(const QString& sigma) {
        auto& box = get<NumberBox>("sigma");
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&box, sigma);
    }
    double distance(std::size_t place) const { return strip.view().points.at(place).distance; }
};

}  // namespace

TEST_CASE("The strip shows a pair of marks for each layer and the sentence explains them") {
    ProbeDesk desk;
    REQUIRE(
        desk.says("At sigma = 0.01 the untrained network gives the same label as the base for 99.5 % of the texts."));
    CHECK(desk.strip.isCurrent());
    REQUIRE(desk.strip.view().points.size() == 8);
    // Mean of 1 to 8 times sigma squared: 4.5e-4.
    CHECK(desk.detail.text().contains("by 0.0450 % of its size"));
    CHECK(desk.detail.text().contains("200 texts"));
    for (int layer = 0; layer < 4; ++layer) {
        const QRect attention = desk.strip.markRect(layer, Site::Attention),
                    ffn = desk.strip.markRect(layer, Site::Ffn);
        REQUIRE(desk.strip.rect().contains(attention));
        REQUIRE(desk.strip.rect().contains(ffn));
        CHECK(attention.center().x() < ffn.center().x());
        CHECK(attention.center().y() > ffn.center().y());  // side by side in the layer's row
        if (layer > 0)
            CHECK(attention.center().y() < desk.strip.markRect(layer - 1, Site::Attention).center().y());
    }
    // The paper's sigma is the one that is shown: its line goes through the mean.
    REQUIRE(desk.strip.view().paper);
    CHECK(*desk.strip.view().paper == Approx(4.5e-4));
}

TEST_CASE("Strip and sentence follow the sigma slider from 0 over its decades") {
    ProbeDesk desk;
    auto& slider = desk.get<StepSlider>("sigmaSlider");
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    REQUIRE(desk.says("At sigma = 0 the untrained network is the base itself"));
    const int nought = desk.strip.markRect(0, Site::Attention).center().x();
    CHECK(desk.strip.markRect(3, Site::Ffn).center().x() == nought);
    QTest::keyClick(&slider, Qt::Key_Right);
    REQUIRE(desk.says("At sigma = 1e-7"));
    CHECK(desk.strip.markRect(0, Site::Attention).center().x() > nought + 20);  // 0 has a place of its own
    CHECK(desk.distance(0) == Approx(1e-14));
    int last = desk.strip.markRect(0, Site::Attention).center().x();
    QTest::keyClick(&slider, Qt::Key_PageUp);
    REQUIRE(desk.says("At sigma = 1e-6"));
    CHECK(desk.strip.markRect(0, Site::Attention).center().x() > last);
    QTest::keyClick(&slider, Qt::Key_End);
    REQUIRE(desk.says("At sigma = 1 the untrained network gives the same label as the base for 50.0 %"));
    CHECK(desk.distance(7) == Approx(8));
    CHECK(desk.strip.rect().contains(desk.strip.markRect(3, Site::Ffn)));
    CHECK(*desk.strip.view().paper == Approx(4.5e-4));  // stays where it is
    desk.session.undoStack()->undo();
    REQUIRE(desk.says("At sigma = 0.01"));
}

TEST_CASE("The same without the skip connection is one click away and without effect on the design") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    auto& compare = desk.get<QCheckBox>("identityCompare");
    CHECK(compare.text().remove('&') == "The same without the skip connection");
    QTest::mouseClick(&compare, Qt::LeftButton, {}, QPoint(8, compare.height() / 2));
    REQUIRE(desk.says("for 99.5 % of the texts; without the adapters' skip connection for 50.0 %."));
    CHECK(desk.design() == "houlsby");
    const QRect with = desk.strip.markRect(1, Site::Ffn), without = desk.strip.markRect(1, Site::Ffn, true);
    CHECK(without.center().x() > with.center().x());
    CHECK(without.center().y() == with.center().y());
    QTest::mouseClick(&compare, Qt::LeftButton, {}, QPoint(8, compare.height() / 2));
    REQUIRE(becomes([&] { return desk.page.isLoaded() && desk.strip.view().switched.empty(); }, 60000));
    CHECK_FALSE(desk.sentence.text().contains("skip"));
}

TEST_CASE("A design without the skip connection is compared with it and a parallel one not at all") {
    ProbeDesk desk;
    desk.session.editDesign(parseDesign("houlsby:skip=off"), "test");
    REQUIRE(becomes([&] { return desk.page.isLoaded() && desk.distance(0) == 1; }, 60000));
    CHECK_FALSE(desk.strip.view().skip);
    CHECK(desk.get<QCheckBox>("identityCompare").text().remove('&') == "The same with the skip connection");
    desk.session.editDesign(parseDesign("parallel"), "test");
    CHECK_FALSE(desk.get<QCheckBox>("identityCompare").isEnabled());
    CHECK(desk.get<QCheckBox>("identityCompare").toolTip().contains("parallel"));
}

TEST_CASE("A sigma that is not a standard deviation is explained beside its control and not measured") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    auto& findings = desk.get<FindingLabel>("sigmaFindings");
    desk.type("-1");
    CHECK(findings.text().startsWith("\"Sigma\" = -1: "));
    CHECK(findings.isVisible());
    CHECK(desk.sentence.text().startsWith("Not measured: \"Sigma\" = -1: "));
    CHECK_FALSE(desk.strip.isCurrent());
    for (const char* word : {"inf", "abc"}) {
        desk.type(word);
        CAPTURE(word);
        CHECK(findings.text().contains('\'' + QString(word) + '\''));
        CHECK(findings.isVisible());
        CHECK(desk.sentence.text().contains("Not measured: "));
        CHECK(desk.sentence.text().contains(word));
        CHECK_FALSE(desk.strip.isCurrent());
    }
    desk.type("1e-3");
    CHECK(findings.text().isEmpty());
    REQUIRE(desk.says("At sigma = 0.001"));
    CHECK(desk.strip.isCurrent());
}

TEST_CASE("What keeps the design from being measured is reported in its place") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    for (const char* design : {"head", "pfeiffer:layers=none"}) {
        CAPTURE(design);
        desk.session.editDesign(parseDesign(design), "test");
        CHECK(desk.sentence.text().contains("Only the head is trained"));
        CHECK_FALSE(desk.strip.isCurrent());
        CHECK(desk.strip.view().points.empty());
        CHECK(desk.page.isLoaded());
    }
    desk.session.editDesign(parseDesign("houlsby"), "test");
    REQUIRE(desk.says("At sigma = 0.01"));
    desk.session.editTask(taskNamed((desk.folder / "absent.tsv").string()));
    REQUIRE(desk.says("the task on the left cannot be read"));
    desk.session.undoStack()->undo();
    REQUIRE(desk.says("At sigma = 0.01"));
    desk.session.editBase("/nowhere/at/all");
    REQUIRE(desk.says("there is no base"));
    desk.session.undoStack()->undo();
    REQUIRE(desk.says("At sigma = 0.01"));
}

TEST_CASE("The card states that methods without adapters start at the base, and has marks at 0") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    for (const char* design : {"lora", "lora:dora=on", "ia3", "bitfit", "layernorm", "top", "full", "peanut",
                               "invertible", "houlsby:layers=none"}) {
        CAPTURE(design);
        desk.session.editDesign(parseDesign("houlsby"), "test");
        REQUIRE(desk.says("At sigma = 0.01"));
        desk.session.editDesign(parseDesign(design), "test");
        REQUIRE(desk.says("starts exactly at the base"));
        CHECK(desk.sentence.text().contains("Explain page"));
        CHECK(desk.detail.text() == "Every distance is 0. 200 texts of dev.");
        CHECK(desk.strip.isCurrent());
        REQUIRE(desk.strip.view().points.size() == 8);
        CHECK(desk.distance(0) == 0);
        CHECK_FALSE(desk.strip.view().paper);
        CHECK_FALSE(desk.get<QCheckBox>("identityCompare").isEnabled());
    }
    CHECK(desk.sentence.toolTip().contains("f_base(t)"));
    CHECK_FALSE(desk.sentence.toolTip().contains("Houlsby"));
}

TEST_CASE("A prefix starts away from the base and changed embeddings have a row of their own") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    desk.session.editDesign(parseDesign("prefix"), "test");
    REQUIRE(desk.says("Before training the network gives the same label as the base for 50.0 % of the texts."));
    CHECK(desk.detail.text().contains("differs from the base's by"));
    const QRect below = desk.strip.markRect(-1, Site::Embeddings), lowest = desk.strip.markRect(0, Site::Attention);
    REQUIRE(desk.strip.rect().contains(below));
    CHECK(below.center().y() > lowest.center().y());
    QTest::mouseMove(&desk.strip, below.center());
    REQUIRE(becomes([&] { return desk.detail.text().contains("Embeddings: distance 0.5 "); }));
    CHECK(desk.detail.text().contains("hidden state 0"));
    QTest::mouseMove(&desk.strip, lowest.center());
    REQUIRE(becomes([&] { return desk.detail.text().contains("Layer 0, attention"); }));
    CHECK(desk.detail.text().contains("before its skip-add"));
    CHECK_FALSE(desk.detail.text().contains("skip connection"));
    desk.session.editDesign(parseDesign("houlsby"), "test");
    REQUIRE(desk.says("At sigma = 0.01"));
    CHECK(desk.strip.markRect(-1, Site::Embeddings).isNull());
}

TEST_CASE("The first answer does not move what is above and marks of another base go") {
    ProbeDesk desk;
    desk.session.editBase("/nowhere/at/all");
    REQUIRE(desk.says("there is no base"));
    CHECK(desk.strip.view().points.empty());
    QCoreApplication::processEvents();
    const int before = desk.get<QWidget>("layerDiagram").height();
    desk.session.undoStack()->undo();
    REQUIRE(desk.says("At sigma = 0.01"));
    QCoreApplication::processEvents();
    CHECK(desk.get<QWidget>("layerDiagram").height() == before);
}

TEST_CASE("An engine that refuses is quoted and asked again with one click") {
    TempFolder once;
    ProbeDesk desk({"--misbehave", "error:3", "--once", (once / "refused").string()});
    REQUIRE(desk.says("Not measured: The fake refuses."));
    auto& again = desk.get<QPushButton>("identityAgain");
    REQUIRE(again.isVisible());
    QTest::mouseClick(&again, Qt::LeftButton);
    REQUIRE(desk.says("At sigma = 0.01"));
    CHECK_FALSE(again.isVisible());
}

TEST_CASE("What an engine advises is phrased with the window's control") {
    ProbeDesk desk({"--misbehave", "advise"});
    REQUIRE(desk.says("Not measured: The base fake has no pooler: choose \"Pooling: cls or mean\" on the Sweep page."));
    CHECK_FALSE(desk.sentence.text().contains("--"));
}

TEST_CASE("While the engine does not answer the page is used as ever") {
    ProbeDesk desk({"--mute"}, false);
    desk.type("1e-3");
    CHECK(desk.design() == "houlsby:sigma=0.001");
    CHECK(desk.get<QLabel>("trainedParameters").text() == "135,299");
    CHECK(desk.sentence.text().contains("Starting the engine"));
}

TEST_CASE("The strip is navigated with the keyboard and describes each adapter in numbers") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    desk.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&desk.page));
    desk.strip.setFocus(Qt::TabFocusReason);
    CHECK(
        desk.detail.text().contains("Layer 0, attention: distance 1.00e-4 (median 1.00e-4, 95th percentile 2.00e-4)."));
    CHECK(desk.strip.accessibleDescription() == desk.detail.text());
    QTest::keyClick(&desk.strip, Qt::Key_Right);
    CHECK(desk.detail.text().contains("Layer 0, feed-forward: distance 2.00e-4"));
    QTest::keyClick(&desk.strip, Qt::Key_Up);
    CHECK(desk.detail.text().contains("Layer 1, feed-forward: distance 4.00e-4"));
    QTest::keyClick(&desk.strip, Qt::Key_Home);
    CHECK(desk.detail.text().contains("Layer 0, attention"));
    QTest::keyClick(&desk.strip, Qt::Key_End);
    CHECK(desk.detail.text().contains("Layer 3, feed-forward: distance 8.00e-4"));
    QTest::keyClick(&desk.strip, Qt::Key_Down);
    CHECK(desk.detail.text().contains("Layer 2, feed-forward"));
    desk.session.editDesign(parseDesign("head"), "test");
    CHECK(desk.detail.text().isEmpty());  // there are no marks
    desk.session.undoStack()->undo();
    REQUIRE(desk.says("At sigma = 0.01"));
    desk.get<QWidget>("identityCompare").setFocus();
    CHECK(desk.detail.text().contains("200 texts"));
}

TEST_CASE("The pointer over a mark gives its exact values") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    QTest::mouseMove(&desk.strip, desk.strip.markRect(2, Site::Attention).center());
    REQUIRE(becomes([&] { return !desk.strip.described().isEmpty(); }));
    CHECK(desk.detail.text().contains("Layer 2, attention: distance 5.00e-4"));
    CHECK(tipAt(desk.strip, desk.strip.markRect(2, Site::Attention).center()) ==
          "<p>" + desk.strip.described() + "</p>");
    CHECK(tipAt(desk.strip, QPoint(1, 1)).contains("Houlsby"));
    QTest::mouseMove(&desk.strip, QPoint(1, 1));
    REQUIRE(becomes([&] { return desk.strip.described().isEmpty(); }));
    CHECK(desk.detail.text().contains("200 texts"));
}

TEST_CASE("Strip and comparison have names for screen readers and tips that teach") {
    ProbeDesk desk;
    REQUIRE(desk.says("At sigma = 0.01"));
    CHECK_FALSE(desk.strip.accessibleName().isEmpty());
    CHECK(desk.get<QCheckBox>("identityCompare").toolTip().size() > 60);
    CHECK(desk.sentence.toolTip().contains("Houlsby"));
    CHECK(desk.sentence.toolTip().contains("class mean"));
}

TEST_CASE("At the identity the other skip is compared in a whole sentence") {
    ProbeResult same, other;
    same.agreement = 1;
    other.agreement = 0.62;
    CHECK(identity::sentence("At sigma = 0", same, true, other)
              .endsWith("all labels are the base's; without the adapters' skip connection 62.0 % of them are."));
}

TEST_CASE("Distances that are not finite are shown as such") {
    for (const double far : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        ProbeResult result;
        result.layers = {{0, Site::Attention, 0.5, 0.5, 0.5}, {0, Site::Ffn, far, far, far}};
        CHECK(identity::detail(result).startsWith("The states are no longer finite numbers."));
        CHECK(identity::wordsOf(result.layers.back()).contains("distance not finite"));
    }
}

TEST_CASE("The strip's legend names every site that has marks, in more lines if one is too short") {
    IdentityStrip strip;
    strip.resize(900, 160);
    IdentityStrip::View view;
    view.layers = 2;
    const auto point = [](int layer, Site site) { return IdentityPoint{layer, site, 0.01, 0.01, 0.01}; };
    view.points = {point(0, Site::Ffn), point(1, Site::Ffn)};
    strip.setView(view);
    CHECK(strip.legendWords() == QStringList{"feed-forward"});
    view.points = {point(-1, Site::Embeddings), point(0, Site::Attention), point(0, Site::Ffn)};
    view.switched = view.points;
    view.paper = 1e-4;
    strip.setView(view);
    CHECK(strip.legendWords() ==
          QStringList{"attention", "feed-forward", "embeddings", "without the skip", "at the paper's sigma, 1e-2"});
    const int top = strip.markRect(0, Site::Ffn).top();
    strip.resize(300, 160);
    CHECK(strip.markRect(0, Site::Ffn).top() > top);
}

TEST_CASE("The last hidden state has a row above the layers") {
    IdentityStrip strip;
    strip.resize(900, 160);
    IdentityStrip::View view;
    view.layers = 2;
    view.points = {{1, Site::Ffn, 0.01, 0.01, 0.01}, {2, Site::LastState, 0.9, 0.9, 0.95, Measured::Result}};
    strip.setView(view);
    CHECK(strip.legendWords() == QStringList{"feed-forward", "last state"});
    const QRect last = strip.markRect(2, Site::LastState), ffn = strip.markRect(1, Site::Ffn);
    CHECK(strip.rect().contains(last));
    CHECK(last.bottom() < ffn.top());
    CHECK(identity::wordsOf(view.points[1]) == "Last hidden state: distance 0.9 (median 0.9, 95th percentile 0.95).");
    CHECK(identity::measuredWords(view.points[1]).contains("the topmost layer gives"));
    view.points.pop_back();
    strip.setView(view);
    CHECK(strip.markRect(2, Site::LastState).isNull());
}

TEST_CASE("A site has one name wherever the Design page writes it") {
    CHECK(identity::nameOf(Site::LastState) == "last state");
    for (const Site site : subLayers) {
        const QString name = identity::nameOf(site);
        CAPTURE(name.toStdString());
        CHECK(identity::wordsOf({2, site, 0, 0, 0, Measured::Adapter}).startsWith("Layer 2, " + name + ":"));
        DesignDesk desk;
        auto& map = desk.get<LayerMap>("layerMap");
        CHECK(tipAt(map, map.cell(-1, static_cast<int>(site)).center()).startsWith(capitalised(name) + ":"));
    }
}
