// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QTimer>
#include <QtConcurrent>

#include <functional>
#include <memory>

#include "core/experiment/project/Project.h"

namespace adapterscope {

/// Reads what a page shows of a project off the interface's thread; calls that come while it works become one, after a
/// pause: many runs may end at once.
template <class Data>
class ProjectReader {
public:
    using Read = std::function<std::shared_ptr<Data>(const Project&)>;

    /// `done` is called in the interface's thread.
    explicit ProjectReader(std::function<void(const std::shared_ptr<Data>&)> done) : m_done(std::move(done)) {
        m_pause.setSingleShot(true);
        m_pause.setInterval(400);
        QObject::connect(&m_pause, &QTimer::timeout, &m_watcher, [this] { begin(); });
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_pause, [this] { finish(); });
    }
    ~ProjectReader() { release(); }
    ProjectReader(const ProjectReader&) = delete;
    ProjectReader& operator=(const ProjectReader&) = delete;

    /// `read` is called in another thread.
    void request(Project& project, Read read) {
        m_read = std::move(read);
        if (m_project) {
            m_again = true;
            return;
        }
        m_project = &project;
        begin();
    }
    /// Waits for the current work and discards it: the project is about to be closed.
    void release() {
        m_pause.stop();
        m_project = nullptr;
        m_again = false;
        m_watcher.waitForFinished();
    }

private:
    void begin() {
        m_again = false;
        m_watcher.setFuture(QtConcurrent::run([project = m_project, read = m_read] { return read(*project); }));
    }
    void finish() {
        if (!m_project)
            return;
        const std::shared_ptr<Data> data = m_watcher.result();
        if (m_again)
            m_pause.start();
        else
            m_project = nullptr;
        m_done(data);
    }

    std::function<void(const std::shared_ptr<Data>&)> m_done;
    Read m_read;
    QFutureWatcher<std::shared_ptr<Data>> m_watcher;
    QTimer m_pause;
    Project* m_project = nullptr;
    bool m_again = false;
};

}  // namespace adapterscope
