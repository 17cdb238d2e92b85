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
#include "ui/look/PlainTip.h"
#include "ui/pages/compare/RunExport.h"
#include "ui/pages/compare/RunTable.h"
#include "ui/session/RunMarking.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

using Runs = std::vector<const RunRecord*>;

std::vector<std::string> idsOf(const Runs& runs) {
    std::vector<std::string> ids;
    for (const RunRecord* run : runs)
        ids.push_back(run->id);
    return ids;
}

/// As a menu writes it: its ampersands are not mnemonics.
QString menuText(const std::string& text) {
    return QString::fromStdString(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

/// The design of all these runs with its base and task; none if they differ in it.
std::optional<Choice> choiceOf(const Runs& runs) {
    std::optional<Choice> common;
    for (const RunRecord* run : runs) {
        const RunSpec& spec = run->spec;
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

RunActions::RunActions(Session& session, RunSelection& selection, QWidget& view, QWidget& page)
    : QObject(&page),
      m_session(session),
      m_selection(selection),
      m_page(page),
      m_tags(new QMenu(tr("&Tags"), &page)),
      m_runExport(new RunExport(session, page)) {
    m_use = add("useDesign", tr("Use This Desi&gn"),
                tr("Take the selected runs' design, base and task to the Design page"), &RunActions::useDesign);
    m_sweep = add("sweepFromRuns", tr("New S&weep From These"),
                  tr("Fill in the Sweep page's form with the designs, bases, tasks and settings of the selected runs"),
                  &RunActions::sweepFromRuns);
    m_export = add("exportRun", tr("E&xport Trained Run\u2026"), QString(), &RunActions::exportRun);
    m_archive = add("archiveRuns", tr("&Archive"),
                    tr("Leave the selected runs out of figures, tables and averages; they stay in the project"),
                    &RunActions::archive);
    m_takeBack = add("unarchiveRuns", tr("&Unarchive"),
                     tr("Show the selected runs in figures, tables and averages again"), &RunActions::takeBack);
    m_tags->setObjectName("runTags");
    m_tags->setToolTipsVisible(true);
    m_tags->menuAction()->setToolTip(tr("Words for the selected runs, which filters can name: tag:paper"));
    m_actions << m_tags->menuAction();
    m_note = add("noteRuns", tr("Edit &Note"), tr("Write what you want to remember about the selected runs"),
                 &RunActions::editNote);
    m_note->setShortcut(Qt::Key_F2);
    m_copy =
        add("copyRuns", tr("Copy R&ows"), tr("Copy the selected rows, as spreadsheets take them"), &RunActions::copy);
    m_copy->setShortcut(QKeySequence::Copy);
    m_delete = add("deleteRuns", tr("&Delete\u2026"), tr("Remove the selected runs from the project for good"),
                   &RunActions::askToDelete);
    m_delete->setShortcut(QKeySequence::Delete);
    connect(m_tags, &QMenu::aboutToShow, this, &RunActions::fillTags);
    connect(m_runExport, &RunExport::busyChanged, this, &RunActions::refresh);
    takeKeysOf(view);
    refresh();
}

RunActions::RunActions(Session& session, RunTable& table, QWidget& page)
    : RunActions(session, table, *table.view(), page) {
    m_use->setToolTip(tr("Take the selected runs' design, base and task to the Design page (double click)"));
    m_use->setShortcut(Qt::Key_Return);
    table.view()->addAction(m_use);
    connect(&table, &RunTable::selectedRowsChanged, this, &RunActions::refresh);
    connect(&table, &RunTable::menuWanted, this, &RunActions::showMenu);
    connect(&table, &RunTable::opened, m_use, &QAction::trigger);
    connect(&table, &RunTable::noteEdited, this, [this](const QString& id, const QString& note) {
        MarkChange change;
        change.note = note.toStdString();
        markRuns(m_session, {id.toStdString()}, change, tr("Note"));
    });
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
    if (m_selection.selectedIds().isEmpty())
        return;
    auto* menu = new QMenu(&m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("runMenu");
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions);
    menu->popup(globalPlace);
}

void RunActions::refresh() {
    const bool canWrite = !m_session.project().isReadOnly();
    const Runs runs = m_selection.selectedRecords();
    const auto archived =
        std::count_if(runs.begin(), runs.end(), [](const RunRecord* run) { return run->marks.archived; });
    m_use->setEnabled(choiceOf(runs).has_value());
    m_sweep->setEnabled(std::any_of(runs.begin(), runs.end(), [](const RunRecord* run) { return !run->isPilot; }));
    const QString whyNotExported = m_runExport->whyNot(runs);
    m_export->setEnabled(whyNotExported.isEmpty());
    m_export->setToolTip(whyNotExported.isEmpty()
                             ? tr("Write what the selected run trained into a folder, for AdapterHub or PEFT or merged "
                                  "into its base")
                             : plainTip(whyNotExported));
    const bool isAny = !runs.empty() || !m_selection.selectedIds().isEmpty();
    m_archive->setEnabled(canWrite && archived < std::ssize(runs));
    m_takeBack->setEnabled(canWrite && archived > 0);
    m_tags->menuAction()->setEnabled(canWrite && !runs.empty());
    m_note->setEnabled(canWrite && !runs.empty());
    m_copy->setEnabled(isAny);
    m_delete->setEnabled(canWrite && isAny);
    m_selection.setEditable(canWrite);
}

void RunActions::fillTags() {
    m_tags->clear();
    const Runs runs = m_selection.selectedRecords();
    for (const std::string& tag : m_selection.tags()) {
        QAction* action = m_tags->addAction(menuText(tag));
        action->setCheckable(true);
        action->setChecked(
            std::all_of(runs.begin(), runs.end(), [&](const RunRecord* run) { return hasTag(run->marks, tag); }));
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
    if (const auto choice = choiceOf(m_selection.selectedRecords())) {
        m_session.edit(*choice, tr("Use a Run's Design"));
        emit pageRequested("design");
    }
}

void RunActions::sweepFromRuns() {
    std::vector<RunRecord> runs;
    for (const RunRecord* run : m_selection.selectedRecords())
        runs.push_back(*run);
    emit m_session.sweepOfRunsRequested(runs);
    emit pageRequested("sweep");
}

void RunActions::exportRun() {
    if (const Runs runs = m_selection.selectedRecords(); runs.size() == 1)
        m_runExport->ask(*runs.front());
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
    const Runs runs = m_selection.selectedRecords();
    markRuns(m_session, idsOf(runs), change, what.arg(counts::runs(std::ssize(runs))));
}

void RunActions::askForTag() {
    auto* dialog = new QInputDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName("newTagDialog");
    dialog->setWindowTitle(tr("New Tag"));
    dialog->setLabelText(
        tr("Tag for %1, one or a few words:").arg(counts::runs(std::ssize(m_selection.selectedRecords()))));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        try {
            setTag(tagFromText(text.toStdString()), true);
        } catch (const std::exception&) {
            m_session.report(Message::Level::Fault, faultSentence(tr("Tagging the runs")));
        }
    });
    dialog->open();
}

/// One run's in its place, if the view has one; that of several, which may differ, in a dialog.
void RunActions::editNote() {
    const Runs runs = m_selection.selectedRecords();
    if (runs.size() == 1 && m_selection.editNote(QString::fromStdString(runs[0]->id)))
        return;
    auto* dialog = new QInputDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName("noteDialog");
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(runs.size() == 1
                             ? tr("Note on the run:")
                             : tr("Note on %1, instead of the present ones:").arg(counts::runs(std::ssize(runs))));
    dialog->setTextValue(QString::fromStdString(runs.front()->marks.note));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        MarkChange change;
        change.note = text.trimmed().toStdString();
        mark(change, tr("Note on %1"));
    });
    dialog->open();
}

void RunActions::copy() {
    QApplication::clipboard()->setText(m_selection.selectedText());
}

void RunActions::askToDelete() {
    std::vector<std::string> ids;
    for (const QString& id : m_selection.selectedIds())
        ids.push_back(id.toStdString());
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
