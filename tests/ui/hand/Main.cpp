// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include <QApplication>
#include <catch2/catch.hpp>

#include <memory>

#include "tests/ui/TestSettings.h"
#include "tests/ui/hand/VirtualDisplay.h"

/// Listing the tests needs no display.
int main(int argc, char** argv) {
    bool lists = false;
    for (int i = 1; i < argc; ++i)
        lists = lists || QByteArray(argv[i]).startsWith("--list");
    const auto display = lists ? nullptr : std::make_unique<adapterscope::test::VirtualDisplay>();
    if (!display || !display->isThere())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    // As in the program: no desktop's file dialog, whose names and keys are unknown.
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    const adapterscope::test::TestSettings settings;
    return Catch::Session().run(argc, argv);
}
