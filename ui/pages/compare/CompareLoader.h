// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

#include "ui/models/RunTableModel.h"
#include "ui/plots/ProjectFigures.h"

namespace adapterscope {

/// What the Compare page shows of a project at one moment.
struct CompareData {
    std::vector<RunRow> rows;
    ProjectFigures figures;
    QString fault;         ///< why the project could not be read
    bool complete = true;  ///< false where the bases' sizes and the tasks' commonest labels are still being read
};

/// Reads and averages a project's runs off the interface's thread; calls that come while it works become one. The runs
/// come first, and again once their bases and tasks have been read.
class CompareLoader : public QObject {
    Q_OBJECT

public:
    explicit CompareLoader(QObject* parent = nullptr);
    ~CompareLoader() override;

    void request(Project& project);
    /// Waits for the work under way and forgets it: the project is about to go.
    void release();
    bool isLoading() const { return m_project != nullptr; }

signals:
    void loaded(const std::shared_ptr<adapterscope::CompareData>& data);

private:
    void begin();
    void finish();
    void readFacts(const std::shared_ptr<CompareData>& data);

    QFutureWatcher<std::shared_ptr<CompareData>> m_watcher;
    QFutureWatcher<void> m_facts;
    QTimer m_pause;  ///< between two readings, while many runs end
    Project* m_project = nullptr;
    Project* m_open = nullptr;  ///< the project that was last asked for
    bool m_again = false;
};

}  // namespace adapterscope
