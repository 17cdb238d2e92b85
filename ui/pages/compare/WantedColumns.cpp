// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/WantedColumns.h"

#include <QSettings>

#include <algorithm>
#include <array>

namespace adapterscope {

namespace {

/// What the person chose for the column, by its English name: columns may be moved.
QString settingsKey(int column) {
    return QStringLiteral("compare/columns/") + RunTableModel::name(static_cast<RunTableModel::Column>(column));
}

/// The factor whose values the column has; empty if it is not a setting.
std::string factorOf(int column) {
    switch (column) {
        case RunTableModel::Base:
            return "base";
        case RunTableModel::Task:
            return "task";
        case RunTableModel::LearningRate:
        case RunTableModel::RatesTried:
            return "learning_rate";
        case RunTableModel::Batch:
            return "batch";
        case RunTableModel::Epochs:
            return "epochs";
        default:
            return {};
    }
}

/// Hidden until requested; designs and methods are in the labels.
bool isHiddenAtFirst(int column) {
    constexpr std::array hidden = {RunTableModel::DesignText, RunTableModel::Method,  RunTableModel::Metric,
                                   RunTableModel::BestStep,   RunTableModel::Steps,   RunTableModel::Stored,
                                   RunTableModel::Bytes,      RunTableModel::Percent, RunTableModel::MultiplyAdds,
                                   RunTableModel::Attempts,   RunTableModel::Id};
    return std::find(hidden.begin(), hidden.end(), column) != hidden.end();
}

}  // namespace

WantedColumns::WantedColumns() {
    const QSettings settings;
    for (int column = 0; column < RunTableModel::ColumnCount; ++column)
        if (settings.contains(settingsKey(column)))
            m_chosen[column] = settings.value(settingsKey(column)).toBool();
}

void WantedColumns::choose(int column, bool shown) {
    m_chosen[column] = shown;
    QSettings().setValue(settingsKey(column), shown);
}

void WantedColumns::setRows(const std::vector<RunRow>& rows) {
    m_hasReasons = std::any_of(rows.begin(), rows.end(),
                               [](const RunRow& row) { return row.unreadable || !row.record.result.message.empty(); });
    m_hasTags = std::any_of(rows.begin(), rows.end(), [](const RunRow& row) { return !row.record.marks.tags.empty(); });
}

bool WantedColumns::isWanted(int column) const {
    if (const auto chosen = m_chosen.find(column); chosen != m_chosen.end() && column != RunTableModel::Label)
        return chosen->second;
    const std::string factor = factorOf(column);
    return factor.empty() ? !isHiddenAtFirst(column) : m_varying.contains(factor);
}

bool WantedColumns::hasContent(int column) const {
    return (column != RunTableModel::Reason || m_hasReasons) && (column != RunTableModel::Tags || m_hasTags);
}

}  // namespace adapterscope
