// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskOptionsDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/common/Error.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/task/Metrics.h"
#include "core/task/TaskLoader.h"
#include "ui/look/TextSize.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/ColumnEntries.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/SteadyScrollArea.h"
#include "ui/widgets/TaskPreviewReader.h"
#include "ui/widgets/TaskPreviewView.h"

namespace adapterscope {

namespace {

constexpr int enoughForRows = 760;  // pixels at the usual size of text, for a label and its control in one row

using Takes = GuessedChoice::Takes;
using Entries = std::vector<GuessedChoice::Entry>;

/// An underlined letter is drawn by itself, without the kerning with which a label is measured, and a label draws
/// nothing in its margins.
class RoomyLabel : public QLabel {
public:
    using QLabel::QLabel;
    QSize sizeHint() const override { return QLabel::sizeHint() + QSize(fontMetrics().averageCharWidth(), 0); }
};

void addRow(QFormLayout* form, const QString& label, const char* name, QWidget& editor, const QString& tip) {
    editor.setObjectName(name);
    editor.setAccessibleName(QString(label).remove('&'));
    editor.setToolTip(tip);
    editor.setAccessibleDescription(tip);
    auto* shown = new RoomyLabel(label);
    shown->setBuddy(&editor);
    form->addRow(shown, &editor);
}

const Entries& separators() {
    static const Entries entries = {{TaskOptionsDialog::tr("tab"), "tab"},
                                    {TaskOptionsDialog::tr("comma ,"), ","},
                                    {TaskOptionsDialog::tr("semicolon ;"), ";"},
                                    {TaskOptionsDialog::tr("vertical bar |"), "|"},
                                    {TaskOptionsDialog::tr("space"), "space"}};
    return entries;
}

QString nameOfSeparator(const std::string& separator) {
    const QString value = separator == "\t"  ? QStringLiteral("tab")
                          : separator == " " ? QStringLiteral("space")
                                             : QString::fromStdString(separator);
    for (const GuessedChoice::Entry& entry : separators())
        if (entry.value == value)
            return entry.text;
    return value;
}

QString textOfQuotes(bool areForm) {
    return areForm ? TaskOptionsDialog::tr("around fields") : TaskOptionsDialog::tr("part of the text");
}

Entries entriesFor(const std::vector<std::string>& values) {
    Entries entries;
    for (const std::string& value : values)
        entries.push_back({QString::fromStdString(value), QString::fromStdString(value)});
    return entries;
}

/// The guess, if the setting was left to be guessed.
void showGuess(GuessedChoice& choice, const std::string& given, const QString& guess) {
    choice.setGuess(given.empty() ? guess : QString());
}

}  // namespace

TaskOptionsDialog::TaskOptionsDialog(TaskSource source, QWidget* parent)
    : QDialog(parent),
      m_source(std::move(source)),
      m_limit(new QSpinBox),
      m_fault(new FindingLabel),
      m_view(new TaskPreviewView(m_source.name)),
      m_reader(new TaskPreviewReader(this)) {
    setObjectName("taskOptionsDialog");
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How %1 Is Read").arg(QString::fromStdString(m_source.name).section('/', -1)));
    auto* settings = new QWidget;
    m_form = new QFormLayout(settings);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addColumns(m_form);
    addFile(m_form);
    addScoring(m_form);
    m_fault->setObjectName("taskOptionsFault");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &TaskOptionsDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* halves = new QHBoxLayout;
    halves->addWidget(new SteadyScrollArea(settings), 2);
    halves->addWidget(m_view, 3);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(halves, 1);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    resize(QSize(textsize::scaled(*this, 900), textsize::scaled(*this, 560)).boundedTo(screen()->availableSize()));
    connectReader();
    refresh();
}

/// Labels above their controls if these would be too narrow beside them.
void TaskOptionsDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    m_form->setRowWrapPolicy(width() < textsize::scaled(*this, enoughForRows) ? QFormLayout::WrapAllRows
                                                                              : QFormLayout::DontWrapRows);
}

