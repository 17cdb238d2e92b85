// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/RunRows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/FaultLog.h"
#include "core/common/Hash.h"
#include "core/common/JsonFields.h"
#include "core/common/JsonReader.h"
#include "core/common/JsonValue.h"
#include "core/common/SentenceJson.h"
#include "core/experiment/runs/PlannedRun.h"
#include "core/experiment/runs/Remarks.h"

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

void bindOptional(SQLite::Statement& statement, const char* name, const std::optional<double>& value) {
    if (value)
        statement.bind(name, *value);
    else
        statement.bind(name);
}

/// The columns message and remarks are text, which earlier versions read too. Those of their sentences that clients
/// phrase differently are in `outcomes`, the one column that may grow: "message", and "remarks" in a list.
nlohmann::json messageJson(const Sentence& message) {
    return message.namesSetting() ? toJson(message) : nlohmann::json();
}

nlohmann::json remarksJson(const std::vector<Sentence>& remarks) {
    nlohmann::json parts;
    for (const Sentence& remark : remarks)
        if (remark.namesSetting())
            parts.push_back(toJson(remark));
    return parts;
}

std::vector<Sentence> remarksFrom(const std::string& texts, const nlohmann::json* parts) {
    std::map<std::string, Sentence> sentences;
    if (parts)
        for (const nlohmann::json& each : *parts)
            if (const auto sentence = sentenceFromJson(each))
                sentences.emplace(sentence->text(), *sentence);
    std::vector<Sentence> remarks;
    for (const std::string& text : parseJson(texts).get<std::vector<std::string>>()) {
        const auto found = sentences.find(text);
        remarks.push_back(found == sentences.end() ? Sentence(text) : found->second);
    }
    return remarks;
}

/// Those of the splits that are recorded, what the run costs, and what its message consists of.
nlohmann::json outcomesJson(const RunResult& result) {
    nlohmann::json json = nlohmann::json::object();
    if (result.devRows.rows > 0)
        json["dev"] = toJson(result.devRows);
    if (result.testRows.rows > 0)
        json["test"] = toJson(result.testRows);
    if (result.costs)
        json["costs"] = toJson(*result.costs);
    if (const nlohmann::json message = messageJson(result.message); !message.is_null())
        json["message"] = message;
    return json;
}

void readOutcomes(const nlohmann::json& json, RunResult& result) {
    JsonFields fields(json, "the outcomes of a run's rows");
    if (const nlohmann::json* dev = fields.find("dev"))
        result.devRows = rowOutcomesFromJson(*dev);
    if (const nlohmann::json* test = fields.find("test"))
        result.testRows = rowOutcomesFromJson(*test);
    if (const nlohmann::json* costs = fields.find("costs"))
        result.costs = runCostsFromJson(*costs);
    result.message = sentenceSaying(result.message.text(), fields.find("message"));
}

/// An id is 16 hexadecimal digits, so it can never be a path or an option.
std::string requireRunId(std::string id) {
    if (!isHexadecimal(id, 16))
        throw Error("Its id \"{}\" is not one of 16 hexadecimal digits.", excerpt(id));
    return id;
}

constexpr std::array columns = {"id",     "position",  "design",     "base",     "base_hash",
                                "task",   "task_name", "task_hash",  "pooling",  "hyperparameters",
                                "seed",   "data_seed", "parameters", "status",   "trained",
                                "metric", "dev",       "test",       "metrics",  "best_step",
                                "steps",  "seconds",   "attempts",   "message",  "environment",
                                "tuning", "remarks",   "outcomes",   "archived", "tags",
                                "note",   "pilot",     "tried_rates"};

/// A column by its name. Its place in runColumns() is found at compile time, since every row needs it.
struct ColumnName {
    consteval ColumnName(const char* name) {  // NOLINT(google-explicit-constructor,hicpp-explicit-conversions)
        while (std::string_view(columns.at(static_cast<std::size_t>(place))) != name)
            ++place;
    }
    int place = 0;
};

}  // namespace

/// The cells of one row by their names, each of the requested type: SQLite itself would turn any text into a number.
class RunRowReader::RowCells {
public:
    RowCells(SQLite::Statement& row, TextsRead& texts) : m_row(row), m_texts(texts) {}

    std::string text(ColumnName name) const {
        const SQLite::Column found = cell(name);
        if (!found.isText())
            fail(found, "a text");
        requireRoom(found, name.place == ColumnName("message").place || name.place == ColumnName("note").place);
        return found.getString();
    }
    std::int64_t whole(ColumnName name) const {
        const SQLite::Column found = cell(name);
        if (!found.isInteger())
            fail(found, "a whole number");
        return found.getInt64();
    }
    std::int64_t count(ColumnName name) const {
        const SQLite::Column found = cell(name);
        if (!found.isInteger() || found.getInt64() < 0)
            fail(found, "a whole number that is not negative");
        return found.getInt64();
    }
    std::optional<double> numberOrNone(ColumnName name) const {
        const SQLite::Column found = cell(name);
        if (found.isNull())
            return std::nullopt;
        if (!found.isFloat() && !found.isInteger())
            fail(found, "a number");
        return found.getDouble();
    }
    bool isGiven(ColumnName name) const { return !cell(name).isNull(); }

private:
    SQLite::Column cell(ColumnName name) const { return m_row.getColumn(name.place); }
    [[noreturn]] static void fail(const SQLite::Column& cell, const char* wanted) {
        throw Error("Its {} is not {}.", cell.getName(), wanted);
    }

