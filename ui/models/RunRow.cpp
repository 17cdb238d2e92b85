// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunRow.h"

#include <utility>

#include "core/experiment/comparison/RatesGiven.h"

namespace adapterscope {

namespace {

bool sameResult(const RunRecord& a, const RunRecord& b) {
    return a.result.status == b.result.status && a.result.dev == b.result.dev && a.result.test == b.result.test &&
           a.result.attempts == b.result.attempts && a.result.steps == b.result.steps &&
           a.result.message == b.result.message && a.result.seconds == b.result.seconds && a.remarks == b.remarks &&
           a.marks == b.marks && a.isPilot == b.isPilot;
}

}  // namespace

std::vector<RunRow> RunRow::of(std::vector<RunRecord> records, const std::vector<UnreadableRun>& unreadable) {
    std::vector<RunRow> rows;
    rows.reserve(records.size() + unreadable.size());
    const RatesGiven rates(records);
    for (RunRecord& record : records) {
        const QString design = QString::fromStdString(toText(record.spec.design));
        const int given = rates.of(record);
        rows.push_back({std::move(record), design, design, {}, given});
    }
    for (const UnreadableRun& run : unreadable) {
        RunRow row;
        row.record.id = run.id;
        row.design = row.label = QString::fromStdString(run.design);
        row.unreadable = run;
        rows.push_back(std::move(row));
    }
    return rows;
}

bool RunRow::showsTheSameAs(const RunRow& other) const {
    return unreadable.has_value() == other.unreadable.has_value() && rates == other.rates &&
           (unreadable ? unreadable->reason == other.unreadable->reason : sameResult(record, other.record));
}

}  // namespace adapterscope
