// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStringList>
#include <QStyledItemDelegate>

namespace adapterscope {

class SweepGridView;

/// Draws the cells of the sweep's grid.
class GridCellPainter : public QStyledItemDelegate {
public:
    explicit GridCellPainter(SweepGridView& view);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    SweepGridView& m_view;
};

/// Titles in several lines; those that are still too long lose their middle, because they differ at their ends.
class WrappedHeader : public QHeaderView {
public:
    WrappedHeader(Qt::Orientation orientation, QWidget* parent);

    static constexpr int mostLines = 4;
    static constexpr int margin = 5;  ///< on either side of a title

    /// The lines that a title of that width needs, with some reserve for where they break.
    static int linesFor(int titleWidth, int room);
    /// The lines that these titles take, at most mostLines.
    static int linesOf(const QStringList& titles, const QFont& font, int room);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
};

}  // namespace adapterscope
