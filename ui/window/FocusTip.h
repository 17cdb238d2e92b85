// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace adapterscope {

/// Shows, for those who work by keyboard, what the pointer would show over the control with the focus. The next key
/// ends it, and Esc does nothing else then.
class FocusTip : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// False if there is nothing to show.
    bool show();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace adapterscope
