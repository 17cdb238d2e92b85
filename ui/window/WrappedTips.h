// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace adapterscope {

/// Shows the program's longer tool tips in lines that wrap: Qt draws a plain text in one line, however long. Tips that
/// a widget makes itself are its own affair.
class WrappedTips : public QObject {
    Q_OBJECT

public:
    /// Of all widgets, as long as this object exists.
    explicit WrappedTips(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace adapterscope
