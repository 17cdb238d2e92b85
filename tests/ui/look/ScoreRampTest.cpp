// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "tests/support/Support.h"
#include "tests/ui/Contrast.h"
#include "ui/look/ScoreRamp.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

QPalette paletteOf(bool dark) {
    return {dark ? QColor(0x20, 0x20, 0x20) : QColor(0xf0, 0xf0, 0xf0)};
}

}  // namespace

TEST_CASE("Grounds for scores change evenly and their text is always readable") {
    for (const bool dark : {false, true}) {
        double before = -1;
        for (int step = 0; step <= 50; ++step) {
            const QColor ground = scoreGround(step / 50.0, paletteOf(dark));
            const double luminance = luminanceOf(ground);
            CAPTURE(dark, step, ground.name().toStdString());
            CHECK(contrast(ground, textOn(ground)) >= 4.5);
            if (step > 0)
                CHECK((luminance > before) == dark);  // the highest stands out from the window's ground
            before = luminance;
        }
        CHECK(contrast(scoreGround(0, paletteOf(dark)), scoreGround(1, paletteOf(dark))) > 6);
    }
    CHECK(scoreGround(-3, paletteOf(false)) == scoreGround(0, paletteOf(false)));
    CHECK(scoreGround(7, paletteOf(false)) == scoreGround(1, paletteOf(false)));
}