void TaskOptionsDialog::addColumns(QFormLayout* form) {
    m_text = addChoice(form, tr("&Text column"), "textColumn", m_source.textColumn, {}, Takes::Entries,
                       tr("The column that holds the texts. Guessed by its name, else as the one with the most words"));
    m_pair = addChoice(form, tr("&Pair column"), "pairColumn", m_source.pairColumn, {}, Takes::Entries,
                       tr("The column that holds the second text of sentence pairs; guessed by names such as "
                          "sentence1 and sentence2"));
    m_label = addChoice(form, tr("&Label column"), "labelColumn", m_source.labelColumn, {}, Takes::Entries,
                        tr("The column that holds the labels. Guessed by its name, else as the one whose values "
                           "recur"));
    for (const GuessedChoice* column : {m_text, m_pair, m_label})
        connect(column, &GuessedChoice::valueChanged, this, [this, column] { m_chosenColumn = column; });
}

void TaskOptionsDialog::addFile(QFormLayout* form) {
    m_separator =
        addChoice(form, tr("S&eparator"), "taskSeparator", m_source.separator, separators(), Takes::EntriesAndOthers,
                  tr("The character between the columns: one from the list, or any other typed here. Guessed "
                     "as the one that splits all rows into equally many fields"));
    m_header = addChoice(form, tr("&Header"), "taskHeader", m_source.header,
                         {{tr("yes, the first row"), "yes"}, {tr("no"), "no"}}, Takes::Entries,
                         tr("Whether the first row names the columns; if not it is a text like the others"));
    m_quotes = addChoice(form, tr("&Quotes"), "taskQuotes", m_source.quotes,
                         {{textOfQuotes(true), "yes"}, {textOfQuotes(false), "no"}}, Takes::Entries,
                         tr("Whether double quotes enclose fields, as spreadsheets write them, or are part of "
                            "the text"));
    m_encoding = addChoice(form, tr("E&ncoding"), "taskEncoding", m_source.encoding,
                           {{"UTF-8", "utf-8"},
                            {tr("Western European (windows-1252)"), "windows-1252"},
                            {"UTF-16", "utf-16"},
                            {tr("Cyrillic (windows-1251)"), "windows-1251"},
                            {tr("Japanese (Shift JIS)"), "shift_jis"},
                            {tr("Chinese (GB 18030)"), "gb18030"}},
                           Takes::EntriesAndOthers,
                           tr("How the file writes its characters: one from the list, or another's name typed here"));
}

void TaskOptionsDialog::addScoring(QFormLayout* form) {
    QStringList split;
    for (const int share : m_source.split)
        split << QString::number(share);
    m_split = new QLineEdit(split.join('/'));
    m_split->setPlaceholderText(tr("80/10/10 if files have none"));
    addRow(form, tr("&Split"), "taskSplit", *m_split,
           tr("Percentages of the rows for training, development and test, drawn once and the same for all seeds"));
    m_limit->setRange(0, 100000000);
    m_limit->setSpecialValueText(tr("all"));
    m_limit->setSingleStep(500);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setValue(m_source.limitTrain);
    addRow(form, tr("T&raining rows"), "limitTrain", *m_limit,
           tr("A fixed sample of the training rows with the labels in proportion, the same for all seeds"));
    m_metric = addChoice(form, tr("&Metric"), "taskMetric", m_source.metric, entriesFor(taskMetrics()), Takes::Entries,
                         tr("The metric that picks the best step and is compared: the share of right answers "
                            "(accuracy), F1 of the positive label (f1) or averaged over the labels (f1-macro), or "
                            "Matthews correlation (mcc)"));
    m_positive = addChoice(form, tr("P&ositive label"), "positiveLabel", m_source.positive, {}, Takes::Entries,
                           tr("Of two labels, the one that the metric f1 scores. Guessed as 1, yes, spam and the like, "
                              "else as the rarer one"));
}

GuessedChoice* TaskOptionsDialog::addChoice(QFormLayout* form, const QString& label, const char* name,
                                            const std::string& value, const Entries& entries, Takes takes,
                                            const QString& tip) {
    auto* choice = new GuessedChoice(value, takes);
    choice->offer(entries);
    addRow(form, label, name, *choice, tip);
    connect(choice, &GuessedChoice::valueChanged, this, &TaskOptionsDialog::refresh);
    return choice;
}

