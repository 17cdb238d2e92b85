// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <string>
#include <vector>

#include "core/experiment/runs/RunMarks.h"

class QAction;
class QMenu;
class QWidget;

namespace adapterscope {

class RunExport;
class RunSelection;
class RunTable;
class Session;
struct RunRecord;

/// What can be done with the runs that are selected in a view: take their design to the Design page or their
/// settings to the Sweep page, export one, archive them and take them back, tag, note, copy or delete them. What
/// changes the project can be undone, except deleting.
class RunActions : public QObject {
    Q_OBJECT

public:
    /// For a view that takes their keys. `page` holds it and is the parent of dialogs. Call refresh() whenever the
    /// selected runs, or what is known about them, change.
    RunActions(Session& session, RunSelection& selection, QWidget& view, QWidget& page);
    /// For the table, which is followed and offers them in its menu.
    RunActions(Session& session, RunTable& table, QWidget& page);

    /// For a menu of the window; those with a key have it wherever they were added (takeKeysOf).
    const QList<QAction*>& actions() const { return m_actions; }
    /// Their keys are taken in this widget, too, while it has the focus.
    void takeKeysOf(QWidget& widget);
    /// Enables what can be done with the runs that are selected now.
    void refresh();
    void showMenu(const QPoint& globalPlace);

signals:
    /// The design, or the sweep, is on another page.
    void pageRequested(const QString& key);

private:
    QAction* add(const char* name, const QString& text, const QString& toolTip, void (RunActions::*act)());
    void fillTags();
    void useDesign();
    void sweepFromRuns();
    void exportRun();
    void archive();
    void takeBack();
    void askForTag();
    void editNote();
    void copy();
    void askToDelete();
    /// `what` has %1 in place of "3 runs".
    void mark(const MarkChange& change, const QString& what);
    void setTag(const std::string& tag, bool isSet);

    Session& m_session;
    RunSelection& m_selection;
    QWidget& m_page;
    QMenu* m_tags;
    QList<QAction*> m_actions;
    RunExport* m_runExport;
    QAction *m_use, *m_sweep, *m_export, *m_archive, *m_takeBack, *m_note, *m_copy, *m_delete;
};

}  // namespace adapterscope
