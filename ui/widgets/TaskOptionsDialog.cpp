// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskOptionsDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/Error.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

TaskOptionsDialog::TaskOptionsDialog(TaskSource source, QWidget* parent)
    : QDialog(parent), m_source(std::move(source)), m_limit(new QSpinBox), m_fault(new FindingLabel) {
    setObjectName("taskOptionsDialog");
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How %1 Is Read").arg(QString::fromStdString(m_source.name).section('/', -1)));
    auto* form = new QFormLayout;
    const QString column = tr("found by header or shape");
    const QString columnTip = tr("A header's name, or a number that counts from 1");
    m_text = addLine(form, tr("&Text column"), "textColumn", m_source.textColumn, column, columnTip);
    m_pair = addLine(form, tr("&Pair column"), "pairColumn", m_source.pairColumn, column,
                     tr("The second text of sentence pairs. %1.").arg(columnTip));
    m_label = addLine(form, tr("&Label column"), "labelColumn", m_source.labelColumn, column, columnTip);
    QStringList split;
    for (const int share : m_source.split)
        split << QString::number(share);
    m_split =
        addLine(form, tr("&Split"), "taskSplit", split.join('/').toStdString(), tr("80/10/10 where there is none"),
                tr("Percent of the rows to train, for development and to test, drawn once and for all seeds alike"));
    m_limit->setObjectName("limitTrain");
    m_limit->setRange(0, 100000000);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setSingleStep(500);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setValue(m_source.limitTrain);
    m_limit->setToolTip(
        tr("A fixed sample of the training rows with the labels in proportion, the same for all seeds"));
    form->addRow(tr("T&raining rows"), m_limit);
    m_metric = addLine(form, tr("&Metric"), "taskMetric", m_source.metric, tr("the task's own"),
                       tr("The metric that picks the best step and is compared"));
    m_fault->setObjectName("taskOptionsFault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &TaskOptionsDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    setMinimumWidth(420);
}

QLineEdit* TaskOptionsDialog::addLine(QFormLayout* form, const QString& label, const char* name,
                                      const std::string& value, const QString& placeholder, const QString& tip) {
    auto* line = new QLineEdit(QString::fromStdString(value));
    line->setObjectName(name);
    line->setPlaceholderText(placeholder);
    line->setToolTip(tip);
    line->setAccessibleDescription(tip);
    form->addRow(label, line);
    return line;
}

void TaskOptionsDialog::take() {
    TaskSource source = m_source;
    try {
        source.split = splitFromText(m_split->text());
    } catch (const Error& error) {
        m_fault->setFindings({{true, {}, error.what()}});
        return;
    }
    source.textColumn = m_text->text().trimmed().toStdString();
    source.pairColumn = m_pair->text().trimmed().toStdString();
    source.labelColumn = m_label->text().trimmed().toStdString();
    source.limitTrain = m_limit->value();
    source.metric = m_metric->text().trimmed().toStdString();
    emit chosen(source);
    accept();
}

std::vector<int> splitFromText(const QString& text) {
    if (text.trimmed().isEmpty())
        return {};
    static const QRegularExpression pattern("^\\s*(\\d{1,3})\\s*/\\s*(\\d{1,3})\\s*/\\s*(\\d{1,3})\\s*$");
    const auto match = pattern.match(text);
    std::vector<int> shares;
    int sum = 0;
    for (int i = 1; i <= 3 && match.hasMatch(); ++i) {
        shares.push_back(match.captured(i).toInt());
        sum += shares.back();
    }
    if (sum != 100)
        throw Error("The split '" + text.toStdString() +
                    "' is not three percentages that add up to 100, such as 80/10/10.");
    return shares;
}

}  // namespace adapterscope
