// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace adapterscope {

class LiveCurves;

/// The grid above the curves. Until a person moves the border, the plot of the curves has at least a third of the
/// window's height, if the grid leaves it that, and never less than two fifths of both.
class GridAndCurves : public QSplitter {
    Q_OBJECT

public:
    GridAndCurves(QWidget* grid, LiveCurves& curves, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void share();

    LiveCurves& m_curves;
    bool m_isChosen = false;  ///< by the person
};

}  // namespace adapterscope
