// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFocusEvent>
#include <QFontMetricsF>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
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

DesignView viewOf(const std::string& design, const BaseConfig& base = {}, int classes = 2,
                  Pooling pooling = Pooling::Mean) {
    DesignView view;
    view.design = parseDesign(design);
    view.base = base;
    view.classes = classes;
    view.pooling = pooling;
    view.budget = count(view.design, base, classes, pooling);
    return view;
}

QString embeddingsOf(const BaseConfig& base) {
    return diagramParts(viewOf("houlsby:m=8", base)).front().description;
}

/// The drawn part of that name.
DiagramPart partOf(const DesignView& view, const QString& name) {
    const auto parts = diagramParts(view);
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const DiagramPart& part) { return part.name == name; });
    REQUIRE(found != parts.end());
    return *found;
}

}  // namespace

TEST_CASE("The arrow keys go through the drawn parts from the bottom to the top") {
    DiagramDesk desk;
    QFocusEvent tab(QEvent::FocusIn, Qt::TabFocusReason);
    QCoreApplication::sendEvent(&desk.diagram, &tab);
    CHECK(desk.diagram.selectedPart() == "head");  // which is read first
    QTest::keyClick(&desk.diagram, Qt::Key_End);
    CHECK(desk.diagram.selectedPart() == "embeddings");
    QTest::keyClick(&desk.diagram, Qt::Key_Down);
    CHECK(desk.diagram.selectedPart() == "embeddings");
    QTest::keyClick(&desk.diagram, Qt::Key_Up);
    CHECK(desk.diagram.selectedPart() == "embeddings.layernorm");
    CHECK(desk.description().startsWith("LayerNorm: gain and bias, 2d = 256 parameters."));
    CHECK(desk.description().endsWith("Click or Space: freeze the LayerNorms."));
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

TEST_CASE("The drawn part that the keyboard came to is scrolled into view") {
    DiagramDesk desk;
    desk.page.resize(1150, 360);
    const QWidget& view = *desk.get<QScrollArea>("designCards").viewport();
    REQUIRE(becomes([&] { return view.height() < desk.diagram.height(); }));
    const auto isInView = [&] {
        const QRect place = desk.diagram.partRect(desk.diagram.selectedPart());
        return view.rect().contains(place.translated(desk.diagram.mapTo(&view, QPoint())));
    };
    for (const auto key : {Qt::Key_End, Qt::Key_Home, Qt::Key_End}) {
        QTest::keyClick(&desk.diagram, key);
        CHECK(isInView());
    }
    while (desk.diagram.selectedPart() != "head") {
        QTest::keyClick(&desk.diagram, Qt::Key_Up);
        CAPTURE(desk.diagram.selectedPart().toStdString());
        CHECK(isInView());
    }
    // The Tab key comes to the part where the keyboard was.
    desk.get<QScrollArea>("designCards").verticalScrollBar()->setValue(10000);
    QFocusEvent tab(QEvent::FocusIn, Qt::TabFocusReason);
    QCoreApplication::sendEvent(&desk.diagram, &tab);
    CHECK(isInView());
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
    BaseConfig base;
    base.layers = 1;
    const DesignView one = viewOf("head", base, 1);
    CHECK(layersCaption(one) == "1 layer");
    CHECK(diagramParts(one).back().title == "Head, 1 class");
    const DesignView many = viewOf("head", {}, 3);
    CHECK(layersCaption(many) == "12 layers, all alike");
    CHECK(diagramParts(many).back().title == "Head, 3 classes");
}

TEST_CASE("The caption names the layers that are trained themselves, else those with adapters") {
    BaseConfig base;
    base.layers = 4;
    const auto captionOf = [&base](const std::string& design) { return layersCaption(viewOf(design, base)); };
    CHECK(captionOf("top:k=3") == "the top 3 of 4 layers");
    CHECK(captionOf("top:k=4") == "4 layers, all alike");
    for (const char* alike : {"full", "bitfit", "houlsby:m=8", "mam", "lora"})
        CHECK(captionOf(alike) == "4 layers, all alike");
    CHECK(captionOf("houlsby:m=8,layers=0-1+3") == "adapters in layers 0-1+3 of 0-3");
    CHECK(captionOf("houlsby:m=8,layers=none") == "4 layers, none with adapters");
    CHECK(captionOf("adapter:m=8@0+4@1-3") == "4 layers, m by layer");
    CHECK(captionOf("houlsby:m=8,layers=0,layernorm=none & top:k=1") == "the top 1 of 4 layers");
}

TEST_CASE("The adapters of a union are drawn at their own sites, and a click changes their own part") {
    const DesignView view = viewOf("houlsby:m=8,sites=attention,layernorm=none & houlsby:m=4,sites=ffn,layernorm=none");
    for (const char* name : {"attention.adapter", "ffn.adapter"})
        CHECK(partOf(view, name).state == DiagramPart::State::Trained);
    CHECK(toText(*partOf(view, "ffn.adapter").toggled) ==
          "houlsby:m=8,sites=attention,layernorm=none & houlsby:m=4,sites=ffn,layers=none,layernorm=none");
    CHECK(toText(*partOf(view, "attention.layernorm").toggled) ==
          "houlsby:m=8,sites=attention & houlsby:m=4,sites=ffn,layernorm=none");
    const DesignView second = viewOf("lora:r=2 & houlsby:m=4");
    CHECK(toText(*partOf(second, "ffn.layernorm").toggled) == "lora:r=2 & houlsby:m=4,layernorm=none");
}

TEST_CASE("What is trained of the base is drawn and described as such, tensor by tensor") {
    BaseConfig base;
    base.hasPooler = true;
    const DesignView biases = viewOf("bitfit", base, 2, Pooling::Pooler);
    for (const char* name : {"embeddings.layernorm", "attention.layernorm", "ffn.layernorm", "pooling"}) {
        CAPTURE(name);
        const DiagramPart part = partOf(biases, name);
        CHECK(part.state == DiagramPart::State::Trained);
        CHECK(part.component == "biases");
        CHECK(part.description.endsWith("Only its biases are trained."));
    }
    for (const char* name : {"attention", "ffn"}) {  // whose biases are boxes of their own
        CHECK(partOf(biases, name).state == DiagramPart::State::Frozen);
        CHECK(partOf(biases, name).description.endsWith("Only its biases are trained."));
    }
    CHECK(partOf(biases, "embeddings").description.endsWith("Frozen."));
    CHECK(partOf(viewOf("bitfit:biases=query+intermediate", base), "ffn.layernorm").description.endsWith("Frozen."));
    const DiagramPart full = partOf(viewOf("full", base), "attention");
    CHECK(full.state == DiagramPart::State::Trained);
    CHECK(full.description == "Attention: four projections, 4(d² + d) = 2,362,368 parameters. Trained.");
    CHECK(partOf(viewOf("full", base), "ffn").description ==
          "Feed-forward: d to 3,072 and back, 2df + f + d = 4,722,432 parameters. Trained.");
}

TEST_CASE("A ladder is drawn beside the whole layer and not as a part of the feed-forward block") {
    const DesignView view = viewOf("ladder:m=48");
    const QRectF ladder = partOf(view, "layers.ladder").rect, norm = partOf(view, "ffn.layernorm").rect;
    CHECK(ladder.left() > norm.right());
    CHECK(ladder.bottom() < partOf(view, "ffn").rect.top());
    CHECK(isLastStateReplaced(view));
    CHECK_FALSE(isLastStateReplaced(viewOf("parallel")));
    CHECK(partOf(viewOf("houlsby"), "ffn.layernorm").rect.width() > norm.width());
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
        const DesignView view = viewOf(text);
        REQUIRE(validate(view.design, view.base).size() < 2);
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

TEST_CASE("The drawn words are as large as the window's text, the halves one above the other if they are too wide") {
    const DesignView view = viewOf("houlsby:m=8");
    const double onCanvas = partOf(view, "head").rect.width();
    for (const int pixels : {12, 24}) {
        CAPTURE(pixels);
        LayerDiagram diagram;
        QFont font = diagram.font();
        font.setPixelSize(pixels);
        diagram.setFont(font);
        diagram.setView(view);
        diagram.resize(510, 560);
        diagram.resize(510, std::max(560, diagram.minimumSizeHint().height()));
        CHECK(12 * diagram.partRect("head").width() / onCanvas >= 0.9 * pixels);
        for (const DiagramPart& part : diagramParts(view))
            CHECK(diagram.rect().contains(diagram.partRect(part.name)));
        CHECK((diagram.height() > 560) == (pixels == 24));
    }
}

TEST_CASE("Larger text is never drawn much smaller than the window's, however wide and low the drawing's place is") {
    const DesignView view = viewOf("houlsby:m=8");
    const double onCanvas = partOf(view, "head").rect.width();
    for (const int pixels : {15, 19, 24})
        for (const int width : {400, 590, 760, 1100}) {
            CAPTURE(pixels, width);
            LayerDiagram diagram;
            QFont font = diagram.font();
            font.setPixelSize(pixels);
            diagram.setFont(font);
            diagram.setView(view);
            diagram.resize(width, 300);
            diagram.resize(width, diagram.minimumSizeHint().height());
            CHECK(12 * diagram.partRect("head").width() / onCanvas >= 0.82 * pixels);
            for (const DiagramPart& part : diagramParts(view))
                CHECK(diagram.rect().contains(diagram.partRect(part.name)));
        }
}
