// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QLineEdit>

#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/design/LayerDiagram.h"
#include "ui/widgets/LayerMap.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Clicks on the layer map take layers and sites in and out") {
    DesignDesk desk;
    auto& map = desk.get<LayerMap>("layerMap");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 0).center());
    CHECK(desk.design() == "houlsby:layers=0+2-3");
    CHECK(desk.get<QLineEdit>("layers").text() == "0+2-3");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(-1, 0).center());
    CHECK(desk.design() == "houlsby:sites=ffn,layers=0+2-3");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(-1, 1).center());
    CHECK(desk.design() == "houlsby:sites=ffn,layers=0+2-3");  // the last site stays
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 1).center());
    CHECK(desk.design() == "houlsby:sites=ffn");
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_N);
    CHECK(desk.design() == "houlsby:sites=ffn,layers=none");
    QTest::keyClick(&map, Qt::Key_A);
    CHECK(desk.design() == "houlsby:sites=ffn");
}

TEST_CASE("A click on an empty cell of the layer map puts an adapter there and takes none away") {
    DesignDesk desk;
    auto& map = desk.get<LayerMap>("layerMap");
    desk.session.editDesign(parseDesign("houlsby:sites=ffn"), "test");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 0).center());
    CHECK(desk.design() == "houlsby");
    desk.session.editDesign(parseDesign("houlsby:sites=attention,layers=0+2-3"), "test");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 1).center());
    CHECK(desk.design() == "houlsby");
    desk.session.undoStack()->undo();  // site and layer were one edit
    CHECK(desk.design() == "houlsby:sites=attention,layers=0+2-3");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 0).center());
    CHECK(desk.design() == "houlsby:sites=attention");
}

TEST_CASE("Clicks on the drawn layer switch adapters, LayerNorms and head") {
    DesignDesk desk;
    auto& diagram = desk.get<LayerDiagram>("layerDiagram");
    clickPart(diagram, "attention.adapter");
    CHECK(desk.design() == "houlsby:sites=ffn");
    clickPart(diagram, "attention.adapter");
    CHECK(desk.design() == "houlsby");
    clickPart(diagram, "ffn.layernorm");
    CHECK(desk.design() == "houlsby:layernorm=none");
    clickPart(diagram, "head");
    CHECK(desk.design() == "houlsby:layernorm=none,head=off");
    CHECK(desk.get<QLabel>("trainedParameters").text() == "132,608");
    clickPart(diagram, "attention");
    CHECK(desk.design() == "houlsby:layernorm=none,head=off");
    CHECK(desk.get<QLabel>("partDescription").text().contains("66,048"));
}

TEST_CASE("Only where a click switches something the drawing offers it") {
    DesignDesk desk;
    const auto& hint = desk.get<QLabel>("partDescription");
    const auto offers = [&] { return hint.text().startsWith("Click a part of the layer to switch it"); };
    CHECK(offers());
    for (const char* design : {"ladder", "lora:r=4", "bitfit", "prefix"}) {
        CAPTURE(design);
        desk.session.editDesign(parseDesign(design), "Design");
        CHECK(hint.text().startsWith("Click the head to switch it"));
    }
    desk.session.editDesign(parseDesign("houlsby:m=8"), "Design");
    CHECK(offers());
}

TEST_CASE("The drawn layer is operated with only the keyboard") {
    DesignDesk desk;
    auto& diagram = desk.get<LayerDiagram>("layerDiagram");
    diagram.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&diagram, Qt::Key_Home);
    for (int i = 0; i < 20 && diagram.selectedPart() != "ffn.adapter"; ++i)
        QTest::keyClick(&diagram, Qt::Key_Down);
    REQUIRE(diagram.selectedPart() == "ffn.adapter");
    QTest::keyClick(&diagram, Qt::Key_Space);
    CHECK(desk.design() == "houlsby:sites=attention");
    CHECK(diagram.accessibleDescription().contains("No adapter after the feed-forward block"));
}

TEST_CASE("Taking the last adapters away in the drawing leaves a valid design and they come back") {
    DesignDesk desk;
    auto& diagram = desk.get<LayerDiagram>("layerDiagram");
    clickPart(diagram, "attention.adapter");
    clickPart(diagram, "ffn.adapter");
    CHECK(desk.design() == "houlsby:sites=ffn,layers=none");
    CHECK(desk.get<QLabel>("trainedParameters").text() == "2,691");
    clickPart(diagram, "attention.adapter");
    CHECK(desk.design() == "houlsby:sites=attention");
}
