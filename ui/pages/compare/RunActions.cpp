// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/RunActions.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <optional>

#include "ui/look/Counts.h"
#include "ui/pages/compare/RunTable.h"
#include "ui/session/RunMarking.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

std::vector<std::string> idsOf(const std::vector<const RunRow*>& rows) {
    std::vector<std::string> ids;
    for (const RunRow* row : rows)
        ids.push_back(row->record.id);
    return ids;
}

/// As a menu writes it: its ampersands are not mnemonics.
QString menuText(const std::string& text) {
    return QString::fromStdString(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

/// The design of all these runs with its base and task; none if they differ in it.
std::optional<Choice> choiceOf(const std::vector<const RunRow*>& rows) {
    std::optional<Choice> common;
    for (const RunRow* row : rows) {
        const RunSpec& spec = row->record.spec;
        Choice choice{spec.design, spec.base, spec.task};
        // A rate that the sweep gave is not in the design's text.
        if (spec.hyperparameters.learningRate > 0)
            choice.design.learningRate = spec.hyperparameters.learningRate;
        if (common && *common != choice)
            return std::nullopt;
        common = std::move(choice);
    }
    return common;
}

}  // namespace

RunActions::RunActions(Session& session, RunTable& table, QWidget& page)
    : QObject(&page), m_session(session), m_table(table), m_page(page), m_tags(new QMenu(tr("&Tags"), &page)) {
    m_use = add("useDesign", tr("Use This Desi&gn"),
                tr("Take the selected runs' design, base and task to the Design page (double click)"),
                &RunActions::useDesign);
    m_use->setShortcut(Qt::Key_Return);
    m_table.view()->addAction(m_use);
    m_sweep = add("sweepFromRuns", tr("New S&weep From These"),
                  tr("Fill in the Sweep page's form with the designs, bases, tasks and settings of the selected runs"),
                  &RunActions::sweepFromRuns);
    m_archive = add("archiveRuns", tr("&Archive"),
                    tr("Leave the selected runs out of figures, tables and averages; they stay in the project"),
                    &RunActions::archive);
    m_takeBack = add("unarchiveRuns", tr("&Unarchive"),
                     tr("Show the selected runs in figures, tables and averages again"), &RunActions::takeBack);
    m_tags->setObjectName("runTags");
    m_tags->setToolTipsVisible(true);
    m_tags->menuAction()->setToolTip(tr("Words for the selected runs, which filters can name: tag:paper"));
    m_actions << m_tags->menuAction();
    m_note = add("noteRuns", tr("Edit &Note"), tr("Write what you want to remember of the selected runs"),
                 &RunActions::editNote);
    m_note->setShortcut(Qt::Key_F2);
    m_copy =
        add("copyRuns", tr("Copy R&ows"), tr("Copy the selected rows, as spreadsheets take them"), &RunActions::copy);
    m_copy->setShortcut(QKeySequence::Copy);
    m_delete = add("deleteRuns", tr("&Delete\u2026"), tr("Remove the selected runs from the project for good"),
                   &RunActions::askToDelete);
    m_delete->setShortcut(QKeySequence::Delete);
    connect(m_tags, &QMenu::aboutToShow, this, &RunActions::fillTags);
    connect(&m_table, &RunTable::selectedRowsChanged, this, &RunActions::refresh);
    connect(&m_table, &RunTable::menuWanted, this, &RunActions::showMenu);
    connect(&m_table, &RunTable::opened, m_use, &QAction::trigger);
    connect(&m_table, &RunTable::noteEdited, this, [this](const QString& id, const QString& note) {
        MarkChange change;
        change.note = note.toStdString();
        markRuns(m_session, {id.toStdString()}, change, tr("Note"));
    });
    takeKeysOf(*m_table.view());
    refresh();
}

QAction* RunActions::add(const char* name, const QString& text, const QString& toolTip, void (RunActions::*act)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(toolTip);
    // Text boxes of the page have their own use of these keys.
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    m_actions << action;
    return action;
}

void RunActions::takeKeysOf(QWidget& widget) {
    widget.addActions({m_note, m_copy, m_delete});
}

void RunActions::showMenu(const QPoint& globalPlace) {
    if (m_table.selectedRows().empty())
        return;
    auto* menu = new QMenu(&m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("runMenu");
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions);
    menu->popup(globalPlace);
}

std::vector<const RunRow*> RunActions::readableRows() const {
    std::vector<const RunRow*> rows = m_table.selectedRows();
    std::erase_if(rows, [](const RunRow* row) { return row->unreadable.has_value(); });
    return rows;
}

void RunActions::refresh() {
    const bool canWrite = !m_session.project().isReadOnly();
    const auto rows = readableRows();
    const auto archived =
        std::count_if(rows.begin(), rows.end(), [](const RunRow* row) { return row->record.marks.archived; });
    m_use->setEnabled(choiceOf(rows).has_value());
    m_sweep->setEnabled(std::any_of(rows.begin(), rows.end(), [](const RunRow* row) { return !row->record.isPilot; }));
    const bool isAny = !m_table.selectedRows().empty();
    m_archive->setEnabled(canWrite && archived < std::ssize(rows));
    m_takeBack->setEnabled(canWrite && archived > 0);
    m_tags->menuAction()->setEnabled(canWrite && !rows.empty());
    m_note->setEnabled(canWrite && !rows.empty());
    m_copy->setEnabled(isAny);
    m_delete->setEnabled(canWrite && isAny);
    m_table.setEditable(canWrite);
}

void RunActions::fillTags() {
    m_tags->clear();
    const auto rows = readableRows();
    for (const std::string& tag : m_table.tags()) {
        QAction* action = m_tags->addAction(menuText(tag));
        action->setCheckable(true);
        action->setChecked(
            std::all_of(rows.begin(), rows.end(), [&](const RunRow* row) { return hasTag(row->record.marks, tag); }));
        connect(action, &QAction::triggered, this, [this, tag](bool isSet) { setTag(tag, isSet); });
    }
    m_tags->addSeparator();
    QAction* other = m_tags->addAction(tr("&New Tag\u2026"), this, &RunActions::askForTag);
    other->setToolTip(tr("Give the selected runs a tag that no run has yet"));
}

void RunActions::setTag(const std::string& tag, bool isSet) {
    MarkChange change;
    (isSet ? change.tag : change.untag) = {tag};
    mark(change, isSet ? tr("Tag %1") : tr("Untag %1"));
}

void RunActions::useDesign() {
    if (const auto choice = choiceOf(readableRows())) {
        m_session.edit(*choice, tr("Use a Run's Design"));
        emit pageRequested("design");
    }
}

void RunActions::sweepFromRuns() {
    std::vector<RunRecord> runs;
    for (const RunRow* row : readableRows())
        runs.push_back(row->record);
    emit m_session.sweepOfRunsRequested(runs);
    emit pageRequested("sweep");
}

void RunActions::archive() {
    MarkChange change;
    change.archived = true;
    mark(change, tr("Archive %1"));
}

void RunActions::takeBack() {
    MarkChange change;
    change.archived = false;
    mark(change, tr("Unarchive %1"));
}

void RunActions::mark(const MarkChange& change, const QString& what) {
    const auto rows = readableRows();
    markRuns(m_session, idsOf(rows), change, what.arg(counts::runs(std::ssize(rows))));
}

void RunActions::askForTag() {
    auto* dialog = new QInputDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName("newTagDialog");
    dialog->setWindowTitle(tr("New Tag"));
    dialog->setLabelText(tr("Tag for %1, one or a few words:").arg(counts::runs(std::ssize(readableRows()))));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        try {
            setTag(tagFromText(text.toStdString()), true);
        } catch (const std::exception&) {
            emit m_session.messageRequested({Message::Level::Fault, faultSentence("Tagging the runs"), {}, {}});
        }
    });
    dialog->open();
}

/// One run's in its place in the table; that of several, which may differ, in a dialog.
void RunActions::editNote() {
    const auto rows = readableRows();
    if (rows.size() == 1)
        return m_table.editNote(QString::fromStdString(rows[0]->record.id));
    auto* dialog = new QInputDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName("noteDialog");
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("Note on %1, instead of the present ones:").arg(counts::runs(std::ssize(rows))));
    dialog->setTextValue(QString::fromStdString(rows.front()->record.marks.note));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        MarkChange change;
        change.note = text.trimmed().toStdString();
        mark(change, tr("Note on %1"));
    });
    dialog->open();
}

void RunActions::copy() {
    QApplication::clipboard()->setText(m_table.selectedText());
}

void RunActions::askToDelete() {
    const std::vector<std::string> ids = idsOf(m_table.selectedRows());
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Delete Runs"),
                        tr("Delete %1 with results, curves and trained tensors?").arg(counts::runs(std::ssize(ids))),
                        QMessageBox::NoButton, &m_page);
    box->setObjectName("deleteRunsDialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("This cannot be undone. To hide runs without deleting them, archive them."));
    QPushButton* remove = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, [this, ids] { deleteRuns(m_session, ids); });
    box->open();
}

}  // namespace adapterscope
