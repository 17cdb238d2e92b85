// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <utility>

namespace adapterscope {

/// A function that other threads call with an action, which then runs in the receiver's thread, unless `generation` has
/// changed by then, because what the other thread works for was given up.
inline auto postedTo(QObject& receiver, const int& generation) {
    return [&receiver, &generation, mine = generation](auto action) {
        QMetaObject::invokeMethod(
            &receiver,
            [&generation, mine, action = std::move(action)] {
                if (mine == generation)
                    action();
            },
            Qt::QueuedConnection);
    };
}

}  // namespace adapterscope
