// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dispatch/PostedActions.h"

#include <QMetaObject>

namespace adapterscope {

void PostedActions::post(Action action) {
    {
        const std::scoped_lock lock(m_mutex);
        m_actions.push_back(std::move(action));
    }
    QMetaObject::invokeMethod(this, "runNext", Qt::QueuedConnection);
}

/// One for each event, so that an action may delete this object, and others have their turn.
void PostedActions::runNext() {
    std::unique_lock lock(m_mutex);
    const Action action = std::move(m_actions.front());
    m_actions.pop_front();
    lock.unlock();
    action();
}

}  // namespace adapterscope
