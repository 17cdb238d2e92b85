// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/task/TaskPreview.h"

class QPlainTextEdit;
class QProgressBar;

namespace adapterscope {

class FindingLabel;
class PreviewTable;

/// What a task's file holds as it is read: its first rows with the columns that are used, how often each label occurs,
/// and what was guessed, refused or merged. A fault takes the place of all that could not be read.
class TaskPreviewView : public QWidget {
    Q_OBJECT

public:
    /// `name` is the task's file or folder; what is beside it is named without its folder.
    explicit TaskPreviewView(const std::string& name, QWidget* parent = nullptr);

    /// Reading starts; this is shown if it takes more than a second.
    void begin();
    void showTable(const TableStart& start);
    void showPreview(const TaskPreview& preview);
    void showFault(const QString& sentence);
    /// Scrolls the first rows to the column if it is out of sight.
    void showColumn(std::size_t column);

private:
    QWidget* buildProgress();
    QWidget* buildResults();
    void end(bool isRead);
    void showExamples(const TaskPreview& preview);
    void showMarks(const ColumnChoice& choice);
    void showLabels(const TaskPreview& preview);
    void showRemarks(const TaskPreview& preview);

    QString m_folder;  ///< with a slash; empty for a built-in task
    QWidget *m_progress, *m_rowsPart, *m_results;
    FindingLabel* m_fault;
    PreviewTable *m_rows, *m_labels;
    QPlainTextEdit* m_remarks;
    QTimer m_slow;
    bool m_hasTable = false;  ///< what is being read has given its first rows
};

}  // namespace adapterscope
