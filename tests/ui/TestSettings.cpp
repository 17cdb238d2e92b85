// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/TestSettings.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStandardPaths>

#include "ui/look/Texts.h"

namespace adapterscope::test {

TestSettings::TestSettings() {
    QCoreApplication::setOrganizationName("AdapterScope");
    QCoreApplication::setApplicationName("adapterscope-tests");
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    installTexts();
}

}  // namespace adapterscope::test
