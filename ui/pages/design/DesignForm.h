// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>
#include <vector>

#include "core/design/Design.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace adapterscope {

class FindingLabel;
class KeyEditor;
class Session;
class SourceChooser;
class ToneLabel;

/// Base, task, method, and one control for each of the method's settings, made from the method's row. What is wrong
/// with a value is shown below its control.
class DesignForm : public QWidget {
    Q_OBJECT

public:
    explicit DesignForm(Session& session, QWidget* parent = nullptr);

    /// Puts each finding below the control it is about.
    void showFindings(const std::vector<Finding>& findings);
    /// What is wrong with typed text that cannot be read; empty if all can.
    QString unreadFault() const;

signals:
    void unreadChanged();

private:
    /// The control of one key with its label and the findings below it.
    struct Row {
        KeyEditor* editor = nullptr;
        QLabel* label = nullptr;
        FindingLabel* findings = nullptr;
    };
    void buildSources(QGridLayout* grid);
    void buildMethod(QGridLayout* grid);
    void rebuildKeys();
    void chainTabs();
    void addKey(KeyEditor* editor);
    /// Edits with the same `mergeKey` are one for Undo.
    void editKey(const std::string& key, const QString& text, const QString& mergeKey);
    void abandon(const std::string& key);
    void showChoice();
    void showBase();
    void showTask();
    void showPreset();
    void refreshFindings();

    Session& m_session;
    SourceChooser *m_base, *m_task;
    QComboBox *m_method, *m_preset;
    ToneLabel* m_summary;
    QWidget* m_keys;
    std::map<std::string, Row> m_rows;
    std::string m_builtFor;  ///< the NAME whose keys are shown
    std::vector<Finding> m_findings;
    /// Unreadable text in a control: it stays with its sentence until it is corrected or abandoned, or
    /// the key is set elsewhere.
    struct Unread {
        std::string sentence;
        std::string value;  ///< the key's, all the while
    };
    std::map<std::string, Unread> m_unread;  ///< by key
};

}  // namespace adapterscope
