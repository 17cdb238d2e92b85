// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>
#include <string>
#include <vector>

#include "core/design/Methods.h"
#include "core/experiment/plan/Fusions.h"

namespace adapterscope {

class FindingLabel;
class KeyEditor;

/// One control for each of a method's settings, made from the method's row, over a design of only that method. What is
/// wrong with a value is shown below its control.
class KeyForm : public QWidget {
    Q_OBJECT

public:
    enum class Keys { All, OfPart, OfDesign };

    explicit KeyForm(const MethodInfo& method, Keys keys = Keys::All, QWidget* parent = nullptr);

    /// Shows the values of a design whose only part is of the method.
    void display(const Design& design);
    void setBase(const BaseConfig& base);
    /// Whether one of the keys names runs of the project, and those that it can name.
    bool namesRuns() const;
    void setRuns(const std::vector<FinishedRun>& runs);
    /// Puts each finding below the control it is about.
    void showFindings(const std::vector<Finding>& findings);
    /// What is wrong with typed text that cannot be read; empty if all can.
    QString unreadFault() const;

signals:
    /// `what` names the edit; edits with the same `mergeKey` are one for Undo.
    void edited(const adapterscope::Design& design, const QString& what, const QString& mergeKey);
    void unreadChanged();

private:
    /// The control of one key and the findings below it.
    struct Row {
        KeyEditor* editor = nullptr;
        FindingLabel* findings = nullptr;
    };
    void addKey(KeyEditor* editor);
    void editKey(const std::string& key, const QString& text, const QString& mergeKey);
    void abandon(const std::string& key);
    void refreshFindings();

    const MethodInfo& m_method;
    Design m_design;
    std::map<std::string, Row> m_rows;
    std::vector<Finding> m_findings;
    /// Unreadable text in a control: it stays with its sentence until it is corrected or abandoned, or
    /// the key is set elsewhere.
    struct Unread {
        Sentence sentence;
        std::string value;  ///< the key's, all the while
    };
    std::map<std::string, Unread> m_unread;  ///< by key
};

}  // namespace adapterscope
