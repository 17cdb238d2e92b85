// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace adapterscope {

class SweepGridModel;
class SweepGridView;

/// What rows, columns and colours of the sweep's grid stand for. Rows and columns are chosen for the open project, the
/// colours for good.
class SweepGridBar : public QWidget {
    Q_OBJECT

public:
    SweepGridBar(SweepGridModel& model, SweepGridView& view, QWidget* parent = nullptr);

    /// Leaves rows and columns to the program again, as for another project.
    void reset();

private:
    void choose();
    void offer();

    SweepGridModel& m_grid;
    QComboBox *m_rows, *m_columns;
    QCheckBox* m_byScore;
};

}  // namespace adapterscope
