// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RunMarking.h"

#include <QCoreApplication>
#include <QStringList>
#include <QUndoCommand>
#include <QUndoStack>

#include <functional>
#include <map>
#include <utility>

#include "ui/session/Message.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

struct RunMarking {
    Q_DECLARE_TR_FUNCTIONS(RunMarking)
};

/// Changes the open project and tells the pages; false, and a message, if it fails.
bool change(Session& session, const QString& activity, const std::function<void(Project&)>& action) {
    bool isDone = true;
    try {
        action(session.project());
    } catch (const std::exception&) {
        isDone = false;
        session.report(Message::Level::Fault, faultSentence(activity));
    }
    emit session.runsPlanned();
    emit session.runsChanged();
    return isDone;
}

class MarkCommand : public QUndoCommand {
public:
    MarkCommand(Session& session, std::vector<std::string> ids, MarkChange change, const QString& what)
        : QUndoCommand(what), m_session(session), m_ids(std::move(ids)), m_change(std::move(change)) {}

    /// Leaves nothing to undo if it failed or changed nothing.
    void redo() override {
        m_before.clear();
        change(m_session, RunMarking::tr("Marking the runs"),
               [this](Project& project) { m_before = project.mark(m_ids, m_change); });
        setObsolete(m_before.empty());
    }
    void undo() override {
        if (!change(m_session, RunMarking::tr("Undoing the marks"),
                    [this](Project& project) { project.setMarks(m_before); }))
            setObsolete(true);
        else if (m_change.archived)
            emit m_session.runsRequested(changed());  // they were selected, and lost that when they left the view
    }

private:
    /// In the order in which they were selected, which says what is compared with what.
    QStringList changed() const {
        QStringList ids;
        for (const std::string& id : m_ids)
            if (m_before.contains(id))
                ids << QString::fromStdString(id);
        return ids;
    }

    Session& m_session;
    std::vector<std::string> m_ids;
    MarkChange m_change;
    std::map<std::string, RunMarks> m_before;
};

}  // namespace

void markRuns(Session& session, const std::vector<std::string>& ids, const MarkChange& change, const QString& what) {
    session.undoStack()->push(new MarkCommand(session, ids, change, what));
}

void deleteRuns(Session& session, const std::vector<std::string>& ids) {
    change(session, RunMarking::tr("Deleting the runs"), [&](Project& project) { project.remove(ids); });
}

}  // namespace adapterscope