    /// Throws Error if the text, which is not copied yet, is too large by itself or with what was read before.
    void requireRoom(const SQLite::Column& cell, bool isWords) const {
        constexpr std::size_t ordinary = 4 << 10, mostWords = 32 << 20, mostOthers = 512 << 20;
        const auto size = static_cast<std::size_t>(cell.getBytes());
        if (const std::size_t longest = isWords ? longestWords : longestText; size > longest)
            throw Error("Its {} is longer than {} MB.", cell.getName(), longest >> 20);
        std::size_t& sum = isWords ? m_texts.words : m_texts.others;
        const std::size_t most = isWords ? mostWords : mostOthers, counted = size > ordinary ? size : 0;
        if (sum + counted > most)
            throw Error("With its {} more than {} MB of long texts would be read.", cell.getName(), most >> 20);
        sum += counted;
    }

    SQLite::Statement& m_row;
    TextsRead& m_texts;
};

const std::string& runColumns() {
    static const std::string list = [] {
        std::string names;
        for (const char* name : columns)
            names += (names.empty() ? "" : ", ") + std::string(name);
        return names;
    }();
    return list;
}

const char* const insertRun =
    "INSERT INTO runs (id, position, design, base, base_hash, task, task_name, task_hash, pooling, hyperparameters, "
    "seed, data_seed, parameters, remarks, outcomes, pilot, tried_rates) VALUES (:id, :position, :design, :base, "
    ":base_hash, :task, :task_name, :task_hash, :pooling, :hyperparameters, :seed, :data_seed, :parameters, :remarks, "
    "json_patch('{}', :parts), :pilot, :tried_rates) ON CONFLICT (id) DO NOTHING";

// A null in a patch removes the field. Outcomes that are damaged stay as they are.
const char* const updatePlan =
    "UPDATE runs SET base = :base, task = :task, remarks = :remarks, "
    "outcomes = CASE WHEN json_valid(outcomes) THEN json_patch(outcomes, :parts) ELSE outcomes END, "
    "archived = archived AND status NOT IN ('waiting', 'interrupted'), pilot = min(pilot, :pilot), "
    "tried_rates = CASE :tried_rates WHEN '[]' THEN tried_rates ELSE :tried_rates END WHERE id = :id";

const char* const updateStatus =
    "UPDATE runs SET status = :status, message = :message, "
    "outcomes = CASE WHEN json_valid(outcomes) THEN json_patch(outcomes, :parts) ELSE outcomes END WHERE id = :id";

const char* const updateResult =
    "UPDATE runs SET status = :status, trained = :trained, metric = :metric, dev = :dev, test = :test, "
    "metrics = :metrics, best_step = :best_step, steps = :steps, seconds = :seconds, message = :message, "
    "environment = :environment, tuning = :tuning, outcomes = CASE WHEN json_valid(outcomes) "
    "THEN json_patch(:outcomes, json_object('remarks', json_extract(outcomes, '$.remarks'))) ELSE :outcomes END "
    "WHERE id = :id";

