// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/AvailableBases.h"

#include <QtConcurrent>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "ui/session/Session.h"

namespace adapterscope {

AvailableBases::AvailableBases(Session& session, QObject* parent) : QObject(parent) {
    connect(&m_looking, &QFutureWatcherBase::finished, this, [this] { emit found(m_looking.result()); });
    connect(&session, &Session::basesChanged, this, &AvailableBases::look);
    look();
}

void AvailableBases::look() {
    m_looking.setFuture(QtConcurrent::run([] {
        QStringList names;
        try {
            for (const BaseRef& base : availableBases())
                names << QString::fromStdString(base.name);
        } catch (const Error&) {
            names << builtinBaseName;  // choosing it shows what is wrong
        }
        return names;
    }));
}

}  // namespace adapterscope
