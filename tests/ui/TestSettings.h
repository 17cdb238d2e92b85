// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace adapterscope::test {

/// Sets the application up for tests: its texts, and settings in a folder that is gone at the end. Tests that run at
/// the same time must not read each other's, nor leave anything in the person's folders.
class TestSettings {
public:
    TestSettings();

private:
    QTemporaryDir m_folder;
};

}  // namespace adapterscope::test
