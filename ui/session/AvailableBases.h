// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

namespace adapterscope {

class Session;

/// The names of the bases that can be named without a folder. Looks for them, which searches caches on disk, off the
/// interface's thread: once when it is created, and again whenever a base has been fetched.
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
