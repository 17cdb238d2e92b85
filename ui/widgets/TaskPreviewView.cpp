// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TaskPreviewView.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/look/Card.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"
#include "ui/widgets/PreviewTable.h"

namespace adapterscope {

namespace {

constexpr int slowMilliseconds = 1000;

/// A heading, and below it what belongs to it.
QWidget* partOf(const QString& heading, QWidget& content) {
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    auto* label = new QLabel(heading);
    label->setBuddy(&content);
    layout->addWidget(label);
    layout->addWidget(&content, 1);
    return part;
}

void describe(QWidget& widget, const char* name, const QString& title, const QString& tip) {
    widget.setObjectName(QLatin1String(name));
    widget.setAccessibleName(title);
    widget.setAccessibleDescription(tip);
    widget.setToolTip(tip);
}

QString numberOf(std::size_t count) {
    return withSeparators(static_cast<std::int64_t>(count));
}

}  // namespace

TaskPreviewView::TaskPreviewView(const std::string& name, QWidget* parent)
    : QWidget(parent), m_folder(QString::fromStdString(name)), m_fault(new FindingLabel), m_rows(new PreviewTable) {
    m_folder.truncate(m_folder.lastIndexOf('/') + 1);
    describe(*m_rows, "taskRows", tr("First rows"),
             tr("How the file begins, line by line; the marked columns are the ones that are used"));
    m_fault->setObjectName("taskPreviewFault");
    m_progress = buildProgress();
    m_rowsPart = partOf(tr("First rows"), *m_rows);
    m_results = buildResults();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progress);
    layout->addWidget(m_fault);
    layout->addWidget(m_rowsPart, 3);
    layout->addWidget(m_results, 4);
    layout->addStretch();
    m_progress->hide();
    m_rowsPart->hide();
    m_results->hide();
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_progress->show();
        m_rowsPart->setEnabled(m_hasTable);
        m_results->setEnabled(false);
    });
}

QWidget* TaskPreviewView::buildProgress() {
    auto* progress = new QWidget;
    progress->setObjectName("taskPreviewProgress");
    auto* bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("The file is being read"));
    auto* layout = new QVBoxLayout(progress);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(new ToneLabel(theme::quietText, tr("Reading all rows of the file…")));
    layout->addWidget(bar);
    return progress;
}

QWidget* TaskPreviewView::buildResults() {
    m_labels = new PreviewTable;
    describe(*m_labels, "taskLabels", tr("Labels"),
             tr("How many rows of each split have which label; a model that always gives the commonest label is right "
                "that often"));
    m_remarks = new QPlainTextEdit;
    m_remarks->setReadOnly(true);
    m_remarks->setTabChangesFocus(true);
    describe(*m_remarks, "taskRemarks", tr("How it is read"),
             tr("What was guessed and why, and what was left out, merged or refused, with the lines of the file; to "
                "read and "
                "to copy"));
    auto* results = new QWidget;
    auto* layout = new QVBoxLayout(results);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(partOf(tr("Labels"), *m_labels), 1);
    layout->addWidget(partOf(tr("How it is read"), *m_remarks), 1);
    return results;
}

void TaskPreviewView::begin() {
    m_hasTable = false;
    if (!m_slow.isActive())
        m_slow.start();
}

void TaskPreviewView::end(bool isRead) {
    m_slow.stop();
    m_progress->hide();
    m_rowsPart->setEnabled(true);
    m_results->setEnabled(true);
    m_rowsPart->setVisible(m_hasTable);
    m_results->setVisible(isRead);
}

void TaskPreviewView::showTable(const TableStart& start) {
    QStringList names, lines;
    for (std::size_t column = 0; column < start.columns; ++column)
        names << (start.header.empty() ? tr("column %1").arg(column + 1)
                                       : QString::fromStdString(start.header[column]));
    QList<QStringList> cells;
    for (const TableRow& row : start.rows) {
        lines << tr("line %1").arg(row.line);
        QStringList texts;
        for (const std::string& field : row.fields)
            texts << QString::fromStdString(field);
        cells << texts;
    }
    m_rows->setContent(names, lines, cells);
    m_hasTable = true;
    m_rowsPart->setEnabled(true);
    m_rowsPart->show();
    m_fault->setFindings({});
}

