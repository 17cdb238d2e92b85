// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QLabel>
#include <QSignalSpy>

#include <algorithm>

#include "core/design/Methods.h"
#include "tests/ui/pages/design/DesignDesk.h"
#include "ui/pages/design/LayerDiagram.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

struct DiagramDesk : DesignDesk {
    LayerDiagram& diagram = get<LayerDiagram>("layerDiagram");
    QString description() { return get<QLabel>("partDescription").text(); }
    QPoint centre(const char* part) { return diagram.partRect(part).center(); }
};

QString embeddingsOf(const BaseConfig& base) {
    DesignView view;
    view.design = parseDesign("houlsby:m=8");
    view.base = base;
    view.budget = count(view.design, base, 2, Pooling::Mean);
    return diagramParts(view).front().description;
}

}  // namespace

TEST_CASE("The arrow keys go through the drawn parts from the bottom to the top") {
    DiagramDesk desk;
    desk.diagram.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&desk.diagram, Qt::Key_End);
    CHECK(desk.diagram.selectedPart() == "embeddings");
    QTest::keyClick(&desk.diagram, Qt::Key_Down);
    CHECK(desk.diagram.selectedPart() == "embeddings");
    QTest::keyClick(&desk.diagram, Qt::Key_Up);
    CHECK(desk.diagram.selectedPart() == "embeddings.layernorm");
    CHECK(desk.description().startsWith("LayerNorm: gain and bias, 2d = 256 parameters."));
    CHECK(desk.diagram.accessibleDescription() == "LayerNorm. " + desk.description());
    QTest::keyClick(&desk.diagram, Qt::Key_Home);
    CHECK(desk.diagram.selectedPart() == "head");
    QTest::keyClick(&desk.diagram, Qt::Key_Up);
    CHECK(desk.diagram.selectedPart() == "head");
    CHECK(desk.description().endsWith("Click or Space: freeze the head."));
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        const std::string before = desk.design();
        QTest::keyClick(&desk.diagram, key);
        CHECK(desk.design() != before);
    }
    CHECK(desk.design() == "houlsby:head=off");
}

TEST_CASE("The pointer over a drawn part has its description in a tip and a hand where a click switches") {
    DiagramDesk desk;
    const QString lesson = desk.description();
    CHECK(tipAt(desk.diagram, desk.centre("attention")).startsWith("Attention: four projections"));
    QTest::mouseMove(&desk.diagram, desk.centre("head"));
    CHECK(becomes([&] { return desk.diagram.cursor().shape() == Qt::PointingHandCursor; }));
    QTest::mouseMove(&desk.diagram, desk.centre("attention"));
    CHECK(becomes([&] { return desk.diagram.cursor().shape() == Qt::ArrowCursor; }));
    CHECK(desk.diagram.selectedPart().isEmpty());
    CHECK(desk.description() == lesson);
}

TEST_CASE("A click beside the drawn parts selects none") {
    DiagramDesk desk;
    const QString lesson = desk.description();
    QTest::mouseClick(&desk.diagram, Qt::LeftButton, {}, desk.centre("attention"));
    CHECK(desk.description() != lesson);
    CHECK(desk.diagram.selectedPart() == "attention");
    QTest::mouseClick(&desk.diagram, Qt::LeftButton, {}, QPoint(1, 1));
    CHECK(desk.diagram.selectedPart().isEmpty());
    CHECK(desk.description() == lesson);
}

TEST_CASE("The embeddings are described by the tables that the base has") {
    BaseConfig base;
    // 768 · (30,522 + 512 + 2) + 2·768
    CHECK(embeddingsOf(base) ==
          "Embeddings of 30,522 tokens, 512 positions and 2 types; 23,837,184 parameters with their "
          "LayerNorm. Frozen.");
    base.types = 1;
    CHECK(embeddingsOf(base).startsWith("Embeddings of 30,522 tokens, 512 positions and 1 type; "));
    base.family = "distilbert";
    CHECK(embeddingsOf(base).startsWith("Embeddings of 30,522 tokens and 512 positions; 23,835,648 parameters"));
}

TEST_CASE("A base of one layer and a task of one class are described in the singular") {
    DesignView view;
    view.base.layers = 1;
    view.classes = 1;
    view.design = parseDesign("head");
    view.budget = count(view.design, view.base, 1, Pooling::Mean);
    CHECK(layersCaption(view) == "1 layer");
    CHECK(diagramParts(view).back().title == "Head, 1 class");
    view.base.layers = 12;
    view.classes = 3;
    view.budget = count(view.design, view.base, 3, Pooling::Mean);
    CHECK(layersCaption(view) == "12 layers, all alike");
    CHECK(diagramParts(view).back().title == "Head, 3 classes");
}

TEST_CASE("Every method's drawing shows all that it trains without boxes over one another") {
    std::vector<std::string> designs{"lora:targets=query+key+value+output+ffn-in+ffn-out,dora=on",
                                     "ia3:targets=query+key+value+context+output+ffn-in+ffn+ffn-out",
                                     "prompt:entry=words",
                                     "parallel:sites=attention+ffn",
                                     "parallel:sites=attention+ffn & prefix & lora:targets=query+ffn-in",
                                     "houlsby:layernorm=none & bitfit"};
    for (const MethodInfo& method : methods())
        designs.push_back(method.name);
    QFont font;
    font.setPixelSize(12);
    font.setBold(true);
    for (const std::string& text : designs) {
        CAPTURE(text);
        DesignView view;
        view.design = parseDesign(text);
        REQUIRE(validate(view.design, view.base).size() < 2);
        view.budget = count(view.design, view.base, 2, Pooling::Mean);
        const auto parts = diagramParts(view);
        for (const auto& component : view.budget.components) {
            CAPTURE(component.name);
            CHECK(
                (component.name == "phm_rule" || std::any_of(parts.begin(), parts.end(), [&](const DiagramPart& part) {
                     return part.state == DiagramPart::State::Trained && part.component == component.name;
                 })));
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            CAPTURE(parts[i].name.toStdString());
            CHECK(QRectF(0, 0, 230, diagramHeight).contains(parts[i].rect));
            CHECK(parts[i].rect.height() >= 12);
            CHECK(QFontMetricsF(font).horizontalAdvance(parts[i].title) <= parts[i].rect.width());
            for (std::size_t j = i + 1; j < parts.size(); ++j)
                CHECK_FALSE(parts[i].rect.intersects(parts[j].rect));
        }
    }
}
