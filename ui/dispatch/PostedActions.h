// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace adapterscope {

/// Actions that other threads post and that run in this object's thread, in their order. Qt's events only wake that
/// thread up: what the threads share is behind a mutex of our own, so that ThreadSanitizer, which cannot see into Qt,
/// can follow it.
class PostedActions : public QObject {
    Q_OBJECT

public:
    using Action = std::function<void()>;
    using QObject::QObject;

    void post(Action action);  ///< from any thread

private:
    Q_INVOKABLE void runNext();

    std::mutex m_mutex;
    std::deque<Action> m_actions;
};

/// A function that other threads call with an action, which is posted and runs unless `generation` has changed by then,
/// because what the other thread works for was given up.
inline auto postedTo(PostedActions& actions, const int& generation) {
    return [&actions, &generation, mine = generation](PostedActions::Action action) {
        actions.post([&generation, mine, action = std::move(action)] {
            if (mine == generation)
                action();
        });
    };
}

}  // namespace adapterscope