void TaskOptionsDialog::connectReader() {
    connect(m_split, &QLineEdit::textChanged, this, &TaskOptionsDialog::refresh);
    connect(m_limit, &QSpinBox::valueChanged, this, &TaskOptionsDialog::refresh);
    connect(m_reader, &TaskPreviewReader::tableRead, this, &TaskOptionsDialog::showTable);
    connect(m_reader, &TaskPreviewReader::previewRead, this, &TaskOptionsDialog::showPreview);
    connect(m_reader, &TaskPreviewReader::failed, this,
            [this](const Sentence& fault) { m_view->showFault(faultText(fault, TaskOptionsPhrasing())); });
}

void TaskOptionsDialog::refresh() {
    m_fault->setFindings({});
    m_reader->stop();
    m_view->begin();
    try {
        m_asked = read();
    } catch (const Error& error) {
        m_view->showFault(faultText(error.sentence(), TaskOptionsPhrasing()));
        return;
    }
    if (KnownSources::ofUser().unknown(placesOfTask(m_asked)).empty())
        m_reader->request(m_asked);
    else
        m_view->showFault(
            tr("Not read yet, because only the project names it: close this dialog and press Read Them "
               "in the message at the bottom of the window."));
}

void TaskOptionsDialog::showTable(const TableStart& start) {
    m_start = start;
    m_view->showTable(start);
    for (GuessedChoice* columns : {m_text, m_pair, m_label})
        columns->offer(columnEntries(start, columns->value()));
    const auto shown = [&](const QString& guess) { return start.form ? guess : QString(); };
    showGuess(*m_separator, m_asked.separator, start.form ? nameOfSeparator(start.form->separator) : QString());
    showGuess(*m_header, m_asked.header, shown(start.header.empty() ? tr("no") : tr("yes")));
    showGuess(*m_quotes, m_asked.quotes, start.form ? textOfQuotes(start.form->quotes) : QString());
    showGuess(*m_encoding, m_asked.encoding, QString::fromStdString(start.encoding));
    for (GuessedChoice* guessed : {m_text, m_pair, m_label, m_metric, m_positive})
        guessed->setGuess({});  // known once all rows are read
}

void TaskOptionsDialog::showPreview(const TaskPreview& preview) {
    m_view->showPreview(preview);
    showGuess(*m_metric, m_asked.metric, QString::fromStdString(preview.metric));
    showGuess(*m_positive, m_asked.positive, QString::fromStdString(preview.positive));
    m_positive->offer(entriesFor(preview.positive.empty() ? std::vector<std::string>() : preview.labels));
    if (!preview.choice)
        return;
    const auto show = [&](GuessedChoice& choice, const std::string& given, std::optional<std::size_t> column) {
        choice.offer(columnEntries(m_start, given, column));
        showGuess(choice, given, column ? columnName(m_start, *column) : tr("none"));
        if (column && m_chosenColumn == &choice)
            m_view->showColumn(*column);
    };
    show(*m_text, m_asked.textColumn, preview.choice->text);
    show(*m_pair, m_asked.pairColumn, preview.choice->pair);
    show(*m_label, m_asked.labelColumn, preview.choice->label);
    m_chosenColumn = nullptr;
}

void TaskOptionsDialog::take() {
    try {
        const TaskSource source = read();
        requireReadable(source);
        emit chosen(source);
        accept();
    } catch (const Error& error) {
        m_fault->setFindings({{true, {}, faultText(error.sentence(), TaskOptionsPhrasing()).toStdString()}});
    }
}

TaskSource TaskOptionsDialog::read() const {
    TaskSource source = m_source;
    source.split = splitFromText(m_split->text());
    source.textColumn = m_text->value();
    source.pairColumn = m_pair->value();
    source.labelColumn = m_label->value();
    source.separator = m_separator->value();
    source.header = m_header->value();
    source.quotes = m_quotes->value();
    source.encoding = m_encoding->value();
    source.limitTrain = m_limit->value();
    source.metric = m_metric->value();
    source.positive = m_positive->value();
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
        throw Error("The split '{}' is not three percentages that add up to 100, such as 80/10/10.",
                    text.toStdString());
    return shares;
}

}  // namespace adapterscope
