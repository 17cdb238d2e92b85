// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/figures/ProjectFigures.h"
#include "core/experiment/runs/Factors.h"
#include "ui/models/RunTableModel.h"
#include "ui/pages/ProjectReader.h"
#include "ui/pages/compare/FilterTyping.h"

namespace adapterscope {

/// What is compared in a project.
struct CompareChoice {
    std::string filter;    ///< the words of a RunFilter
    std::string bestOver;  ///< as in compareRuns
    bool withArchived = false;
    FilterTyping typing = FilterTyping::Over;
    std::string by = {};  ///< as in budgetFigure
    FigureLook look = {};
};

/// The runs of a project at one moment.
struct CompareRuns {
    std::vector<RunRecord> records;
    std::vector<UnreadableRun> unreadable;
    std::map<std::string, Status> known;  ///< of every run, by id
    Factors factors{{}};
    RatesGiven rates;          ///< of all of them, whatever the filter
    std::vector<RunRow> rows;  ///< all of them; whoever shows them first takes them
    QStringList words;         ///< filterWords
    QStringList scopes;        ///< each base and task that they have, as the page names it
    QString fault;             ///< why the project could not be read
};

/// What the Compare page shows of them.
struct CompareData {
    std::shared_ptr<CompareRuns> runs;
    ProjectFigures figures;      ///< of the runs that match the filter
    std::string filter;          ///< the one in effect: the last that was whole and could be read
    QString filterFault;         ///< what is wrong with the chosen one, or what no run has; nothing while it is typed
    std::vector<bool> matching;  ///< by row
    std::vector<bool> picked;    ///< by row, as bestOver does it; empty without that
    QStringList labels;          ///< by row, among the matching ones of its table
    std::map<std::string, std::set<std::string>> varying;  ///< names of factors, by the key of a scope
    std::map<std::string, std::vector<std::string>> axes;  ///< numericFactors, by the key of a scope
    QString fault;                                         ///< why nothing can be compared
    bool complete = true;  ///< false while the bases' sizes and the tasks' commonest labels are still being read
};

/// Reads and averages a project's runs off the interface's thread. The runs come first, and again once their bases and
/// tasks have been read. A new choice is computed from the runs that were read last.
class CompareLoader : public QObject {
    Q_OBJECT

public:
    explicit CompareLoader(QObject* parent = nullptr);
    ~CompareLoader() override;

    void request(Project& project);
    void choose(CompareChoice choice);
    /// The same after a pause, because each letter that is typed makes another filter.
    void chooseSoon(CompareChoice choice);
    /// Waits for the current work and discards it: the project is about to be closed.
    void release();

signals:
    void loaded(const std::shared_ptr<adapterscope::CompareData>& data);

private:
    void compute();
    void finish();
    void readFacts(const CompareData& data);

    ProjectReader<CompareRuns> m_reader;
    QFutureWatcher<std::shared_ptr<CompareData>> m_computation;
    QFutureWatcher<void> m_facts;
    QTimer m_pause;
    std::shared_ptr<CompareRuns> m_runs;  ///< null until the open project is read
    CompareChoice m_choice;
    std::string m_lastFilter;  ///< the last one that could be read
    bool m_computing = false, m_again = false;
};

}  // namespace adapterscope
