// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include <memory>

#include "tests/ui/hand/Display.h"

/// Listing the tests needs no display.
int main(int argc, char** argv) {
    bool lists = false;
    for (int i = 1; i < argc; ++i)
        lists = lists || QByteArray(argv[i]).startsWith("--list");
    const auto display = lists ? nullptr : std::make_unique<adapterscope::test::Display>();
    if (!display || !display->isThere())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    // As in the program: no desktop's file dialog, whose names and keys are unknown.
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName("AdapterScope");
    QCoreApplication::setApplicationName("adapterscope-tests");
    QStandardPaths::setTestModeEnabled(true);
    // Tests that run at the same time must not read each other's settings, nor leave anything in the person's folders.
    const QTemporaryDir settings;
    qputenv("XDG_DATA_HOME", settings.path().toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    return Catch::Session().run(argc, argv);
}
