// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/CurveStore.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/experiment/project/RunRows.h"
#include "core/experiment/project/RunScan.h"

namespace adapterscope {
namespace {

/// Empty if it cannot be read.
std::optional<CurvePoint> readPoint(const SQLite::Column& cell) {
    try {
        return curvePointFromJson(parseJson(cell.getString()));
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

void storePoint(SQLite::Database& database, const std::string& run, const CurvePoint& point) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO points (run, step, point) VALUES (:run, :step, :point)");
    insert.bind(":run", run);
    insert.bind(":step", point.step);
    insert.bind(":point", storedText(toJson(point)));
    insert.exec();
}

void removeCurve(SQLite::Database& database, const std::string& run) {
    SQLite::Statement points(database, "DELETE FROM points WHERE run = ?");
    points.bind(1, run);
    points.exec();
}

std::vector<CurvePoint> readCurve(SQLite::Database& database, const std::string& run) {
    std::vector<CurvePoint> points;
    SQLite::Statement query(database, "SELECT point FROM points WHERE run = ? ORDER BY step");
    query.bind(1, run);
    untilDamage(query, [&](SQLite::Statement& row) {
        if (std::optional<CurvePoint> point = readPoint(row.getColumn("point")))
            points.push_back(*std::move(point));
    });
    return points;
}

std::map<std::string, CurvePoint> readStarts(SQLite::Database& database) {
    std::map<std::string, CurvePoint> starts;
    SQLite::Statement query(database, "SELECT run, point FROM points WHERE step = 0");
    untilDamage(query, [&](SQLite::Statement& row) {
        if (std::optional<CurvePoint> point = readPoint(row.getColumn("point")))
            starts.emplace(row.getColumn("run").getString(), *std::move(point));
    });
    return starts;
}

}  // namespace adapterscope
