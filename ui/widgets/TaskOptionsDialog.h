// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/data/Task.h"

class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace adapterscope {

class FindingLabel;

/// How a file or folder is read as a task, where its headers and names do not tell: columns, split, sample, metric.
/// What the command line says with --text-column and its neighbours.
class TaskOptionsDialog : public QDialog {
    Q_OBJECT

public:
    explicit TaskOptionsDialog(TaskSource source, QWidget* parent = nullptr);

signals:
    void chosen(const adapterscope::TaskSource& source);

private:
    QLineEdit* addLine(QFormLayout* form, const QString& label, const char* name, const std::string& value,
                       const QString& placeholder, const QString& tip);
    void take();

    TaskSource m_source;
    QLineEdit *m_text, *m_pair, *m_label, *m_split, *m_metric;
    QSpinBox* m_limit;
    FindingLabel* m_fault;
};

/// "80/10/10" as percent; empty for an empty text. Throws Error naming the text.
std::vector<int> splitFromText(const QString& text);

}  // namespace adapterscope
