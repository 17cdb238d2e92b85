// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

#include "ui/models/RunColumns.h"
#include "ui/models/RunRow.h"

namespace adapterscope {

/// All runs of a project, one per row. Holds 10,000 of them easily: texts are made when they are shown.
class RunTableModel : public QAbstractTableModel, public RunColumns {
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole + 1, IdRole, StatusRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// The current runs. Rows that still exist keep their place and their selection.
    void setRows(std::vector<RunRow> rows);
    /// The labels of the rows, in their order; an empty one changes nothing.
    void setLabels(const QStringList& labels);
    /// By row; those beyond the end are not picked.
    void setPicked(const std::vector<bool>& picked);
    /// Whether notes can be edited.
    void setEditable(bool editable) { m_isEditable = editable; }
    const RunRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 if there is no such run.
    int rowOf(const QString& id) const { return m_places.value(id, -1); }
    static QString title(Column column);
    /// Its title in English, as in the settings.
    static QString name(Column column);
    static QString explanation(Column column);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    /// The person edited the note of a run, which the project does not have yet.
    void noteEdited(const QString& id, const QString& note);

private:
    struct ColumnText {
        const char *title, *explanation;
    };
    static const ColumnText& columnText(Column column);
    template <typename Change>
    void changeRows(Column first, int last, Change change);

    std::vector<RunRow> m_rows;
    QHash<QString, int> m_places;
    bool m_isEditable = false;
};

}  // namespace adapterscope
