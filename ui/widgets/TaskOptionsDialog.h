// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <optional>
#include <vector>

#include "core/task/TaskPreview.h"
#include "ui/widgets/GuessedChoice.h"

class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace adapterscope {

class FindingLabel;
class TaskPreviewReader;
class TaskPreviewView;

/// How a file or folder is read as a task if guessing is not enough: columns, separator, header, quotes, encoding,
/// split, sample, metric; beside it what the file holds then. The command line's --text-column and related options.
class TaskOptionsDialog : public QDialog {
    Q_OBJECT

public:
    explicit TaskOptionsDialog(TaskSource source, QWidget* parent = nullptr);

signals:
    void chosen(const adapterscope::TaskSource& source);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addColumns(QFormLayout* form);
    void addFile(QFormLayout* form);
    void addScoring(QFormLayout* form);
    GuessedChoice* addChoice(QFormLayout* form, const QString& label, const char* name, const std::string& value,
                             const std::vector<GuessedChoice::Entry>& entries, GuessedChoice::Takes takes,
                             const QString& tip);
    void connectReader();
    void refresh();
    void showTable(const TableStart& start);
    void showPreview(const TaskPreview& preview);
    void take();
    TaskSource read() const;

    TaskSource m_source;
    TaskSource m_asked;                             ///< what the preview is of
    TableStart m_start;                             ///< of its file
    const GuessedChoice* m_chosenColumn = nullptr;  ///< the one of the next three that was changed and not yet shown
    GuessedChoice *m_text = nullptr, *m_pair = nullptr, *m_label = nullptr, *m_separator = nullptr, *m_header = nullptr,
                  *m_quotes = nullptr, *m_encoding = nullptr, *m_metric = nullptr, *m_positive = nullptr;
    QFormLayout* m_form;
    QLineEdit* m_split = nullptr;
    QSpinBox* m_limit;
    FindingLabel* m_fault;
    TaskPreviewView* m_view;
    TaskPreviewReader* m_reader;
};

/// "80/10/10" as percent; empty for an empty text. Throws Error naming the text.
std::vector<int> splitFromText(const QString& text);

}  // namespace adapterscope
