// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskOptionsDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/common/Error.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

namespace {

void addRow(QFormLayout* form, const QString& label, const char* name, QWidget& editor, const QString& tip) {
    editor.setObjectName(name);
    editor.setAccessibleName(QString(label).remove('&'));
    editor.setToolTip(tip);
    editor.setAccessibleDescription(tip);
    form->addRow(label, &editor);
}

/// Of faults that are shown where the controls are.
class HerePhrasing : public WindowPhrasing {
public:
    std::string afterword(const std::vector<NamedSetting>&) const override { return {}; }
};

}  // namespace

TaskOptionsDialog::TaskOptionsDialog(TaskSource source, QWidget* parent)
    : QDialog(parent), m_source(std::move(source)), m_limit(new QSpinBox), m_fault(new FindingLabel) {
    setObjectName("taskOptionsDialog");
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How %1 Is Read").arg(QString::fromStdString(m_source.name).section('/', -1)));
    auto* form = new QFormLayout;
    addColumns(form);
    addFile(form);
    addScoring(form);
    m_fault->setObjectName("taskOptionsFault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &TaskOptionsDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    setMinimumWidth(460);
}

void TaskOptionsDialog::addColumns(QFormLayout* form) {
    const QString column = tr("found by header or shape");
    const QString columnTip = tr("A header's name, or a number that counts from 1");
    m_text = addLine(form, tr("&Text column"), "textColumn", m_source.textColumn, column, columnTip);
    m_pair = addLine(form, tr("&Pair column"), "pairColumn", m_source.pairColumn, column,
                     tr("The second text of sentence pairs. %1.").arg(columnTip));
    m_label = addLine(form, tr("&Label column"), "labelColumn", m_source.labelColumn, column, columnTip);
}

void TaskOptionsDialog::addFile(QFormLayout* form) {
    m_separator =
        addChoice(form, tr("S&eparator"), "taskSeparator", m_source.separator,
                  {{tr("tab"), "tab"}, {tr("comma ,"), ","}, {tr("semicolon ;"), ";"}, {tr("vertical bar |"), "|"}},
                  true, tr("The character between the columns: one of the list, or any other typed here"));
    m_header = addChoice(form, tr("&Header"), "taskHeader", m_source.header,
                         {{tr("the first row names the columns"), "yes"}, {tr("the first row is a text"), "no"}}, false,
                         tr("Whether the first row names the columns"));
    m_quotes = addChoice(form, tr("&Quotes"), "taskQuotes", m_source.quotes,
                         {{tr("around fields, as spreadsheets write"), "yes"}, {tr("part of the text"), "no"}}, false,
                         tr("Whether double quotes around a field belong to the file's form or to its text"));
    m_encoding =
        addChoice(form, tr("E&ncoding"), "taskEncoding", m_source.encoding,
                  {{"UTF-8", "utf-8"},
                   {tr("Western European (windows-1252)"), "windows-1252"},
                   {"UTF-16", "utf-16"},
                   {tr("Cyrillic (windows-1251)"), "windows-1251"},
                   {tr("Japanese (Shift JIS)"), "shift_jis"},
                   {tr("Chinese (GB 18030)"), "gb18030"}},
                  true, tr("How the file writes its characters: one of the list, or another's name typed here"));
}

void TaskOptionsDialog::addScoring(QFormLayout* form) {
    QStringList split;
    for (const int share : m_source.split)
        split << QString::number(share);
    m_split =
        addLine(form, tr("&Split"), "taskSplit", split.join('/').toStdString(), tr("80/10/10 if the files have none"),
                tr("Percent of the rows to train, for development and to test, drawn once and for all seeds alike"));
    m_limit->setRange(0, 100000000);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setSingleStep(500);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setValue(m_source.limitTrain);
    addRow(form, tr("T&raining rows"), "limitTrain", *m_limit,
           tr("A fixed sample of the training rows with the labels in proportion, the same for all seeds"));
    m_metric = addLine(form, tr("&Metric"), "taskMetric", m_source.metric, tr("the task's own"),
                       tr("The metric that picks the best step and is compared"));
    m_positive = addLine(form, tr("P&ositive label"), "positiveLabel", m_source.positive,
                         tr("1, yes, spam and the like, else the rarer one"),
                         tr("Of two labels, the one that the metric f1 is of"));
}

QLineEdit* TaskOptionsDialog::addLine(QFormLayout* form, const QString& label, const char* name,
                                      const std::string& value, const QString& placeholder, const QString& tip) {
    auto* line = new QLineEdit(QString::fromStdString(value));
    line->setPlaceholderText(placeholder);
    addRow(form, label, name, *line, tip);
    return line;
}

QComboBox* TaskOptionsDialog::addChoice(QFormLayout* form, const QString& label, const char* name,
                                        const std::string& value, const Words& words, bool others, const QString& tip) {
    auto* choice = new QComboBox;
    choice->addItem(tr("found from all rows"), QString());
    for (const auto& [text, word] : words)
        choice->addItem(text, QString::fromLatin1(word));
    const QString given = QString::fromStdString(value);
    if (others) {
        choice->setEditable(true);
        choice->setInsertPolicy(QComboBox::NoInsert);
    }
    if (const int at = choice->findData(given); at >= 0)
        choice->setCurrentIndex(at);
    else if (others)
        choice->setEditText(given);
    addRow(form, label, name, *choice, tip);
    return choice;
}

void TaskOptionsDialog::take() {
    try {
        const TaskSource source = read();
        requireReadable(source);
        emit chosen(source);
        accept();
    } catch (const Error& error) {
        m_fault->setFindings({{true, {}, faultText(error.sentence(), HerePhrasing()).toStdString()}});
    }
}

TaskSource TaskOptionsDialog::read() const {
    const auto word = [](const QComboBox* choice) {
        const int at = choice->findText(choice->currentText());
        return (at >= 0 ? choice->itemData(at).toString() : choice->currentText().trimmed()).toStdString();
    };
    const auto text = [](const QLineEdit* line) { return line->text().trimmed().toStdString(); };
    TaskSource source = m_source;
    source.split = splitFromText(m_split->text());
    source.textColumn = text(m_text);
    source.pairColumn = text(m_pair);
    source.labelColumn = text(m_label);
    source.separator = word(m_separator);
    source.header = word(m_header);
    source.quotes = word(m_quotes);
    source.encoding = word(m_encoding);
    source.limitTrain = m_limit->value();
    source.metric = text(m_metric);
    source.positive = text(m_positive);
    return source;
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
