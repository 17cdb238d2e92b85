// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

/// Widgets need an application; no display unless QT_QPA_PLATFORM names one, and never the person's own settings.
int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
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