void TaskPreviewView::showPreview(const TaskPreview& preview) {
    if (preview.choice)
        showMarks(*preview.choice);
    else
        showExamples(preview);
    showLabels(preview);
    showRemarks(preview);
    m_fault->setFindings({});
    end(true);
}

void TaskPreviewView::showFault(const QString& sentence) {
    m_fault->setFindings({{true, {}, sentence.toStdString()}});
    end(false);
}

void TaskPreviewView::showColumn(std::size_t column) {
    layout()->activate();  // what was just shown below may leave less space
    m_rows->showColumn(static_cast<int>(column));
}

/// Of a built-in task, which is not read from a table.
void TaskPreviewView::showExamples(const TaskPreview& preview) {
    QStringList names = {tr("text")};
    if (preview.hasPairs)
        names << tr("pair");
    names << tr("label");
    QList<QStringList> cells;
    for (const Example& example : preview.splits.front().first) {
        QStringList texts = {QString::fromStdString(example.text)};
        if (preview.hasPairs)
            texts << QString::fromStdString(example.pair);
        texts << (example.label < 0 ? QString()
                                    : QString::fromStdString(preview.labels[static_cast<std::size_t>(example.label)]));
        cells << texts;
    }
    m_rows->setContent(names, {}, cells);
    m_hasTable = true;
}

void TaskPreviewView::showMarks(const ColumnChoice& choice) {
    QHash<int, PreviewTable::Mark> marks;
    const auto mark = [&](std::optional<std::size_t> column, const QString& word, int colour) {
        if (column)
            marks[static_cast<int>(*column)] = {word, colour};
    };
    mark(choice.text, choice.pair ? tr("first text") : tr("text"), 0);
    mark(choice.pair, tr("second text"), 3);
    mark(choice.label, tr("label"), 2);
    m_rows->setMarks(marks);
}

void TaskPreviewView::showLabels(const TaskPreview& preview) {
    QStringList names = {tr("label")};
    for (const TaskPreview::Split& split : preview.splits)
        names << QString::fromStdString(split.name) + ": " + counts::rows(static_cast<std::int64_t>(split.rows));
    QList<QStringList> cells;
    for (std::size_t label = 0; label < preview.labels.size(); ++label) {
        QStringList row = {QString::fromStdString(preview.labels[label])};
        for (const TaskPreview::Split& split : preview.splits)
            row << numberOf(split.labelCounts[label]);
        cells << row;
    }
    m_labels->setContent(names, {}, cells);
    for (std::size_t column = 0; column < preview.splits.size(); ++column) {
        const TaskPreview::Split& split = preview.splits[column];
        const std::size_t most = *std::max_element(split.labelCounts.begin(), split.labelCounts.end());
        for (std::size_t label = 0; label < preview.labels.size(); ++label)
            m_labels->setBar(
                static_cast<int>(label), static_cast<int>(column) + 1,
                most == 0 ? 0.0 : static_cast<double>(split.labelCounts[label]) / static_cast<double>(most));
    }
}

void TaskPreviewView::showRemarks(const TaskPreview& preview) {
    QStringList remarks;
    for (const auto* sentences : {&preview.guesses, &preview.remarks})
        for (const Sentence& sentence : *sentences)
            remarks << QString::fromStdString(sentence.phrased(TaskOptionsPhrasing()));
    if (!m_folder.isEmpty())
        remarks.replaceInStrings(m_folder, QString());
    if (remarks.isEmpty())
        remarks << tr("Nothing had to be guessed.");
    m_remarks->setPlainText(remarks.join("\n\n"));
}

}  // namespace adapterscope
