// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>

#include <memory>

#include "core/experiment/figures/ProjectFigures.h"
#include "ui/models/RunTableModel.h"
#include "ui/pages/ProjectReader.h"

namespace adapterscope {

/// What the Compare page shows of a project at one moment.
struct CompareData {
    std::vector<RunRow> rows;
    ProjectFigures figures;
    QString fault;         ///< why the project could not be read
    bool complete = true;  ///< false while the bases' sizes and the tasks' commonest labels are still being read
};

/// Reads and averages a project's runs off the interface's thread. The runs come first, and again once their bases and
/// tasks have been read.
class CompareLoader : public QObject {
    Q_OBJECT

public:
    explicit CompareLoader(QObject* parent = nullptr);
    ~CompareLoader() override;

    /// `bestOver` as in compareRuns.
    void request(Project& project, const std::string& bestOver);
    /// Waits for the current work and discards it: the project is about to be closed.
    void release();

signals:
    void loaded(const std::shared_ptr<adapterscope::CompareData>& data);

private:
    void readFacts(const std::shared_ptr<CompareData>& data);

    ProjectReader<CompareData> m_reader;
    QFutureWatcher<void> m_facts;
    Project* m_open = nullptr;  ///< the project that was last requested
    std::string m_bestOver;
};

}  // namespace adapterscope