std::string storedText(const nlohmann::json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> tagsFromStored(const std::string& text) {
    return parseJson(text).get<std::vector<std::string>>();
}

RunRecord RunRowReader::read(SQLite::Statement& row, TextsRead& texts) {
    const RowCells cells(row, texts);
    std::string group;  // all that two seeds of one group have in common
    const auto shared = [&group](std::string read) {
        group += read + '\n';
        return read;
    };
    RunRecord record;
    RunSpec& spec = record.spec;
    record.id = requireRunId(cells.text("id"));
    record.order = cells.whole("position");
    spec.design =
        interned(m_designs, shared(cells.text("design")), [](const std::string& t) { return parseDesign(t); });
    spec.base = cells.text("base");
    spec.baseHash = shared(cells.text("base_hash"));
    spec.task =
        interned(m_tasks, cells.text("task"), [](const std::string& t) { return taskSourceFromJson(parseJson(t)); });
    spec.taskName = cells.text("task_name");
    spec.taskHash = shared(cells.text("task_hash"));
    spec.pooling = poolingFromText(shared(cells.text("pooling")));
    spec.hyperparameters = interned(m_hyperparameters, shared(cells.text("hyperparameters")),
                                    [](const std::string& t) { return hyperparametersFromJson(parseJson(t)); });
    record.group = interned(m_groups, group, [&](const std::string&) { return groupId(spec); });
    spec.seed = static_cast<std::uint64_t>(cells.whole("seed"));
    spec.dataSeed = static_cast<std::uint64_t>(cells.whole("data_seed"));
    record.parameters = cells.count("parameters");
    const std::string stored = cells.text("outcomes"), remarks = cells.text("remarks");
    const nlohmann::json outcomes = stored == "{}" ? nlohmann::json::object() : parseJson(stored);
    record.result = readResult(cells, outcomes);
    record.hasTuning = cells.isGiven("tuning");
    const nlohmann::json* parts = fieldIfAny(outcomes, "remarks");
    record.remarks = interned(m_remarks, parts ? remarks + storedText(*parts) : remarks,
                              [&](const std::string&) { return remarksFrom(remarks, parts); });
    record.marks = {cells.whole("archived") != 0, interned(m_tags, cells.text("tags"), &tagsFromStored),
                    cells.text("note")};
    record.isPilot = cells.count("pilot") > 0;
    record.tried = interned(m_tried, cells.text("tried_rates"),
                            [](const std::string& t) { return triedRatesFromJson(parseJson(t)); });
    return record;
}

RunResult RunRowReader::readResult(const RowCells& cells, const nlohmann::json& outcomes) {
    RunResult result;
    result.status = statusFromText(cells.text("status"));
    result.trained = cells.count("trained");
    result.metric = cells.text("metric");
    result.dev = cells.numberOrNone("dev");
    result.test = cells.numberOrNone("test");
    result.metrics = numbersFromText(cells.text("metrics"));
    result.bestStep = cells.count("best_step");
    result.steps = cells.count("steps");
    result.seconds = cells.numberOrNone("seconds").value_or(0);
    result.attempts =
        static_cast<int>(std::min<std::int64_t>(cells.count("attempts"), std::numeric_limits<int>::max()));
    result.message = cells.text("message");
    if (isTrace(result.message.text()))  // from a version that stored what a library reported
        result.message = "The engine failed for an unexpected reason.";
    result.environment = interned(m_environments, cells.text("environment"), [](const std::string& t) {
        return parseJson(t).get<std::map<std::string, std::string>>();
    });
    readOutcomes(outcomes, result);
    return result;
}

std::string shownCell(const SQLite::Column& cell) {
    constexpr std::size_t longest = 80;
    const char* const text = cell.getText();
    return excerpt(std::string_view(text, std::min(static_cast<std::size_t>(cell.getBytes()), 2 * longest)), longest);
}

UnreadableRun unreadableRun(SQLite::Statement& row, const Sentence& reason) {
    const auto cell = [&row](const char* name) { return shownCell(row.getColumn(name)); };
    const Sentence words = excerpt(reason.text(), 400);
    return {cell("id"),        cell("design"), cell("base"),
            cell("task_name"), cell("status"), words == reason ? reason : words};
}

void bindPlan(SQLite::Statement& statement, const std::string& id, const PlannedRun& run) {
    const std::vector<Sentence> remarks = inWords(run.remarks);
    statement.bind(":id", id);
    statement.bind(":base", run.spec.base);
    statement.bind(":task", storedText(toJson(run.spec.task)));
    statement.bind(":remarks", storedText(textsOf(remarks)));
    statement.bind(":parts", storedText({{"remarks", remarksJson(remarks)}}));
    statement.bind(":pilot", run.isPilot ? 1 : 0);
    statement.bind(":tried_rates", storedText(toJson(run.tried)));
}

void bindRun(SQLite::Statement& insert, const std::string& id, const PlannedRun& run, std::int64_t position) {
    const RunSpec& spec = run.spec;
    bindPlan(insert, id, run);
    insert.bind(":position", position);
    insert.bind(":design", toText(spec.design));
    insert.bind(":base_hash", spec.baseHash);
    insert.bind(":task_name", spec.taskName);
    insert.bind(":task_hash", spec.taskHash);
    insert.bind(":pooling", toText(spec.pooling));
    insert.bind(":hyperparameters", storedText(toJson(spec.hyperparameters)));
    insert.bind(":seed", static_cast<std::int64_t>(spec.seed));
    insert.bind(":data_seed", static_cast<std::int64_t>(spec.dataSeed));
    insert.bind(":parameters", run.parameters);
}

void bindStatus(SQLite::Statement& update, Status status, const Sentence& message) {
    update.bind(":status", toText(status));
    update.bind(":message", message.text());
    update.bind(":parts", storedText({{"message", messageJson(message)}}));
}

void bindResult(SQLite::Statement& update, const std::string& id, const RunResult& result, const std::string& tuning) {
    update.bind(":id", id);
    update.bind(":status", toText(result.status));
    update.bind(":trained", result.trained);
    update.bind(":metric", result.metric);
    bindOptional(update, ":dev", result.dev);
    bindOptional(update, ":test", result.test);
    update.bind(":metrics", storedText(result.metrics));
    update.bind(":best_step", result.bestStep);
    update.bind(":steps", result.steps);
    update.bind(":seconds", std::isfinite(result.seconds) ? result.seconds : 0.0);  // SQLite has no NaN
    update.bind(":message", result.message.text());
    update.bind(":environment", storedText(result.environment));
    update.bind(":outcomes", storedText(outcomesJson(result)));
    if (tuning.empty())
        update.bind(":tuning");
    else
        update.bind(":tuning", tuning);
}

}  // namespace adapterscope
