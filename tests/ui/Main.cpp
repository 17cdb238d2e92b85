// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include <QApplication>
#include <catch2/catch.hpp>

#include "tests/ui/TestSettings.h"

/// Widgets need an application; no display unless QT_QPA_PLATFORM names one, and never the person's own settings.
int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const adapterscope::test::TestSettings settings;
    return Catch::Session().run(argc, argv);
}
