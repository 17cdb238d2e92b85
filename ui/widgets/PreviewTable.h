// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringList>
#include <QTableWidget>

namespace adapterscope {

/// A small table to look at: its columns are as wide as what they hold, up to a limit, beyond which a tool tip has the
/// rest. Columns can be marked, by a word in the header and a ground, and cells can have a bar behind their number.
class PreviewTable : public QTableWidget {
    Q_OBJECT

public:
    explicit PreviewTable(QWidget* parent = nullptr);

    /// Replaces everything; without names of rows there is no header beside them.
    void setContent(const QStringList& columns, const QStringList& rows, const QList<QStringList>& cells);
    /// What distinguishes a column from the others; while any column has a word the others are subdued.
    struct Mark {
        QString word;
        int colour = 0;  ///< theme::categorical
    };
    /// By column; replaces those before.
    void setMarks(const QHash<int, Mark>& marks);
    /// Scrolls to the column if it is out of sight.
    void showColumn(int column);
    /// A share of 1, drawn behind a cell, whose text is then aligned as a number.
    void setBar(int row, int column, double share);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    void paintMarks();

    QStringList m_columns;
    QHash<int, Mark> m_marks;
};

}  // namespace adapterscope
