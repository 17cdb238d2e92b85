// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>
#include <vector>

#include "core/design/Methods.h"
#include "core/experiment/plan/Fusions.h"
#include "ui/pages/ProjectReader.h"

class QToolButton;

namespace adapterscope {

class FindingLabel;
class KeyForm;
class PartTabs;
class Session;

/// The settings of the session's design: for one part the form of its method; for several a tab each, with the
/// settings of the design as a whole below.
class PartsForm : public QWidget {
    Q_OBJECT

public:
    /// `before` is the control above it, which gets the focus if the one that had it is gone.
    PartsForm(Session& session, QWidget& before, QWidget* parent = nullptr);

    /// Shows the session's design.
    void display();
    void setBase(const BaseConfig& base);
    /// Puts each finding below the control it is about, and marks the tabs of the parts that it is about.
    void showFindings(const std::vector<Finding>& findings);
    /// What is wrong with typed text that cannot be read; empty if all can.
    QString unreadFault() const;
    /// The part whose settings are shown.
    std::size_t current() const { return m_current; }
    /// Adds a part with its method's defaults, and shows it.
    void add(const MethodInfo& method);

signals:
    void currentChanged();
    void unreadChanged();

private:
    void rebuild();
    KeyForm* addForm(KeyForm* form, std::size_t part);
    void showPart(std::size_t part);
    void removeCurrent();
    void edit(std::size_t part, const Design& edited, const QString& what, const QString& mergeKey);
    void refreshFindings();
    void readRuns();
    void takeRuns(const std::vector<FinishedRun>& runs);
    bool isUnion() const { return m_forms.size() > 1; }

    Session& m_session;
    QWidget& m_before;
    QWidget* m_tabRow;
    PartTabs* m_tabs;
    QToolButton* m_remove;
    FindingLabel* m_clash;
    QWidget* m_keys;
    std::vector<KeyForm*> m_forms;  ///< one for each part
    KeyForm* m_ofDesign = nullptr;  ///< null if there is one part, whose form has these settings too
    std::string m_builtFor;         ///< the methods whose settings are shown
    std::size_t m_current = 0;
    std::vector<Finding> m_findings;
    ProjectReader<std::vector<FinishedRun>> m_runs;
};

}  // namespace adapterscope
