// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace adapterscope::test {

/// An invisible X display, for as long as the object lives. Sets DISPLAY and QT_QPA_PLATFORM.
class VirtualDisplay {
public:
    VirtualDisplay();
    ~VirtualDisplay();
    bool isThere() const { return m_isThere; }

private:
    QProcess m_server;
    bool m_isThere = false;
};

}  // namespace adapterscope::test
