// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <utility>
#include <vector>

#include "core/task/Task.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace adapterscope {

class FindingLabel;

/// How a file or folder is read as a task if guessing is not enough: columns, separator, header, quotes, encoding,
/// split, sample, metric. The command line's --text-column and related options.
class TaskOptionsDialog : public QDialog {
    Q_OBJECT

public:
    explicit TaskOptionsDialog(TaskSource source, QWidget* parent = nullptr);

signals:
    void chosen(const adapterscope::TaskSource& source);

private:
    /// The texts of a choice and what the source holds for each; the first is "found from all rows".
    using Words = std::vector<std::pair<QString, const char*>>;

    void addColumns(QFormLayout* form);
    void addFile(QFormLayout* form);
    void addScoring(QFormLayout* form);
    QLineEdit* addLine(QFormLayout* form, const QString& label, const char* name, const std::string& value,
                       const QString& placeholder, const QString& tip);
    QComboBox* addChoice(QFormLayout* form, const QString& label, const char* name, const std::string& value,
                         const Words& words, bool others, const QString& tip);
    void take();
    TaskSource read() const;

    TaskSource m_source;
    QLineEdit *m_text = nullptr, *m_pair = nullptr, *m_label = nullptr, *m_split = nullptr, *m_metric = nullptr,
              *m_positive = nullptr;
    QComboBox *m_separator = nullptr, *m_header = nullptr, *m_quotes = nullptr, *m_encoding = nullptr;
    QSpinBox* m_limit;
    FindingLabel* m_fault;
};

/// "80/10/10" as percent; empty for an empty text. Throws Error naming the text.
std::vector<int> splitFromText(const QString& text);

}  // namespace adapterscope
