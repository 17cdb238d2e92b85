// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QHeaderView>
#include <QStringList>
#include <QStyledItemDelegate>

namespace adapterscope {

/// Draws the cells of the sweep's grid.
class GridCellPainter : public QStyledItemDelegate {
public:
    explicit GridCellPainter(QAbstractItemView& view);
    /// Ground of cells with a score: by how high it is, or by their state.
    void colourByScore(bool isOn) { m_byScore = isOn; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    QAbstractItemView& m_view;
    bool m_byScore = false;
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
