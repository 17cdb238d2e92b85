// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

namespace adapterscope {

class Session;

/// The names of the bases that need no folder to be named. Looks for them, which searches caches on disk, off the
/// interface's thread: once it is made, and again whenever a base was fetched.
class AvailableBases : public QObject {
    Q_OBJECT

public:
    explicit AvailableBases(Session& session, QObject* parent = nullptr);

signals:
    void found(const QStringList& names);

private:
    void look();

    QFutureWatcher<QStringList> m_looking;
};

}  // namespace adapterscope
