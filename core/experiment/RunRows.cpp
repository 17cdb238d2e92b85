// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/RunRows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/FaultLog.h"
#include "core/common/JsonReader.h"

namespace adapterscope {
namespace {

/// The value made from `text`, made once.
template <class Value, class Make>
const Value& interned(std::map<std::string, Value>& known, const std::string& text, Make make) {
    const auto it = known.find(text);
    return it != known.end() ? it->second : known.emplace(text, make(text)).first->second;
}

std::map<std::string, double> numbersFromText(const std::string& text) {
    std::map<std::string, double> numbers;
    const nlohmann::json json = parseJson(text);
    for (const auto& [name, value] : json.items())
        numbers[name] = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    return numbers;
}

void bindOptional(SQLite::Statement& statement, int place, const std::optional<double>& value) {
    if (value)
        statement.bind(place, *value);
    else
        statement.bind(place);
}

/// An id is 16 hexadecimal digits, so it can never be a path or an option.
std::string requireRunId(std::string id) {
    if (id.size() != 16 || id.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw Error("Its id \"" + excerpt(id) + "\" is not one of 16 hexadecimal digits.");
    return id;
}

}  // namespace

/// The cells of one row in order, each of the requested type: SQLite itself would turn any text into a number.
class RunRowReader::RowCells {
public:
    explicit RowCells(SQLite::Statement& row) : m_row(row) {}

    std::string text() {
        const SQLite::Column cell = next();
        if (!cell.isText())
            fail(cell, "a text");
        return cell.getString();
    }
    std::int64_t whole() {
        const SQLite::Column cell = next();
        if (!cell.isInteger())
            fail(cell, "a whole number");
        return cell.getInt64();
    }
    std::int64_t count() {
        const SQLite::Column cell = next();
        if (!cell.isInteger() || cell.getInt64() < 0)
            fail(cell, "a whole number that is not negative");
        return cell.getInt64();
    }
    std::optional<double> numberOrNone() {
        const SQLite::Column cell = next();
        if (cell.isNull())
            return std::nullopt;
        if (!cell.isFloat() && !cell.isInteger())
            fail(cell, "a number");
        return cell.getDouble();
    }

private:
    SQLite::Column next() { return m_row.getColumn(m_column++); }
    [[noreturn]] static void fail(const SQLite::Column& cell, const char* wanted) {
        throw Error(std::string("Its ") + cell.getName() + " is not " + wanted + ".");
    }

    SQLite::Statement& m_row;
    int m_column = 0;
};

const char* const runColumns =
    "id, position, design, base, base_hash, task, task_name, task_hash, pooling, hyperparameters, seed, data_seed, "
    "parameters, status, trained, metric, dev, test, metrics, best_step, steps, seconds, attempts, message, "
    "environment, "
    "tuning IS NOT NULL, remarks";

const char* const insertRun =
    "INSERT INTO runs (id, position, design, base, base_hash, task, task_name, task_hash, pooling, hyperparameters, "
    "seed, "
    "data_seed, parameters, remarks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT "
    "(id) DO NOTHING";

const char* const updateResult =
    "UPDATE runs SET status = ?2, trained = ?3, metric = ?4, dev = ?5, test = ?6, metrics = ?7, best_step = ?8, "
    "steps = ?9, seconds = ?10, message = ?11, environment = ?12, tuning = ?13 WHERE id = ?1";

std::string storedText(const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

RunRecord RunRowReader::read(SQLite::Statement& row) {
    RowCells cells(row);
    std::string group;  // all that two seeds of one group have in common
    const auto shared = [&] {
        std::string read = cells.text();
        group += read + '\n';
        return read;
    };
    RunRecord record;
    RunSpec& spec = record.spec;
    record.id = requireRunId(cells.text());
    record.order = cells.whole();
    spec.design = interned(m_designs, shared(), [](const std::string& t) { return parseDesign(t); });
    spec.base = cells.text();
    spec.baseHash = shared();
    spec.task = interned(m_tasks, cells.text(), [](const std::string& t) { return taskSourceFromJson(parseJson(t)); });
    spec.taskName = cells.text();
    spec.taskHash = shared();
    spec.pooling = poolingFromText(shared());
    spec.hyperparameters = interned(m_hyperparameters, shared(),
                                    [](const std::string& t) { return hyperparametersFromJson(parseJson(t)); });
    record.group = interned(m_groups, group, [&](const std::string&) { return groupId(spec); });
    spec.seed = static_cast<std::uint64_t>(cells.whole());
    spec.dataSeed = static_cast<std::uint64_t>(cells.whole());
    record.parameters = cells.count();
    record.result = readResult(cells);
    record.hasTuning = cells.whole() != 0;
    record.remarks = interned(m_remarks, cells.text(),
                              [](const std::string& t) { return parseJson(t).get<std::vector<std::string>>(); });
    return record;
}

RunResult RunRowReader::readResult(RowCells& cells) {
    RunResult result;
    result.status = statusFromText(cells.text());
    result.trained = cells.count();
    result.metric = cells.text();
    result.dev = cells.numberOrNone();
    result.test = cells.numberOrNone();
    result.metrics = numbersFromText(cells.text());
    result.bestStep = cells.count();
    result.steps = cells.count();
    result.seconds = cells.numberOrNone().value_or(0);
    result.attempts = static_cast<int>(std::min<std::int64_t>(cells.count(), std::numeric_limits<int>::max()));
    result.message = cells.text();
    if (isTrace(result.message))  // from a version that stored what a library reported
        result.message = "The engine failed for an unexpected reason.";
    result.environment = interned(m_environments, cells.text(), [](const std::string& t) {
        return parseJson(t).get<std::map<std::string, std::string>>();
    });
    return result;
}

UnreadableRun unreadableRun(SQLite::Statement& row, const std::string& reason) {
    const auto cell = [&row](const char* name) { return excerpt(row.getColumn(name).getString(), 80); };
    return {cell("id"), cell("design"), cell("base"), cell("task_name"), cell("status"), excerpt(reason, 400)};
}

void bindRun(SQLite::Statement& insert, const std::string& id, const RunSpec& spec, std::int64_t parameters,
             std::int64_t position, const std::string& remarks) {
    insert.bind(1, id);
    insert.bind(2, position);
    insert.bind(3, toText(spec.design));
    insert.bind(4, spec.base);
    insert.bind(5, spec.baseHash);
    insert.bind(6, storedText(toJson(spec.task)));
    insert.bind(7, spec.taskName);
    insert.bind(8, spec.taskHash);
    insert.bind(9, toText(spec.pooling));
    insert.bind(10, storedText(toJson(spec.hyperparameters)));
    insert.bind(11, static_cast<std::int64_t>(spec.seed));
    insert.bind(12, static_cast<std::int64_t>(spec.dataSeed));
    insert.bind(13, parameters);
    insert.bind(14, remarks);
}

void bindResult(SQLite::Statement& update, const std::string& id, const RunResult& result, const std::string& tuning) {
    update.bind(1, id);
    update.bind(2, toText(result.status));
    update.bind(3, result.trained);
    update.bind(4, result.metric);
    bindOptional(update, 5, result.dev);
    bindOptional(update, 6, result.test);
    update.bind(7, storedText(result.metrics));
    update.bind(8, result.bestStep);
    update.bind(9, result.steps);
    update.bind(10, std::isfinite(result.seconds) ? result.seconds : 0.0);  // SQLite has no NaN
    update.bind(11, result.message);
    update.bind(12, storedText(result.environment));
    if (tuning.empty())
        update.bind(13);
    else
        update.bind(13, tuning);
}

}  // namespace adapterscope
