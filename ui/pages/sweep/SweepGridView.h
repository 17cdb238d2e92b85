// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace adapterscope {

class SweepGridModel;

/// The grid of a sweep: colour, symbol and word in each cell, a bar in running ones; a menu to retry, cancel, or look
/// closer.
class SweepGridView : public QTableView {
    Q_OBJECT

public:
    explicit SweepGridView(SweepGridModel& model, QWidget* parent = nullptr);

    /// Ids of the selected runs that are in the project.
    QStringList selectedIds() const;

signals:
    void retryWanted(const QStringList& ids);
    void cancelWanted(const QStringList& ids);
    void openWanted(const QStringList& ids);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void updateGeometries() override;
    void changeEvent(QEvent* event) override;

private:
    void sizeCells();  ///< for the current size of text
};

}  // namespace adapterscope
