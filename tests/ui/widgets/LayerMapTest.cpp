// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/widgets/LayerMap.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Four layers of m = 8, without adapters in layer 2.
struct Shown {
    LayerMap map;
    QSignalSpy layers{&map, &LayerMap::layersEdited}, sites{&map, &LayerMap::siteEdited};

    Shown() {
        map.resize(360, 70);
        map.setState({4,
                      LayerSpan::of({0, 1, 3}),
                      {{"Attention", "attention", true}, {"Feed-forward", "ffn", true}},
                      [](int layer) { return layer == 2 ? 0 : 8; }});
        map.show();
    }
    QString after(std::initializer_list<Qt::Key> keys) {
        for (const Qt::Key key : keys)
            QTest::keyClick(&map, key);
        return map.accessibleDescription();
    }
};

}  // namespace

TEST_CASE("Arrow keys go over the layer map and stop at its edges") {
    Shown shown;
    CHECK(shown.map.accessibleDescription().startsWith(
        "Adapters in layers 0-1+3 of 0 to 3, attention and feed-forward."));
    CHECK(shown.map.accessibleDescription().contains("Layer 0, attention: adapter with m = 8."));
    CHECK(shown.after({Qt::Key_Right}).contains("Layer 1, attention: "));
    CHECK(shown.after({Qt::Key_Down}).contains("Layer 1, feed-forward: "));
    CHECK(shown.after({Qt::Key_Down}).contains("Layer 1, feed-forward: "));
    CHECK(shown.after({Qt::Key_End}).contains("Layer 3, feed-forward: "));
    CHECK(shown.after({Qt::Key_Right}).contains("Layer 3, feed-forward: "));
    CHECK(shown.after({Qt::Key_Up, Qt::Key_Left}).contains("Layer 2, attention: no adapter."));
    CHECK(shown.after({Qt::Key_Up}).contains("Layer 2, attention: no adapter."));
    CHECK(shown.after({Qt::Key_Home}).contains("Layer 0, attention: "));
    CHECK(shown.after({Qt::Key_Left, Qt::Key_Left}).endsWith("Attention: click to switch this site in all layers"));
    CHECK(shown.layers.isEmpty());
    CHECK(shown.sites.isEmpty());
}

TEST_CASE("Space switches a cell of the layer map or a site, A and N all layers") {
    Shown shown;
    shown.after({Qt::Key_Space});
    REQUIRE(shown.layers.count() == 1);
    CHECK(shown.layers.takeFirst().first() == "1+3");
    shown.after({Qt::Key_Right, Qt::Key_Right, Qt::Key_Space});
    REQUIRE(shown.layers.count() == 1);
    CHECK(shown.layers.takeFirst().first() == "all");
    shown.after({Qt::Key_Down, Qt::Key_Home, Qt::Key_Left, Qt::Key_Space});
    REQUIRE(shown.sites.count() == 1);
    CHECK(shown.sites.first() == QVariantList{"ffn", false});
    shown.after({Qt::Key_A, Qt::Key_N});
    REQUIRE(shown.layers.count() == 2);
    CHECK(shown.layers[0].first() == "all");
    CHECK(shown.layers[1].first() == "none");
}

TEST_CASE("A click goes to a cell of the layer map, and a drag takes the layers that it passes") {
    Shown shown;
    QTest::mousePress(&shown.map, Qt::LeftButton, {}, shown.map.cell(1, 1).center());
    REQUIRE(shown.layers.count() == 1);
    CHECK(shown.layers.takeFirst().first() == "0+3");
    QMouseEvent drag(QEvent::MouseMove, shown.map.cell(3, 1).center(),
                     shown.map.mapToGlobal(shown.map.cell(3, 1).center()), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(&shown.map, &drag);
    REQUIRE(shown.layers.count() == 1);
    CHECK(shown.layers.takeFirst().first() == "0-1");
    QTest::mouseRelease(&shown.map, Qt::LeftButton, {}, shown.map.cell(3, 1).center());
    CHECK(shown.after({Qt::Key_Left}).contains("Layer 0, feed-forward: "));
}

TEST_CASE("The pointer over the layer map has a hand and a tip over a cell, and neither beside it") {
    Shown shown;
    CHECK(tipAt(shown.map, shown.map.cell(2, 0).center()).startsWith("Layer 2, attention: no adapter."));
    CHECK(tipAt(shown.map, shown.map.cell(-1, 1).center()).startsWith("Feed-forward: click to switch"));
    tipAt(shown.map, QPoint(shown.map.width() - 2, shown.map.height() - 1));
    CHECK(becomes([] { return !QToolTip::isVisible(); }));
    QTest::mouseMove(&shown.map, shown.map.cell(2, 0).center());
    CHECK(becomes([&] { return shown.map.cursor().shape() == Qt::PointingHandCursor; }));
    QTest::mouseMove(&shown.map, QPoint(shown.map.width() - 2, shown.map.height() - 1));
    CHECK(becomes([&] { return shown.map.cursor().shape() == Qt::ArrowCursor; }));
}
