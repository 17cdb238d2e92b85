// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/CurveReader.h"

#include <utility>
#include <vector>

#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/session/Message.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

std::vector<RunRecord> withCurves(Session& session, const QStringList& ids) {
    std::vector<RunRecord> runs;
    try {
        for (const QString& id : ids.mid(0, LiveCurves::mostShown))
            if (auto run = session.project().run(id.toStdString()))
                runs.push_back(std::move(*run));
    } catch (const std::exception&) {
        session.report(Message::Level::Fault, faultSentence(CurveReader::tr("Reading the runs' curves")));
    }
    return runs;
}

}  // namespace

CurveReader::CurveReader(Session& session, SweepGridModel& grid, SweepGridView& view, LiveCurves& curves,
                         QObject* parent)
    : QObject(parent), m_session(session), m_grid(grid), m_view(view), m_curves(curves) {}

QStringList CurveReader::selected() const {
    QStringList ids;
    for (const RunRecord* run : m_view.selectedRecords())
        if (!run->marks.archived)
            ids << QString::fromStdString(run->id);
    return ids;
}

void CurveReader::showSelected() {
    const QStringList ids = selected();
    m_curves.select(ids, withCurves(m_session, ids));
}

void CurveReader::followSelection() {
    if (selected() != m_curves.selected())
        showSelected();
}

void CurveReader::followElsewhere() {
    QStringList ids = m_curves.followed();  // to the end, if they have ended
    if (m_session.project().isReadOnly())
        for (const RunRecord* run : m_grid.runs())
            if (const QString id = QString::fromStdString(run->id);
                run->result.status == Status::Running && !run->marks.archived && !ids.contains(id))
                ids << id;
    if (!ids.isEmpty())
        m_curves.follow(withCurves(m_session, ids));
}

}  // namespace adapterscope
