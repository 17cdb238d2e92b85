// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/hand/VirtualDisplay.h"

namespace adapterscope::test {

VirtualDisplay::VirtualDisplay() {
    // The server chooses a free number and prints it on its standard output.
    m_server.setStandardErrorFile(QProcess::nullDevice());
    m_server.start("Xvfb", {"-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-terminate"});
    QByteArray number;
    while (m_server.state() != QProcess::NotRunning && !number.endsWith('\n') && m_server.waitForReadyRead(30000))
        number += m_server.readAllStandardOutput();
    m_isThere = number.endsWith('\n');
    if (!m_isThere)
        return;
    qputenv("DISPLAY", ':' + number.trimmed());
    qputenv("QT_QPA_PLATFORM", "xcb");
}

VirtualDisplay::~VirtualDisplay() {
    m_server.terminate();
    m_server.waitForFinished(5000);
}

}  // namespace adapterscope::test
