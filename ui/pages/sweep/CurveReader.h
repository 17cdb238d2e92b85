// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace adapterscope {

class LiveCurves;
class Session;
class SweepGridModel;
class SweepGridView;

/// Reads from the project what LiveCurves shows and nobody here trains: the runs that are selected in the grid, and
/// those that another process trains now.
class CurveReader : public QObject {
    Q_OBJECT

public:
    CurveReader(Session& session, SweepGridModel& grid, SweepGridView& view, LiveCurves& curves, QObject* parent);

    void showSelected();
    /// The same, if other runs are selected now, or if one of them was archived, than are shown.
    void followSelection();
    /// While the project is only read here: what is trained elsewhere, as far as it is.
    void followElsewhere();

private:
    QStringList selected() const;

    Session& m_session;
    SweepGridModel& m_grid;
    SweepGridView& m_view;
    LiveCurves& m_curves;
};

}  // namespace adapterscope
