// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <string>
#include <vector>

#include "core/experiment/RunMarks.h"

class QAction;
class QMenu;
class QWidget;

namespace adapterscope {

class RunTable;
class Session;
struct RunRow;

/// What can be done with the runs that are selected in the table: take their design to the Design page or their
/// settings to the Sweep page, archive them and take them back, tag, note, copy or delete them. All but deleting can be
/// undone.
class RunActions : public QObject {
    Q_OBJECT

public:
    /// `page` holds the table and is the parent of dialogs.
    RunActions(Session& session, RunTable& table, QWidget& page);

    /// For a menu of the window; those with a key have it wherever they were added to (takeKeysOf).
    const QList<QAction*>& actions() const { return m_actions; }
    /// Their keys are taken in this widget, too, while it has the focus.
    void takeKeysOf(QWidget& widget);
    void showMenu(const QPoint& globalPlace);

signals:
    /// The design, or the sweep, is on another page.
    void pageRequested(const QString& key);

private:
    QAction* add(const char* name, const QString& text, const QString& toolTip, void (RunActions::*act)());
    void refresh();
    void fillTags();
    void useDesign();
    void sweepFromRuns();
    void archive();
    void takeBack();
    void askForTag();
    void editNote();
    void copy();
    void askToDelete();
    /// `what` has %1 in the place of "3 runs".
    void mark(const MarkChange& change, const QString& what);
    void setTag(const std::string& tag, bool isSet);
    std::vector<const RunRow*> readableRows() const;

    Session& m_session;
    RunTable& m_table;
    QWidget& m_page;
    QMenu* m_tags;
    QList<QAction*> m_actions;
    QAction *m_use, *m_sweep, *m_archive, *m_takeBack, *m_note, *m_copy, *m_delete;
};

}  // namespace adapterscope
