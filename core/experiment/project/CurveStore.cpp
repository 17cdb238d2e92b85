// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/CurveStore.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/experiment/project/RunRows.h"
#include "core/experiment/project/RunScan.h"

namespace adapterscope {
namespace {

/// Looks points up one by one, so that one that is too large hides no other.
class PointReader {
public:
    explicit PointReader(SQLite::Database& database)
        : m_query(database, "SELECT point FROM points WHERE run = ? AND step = ?") {}

    /// Empty if it cannot be read, or if too much was read with it.
    std::optional<CurvePoint> read(const std::string& run, std::int64_t step) {
        constexpr std::size_t longest = 1 << 20, most = 256 << 20;
        m_query.tryReset();
        m_query.bind(1, run);
        m_query.bind(2, step);
        try {
            if (!m_query.executeStep())
                return std::nullopt;
            const SQLite::Column cell = m_query.getColumn(0);
            const auto size = static_cast<std::size_t>(cell.getBytes());
            if (size > longest || m_sum + size > most)
                return std::nullopt;
            m_sum += size;
            return curvePointFromJson(parseJson(cell.getString()));
        } catch (const nlohmann::json::exception&) {
            return std::nullopt;
        } catch (const Error&) {
            return std::nullopt;
        } catch (const SQLite::Exception& failure) {
            if (!isTooLarge(failure))
                throw;
            return std::nullopt;
        }
    }

private:
    SQLite::Statement m_query;
    std::size_t m_sum = 0;
};

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
    PointReader reader(database);
    SQLite::Statement steps(database, "SELECT step FROM points WHERE run = ? ORDER BY step");
    steps.bind(1, run);
    untilDamage(steps, [&](SQLite::Statement& row) {
        if (std::optional<CurvePoint> point = reader.read(run, row.getColumn("step").getInt64()))
            points.push_back(*std::move(point));
    });
    return points;
}

std::map<std::string, CurvePoint> readStarts(SQLite::Database& database) {
    std::map<std::string, CurvePoint> starts;
    PointReader reader(database);
    SQLite::Statement runs(database, "SELECT run FROM points WHERE step = 0");
    untilDamage(runs, [&](SQLite::Statement& row) {
        const std::string run = row.getColumn("run").getString();
        if (std::optional<CurvePoint> point = reader.read(run, 0))
            starts.emplace(run, *std::move(point));
    });
    return starts;
}

}  // namespace adapterscope
