// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace adapterscope {

/// Asks the desktop portal whether its windows are dark or light, and follows when that changes (Qt 6.4 does not do it
/// by itself). Asks without waiting; without a portal nothing happens.
class DesktopColours : public QObject {
    Q_OBJECT

public:
    explicit DesktopColours(QObject* parent = nullptr);

private slots:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);
    void answered(QDBusPendingCallWatcher* watcher);
};

}  // namespace adapterscope
