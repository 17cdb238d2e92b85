// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/tables/FlatTable.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope {

std::string exact(const std::optional<double>& value) {
    return value ? fmt::format("{}", *value) : std::string();
}

namespace {

/// Four digits are what a printed table can use.
std::string rounded(const std::string& cell) {
    double value = 0;
    const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool isFraction =
        fault == std::errc() && end == cell.data() + cell.size() && cell.find_first_of(".e") != std::string::npos;
    return isFraction ? fmt::format("{:.4g}", value) : cell;
}

bool isControl(char c) {
    return (c >= 0 && c < ' ') || c == '\x7f';
}

/// Control characters stay, in quotes, but for the zero byte, at which some readers stop.
std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"") == std::string::npos && std::none_of(text.begin(), text.end(), isControl))
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        if (c == '\0')
            quoted += "\ufffd";
        else
            quoted += c;
    }
    return quoted + '"';
}

std::string latexField(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '\\':
                escaped += "\\textbackslash{}";
                break;
            case '~':
                escaped += "\\textasciitilde{}";
                break;
            case '^':
                escaped += "\\textasciicircum{}";
                break;
            case '<':
                escaped += "\\textless{}";
                break;
            case '>':
                escaped += "\\textgreater{}";
                break;
            case '|':
                escaped += "\\textbar{}";
                break;
            default:
                if (isControl(c)) {
                    escaped += ' ';
                    break;
                }
                if (std::string_view("#$%&_{}").find(c) != std::string_view::npos)
                    escaped += '\\';
                escaped += c;
        }
    }
    return escaped;
}

std::string trueOrFalse(bool value) {
    return value ? "true" : "false";
}

template <typename Field>
std::string joinedCells(const std::vector<std::string>& cells, const char* separator, Field field) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i == 0 ? "" : separator) + field(cells[i]);
    return line;
}

/// A column's header and whether it holds numbers.
void addColumns(FlatTable& table, std::initializer_list<const char*> headers, bool numbers) {
    for (const char* header : headers) {
        table.headers.emplace_back(header);
        table.isNumber.push_back(numbers);
    }
}

/// But for the learning rate, which has a place of its own.
nlohmann::json settingsWithoutRate(const RunSpec& spec) {
    nlohmann::json settings = settingsJson(spec);
    settings.erase("learning_rate");
    settings.erase("defaults");
    return settings;
}

void addSettings(FlatTable& table) {
    const nlohmann::json settings = settingsWithoutRate({});
    for (const auto& [name, value] : settings.items())
        addColumns(table, {name.c_str()}, value.is_number());
}

void appendSettings(const RunSpec& spec, std::vector<std::string>& row) {
    const nlohmann::json settings = settingsWithoutRate(spec);
    for (const auto& [name, value] : settings.items())
        row.push_back(value.is_string() ? value.get<std::string>() : value.dump());
}

void addCosts(FlatTable& table) {
    eachCost([&](const char* name, auto) { addColumns(table, {name}, true); });
}

void appendCosts(const std::optional<RunCosts>& costs, std::vector<std::string>& row) {
    eachCost(
        [&](const char*, auto member) { row.push_back(costs ? fmt::format("{}", (*costs).*member) : std::string()); });
}

}  // namespace

FlatTable runTable(const std::vector<RunRecord>& runs, const RatesGiven* rates) {
    const Factors factors = Factors::of(runs);
    std::optional<RatesGiven> own;
    const RatesGiven& given = rates ? *rates : own.emplace(runs);
    FlatTable table;
    addColumns(table, {"id", "label", "design", "base", "task"}, false);
    addColumns(table, {"learning_rate", "seed", "data_seed"}, true);
    addColumns(table, {"status"}, false);
    addColumns(table, {"trained"}, true);
    addColumns(table, {"metric"}, false);
    addColumns(table, {"dev", "test", "best_step", "steps", "seconds", "attempts"}, true);
    addColumns(table, {"message", "tags", "note", "archived", "pilot"}, false);
    addColumns(table, {"rates_tried"}, true);
    addColumns(table, {"rate_chosen_by"}, false);
    addSettings(table);
    addCosts(table);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunRecord& run = runs[i];
        const RunSpec& spec = run.spec;
        const RunResult& result = run.result;
        table.rows.push_back({run.id,
                              factors.label(i),
                              toText(spec.design),
                              spec.base,
                              spec.taskName,
                              exact(effectiveLearningRate(spec)),
                              std::to_string(spec.seed),
                              std::to_string(spec.dataSeed),
                              toText(result.status),
                              std::to_string(run.parameters),
                              result.metric,
                              exact(result.dev),
                              exact(result.test),
                              std::to_string(result.bestStep),
                              std::to_string(result.steps),
                              exact(result.seconds),
                              std::to_string(result.attempts),
                              result.message.text(),
                              joinedCells(run.marks.tags, ", ", std::identity()),
                              run.marks.note,
                              trueOrFalse(run.marks.archived),
                              trueOrFalse(run.isPilot),
                              std::to_string(given.of(run)),
                              rateOrigin(spec, run.tried)});
        appendSettings(spec, table.rows.back());
        appendCosts(result.costs, table.rows.back());
    }
    return table;
}

FlatTable comparisonTable(const std::vector<ComparedDesign>& designs) {
    FlatTable table;
    addColumns(table, {"label", "design", "base", "task"}, false);
    addColumns(table, {"learning_rate", "trained"}, true);
    addColumns(table, {"metric"}, false);
    addColumns(table, {"n", "mean", "sem", "low", "high"}, true);
    addColumns(table, {"front"}, false);
    addColumns(table, {"tried", "rates_tried"}, true);
    addColumns(table, {"rate_chosen_by", "fewer_rates"}, false);
    addSettings(table);
    addCosts(table);
    const bool arePicked = std::any_of(designs.begin(), designs.end(),
                                       [](const ComparedDesign& design) { return design.onDev || design.onTest; });
    if (arePicked)
        addColumns(table, {"dev", "test"}, true);
    for (const ComparedDesign& design : designs) {
        const Estimate& estimate = design.estimate;
        auto given = [](bool known, double value) { return known ? exact(value) : std::string(); };
        const bool hasInterval = estimate.n > 1 && estimate.hasInterval();  // as in compare --json
        table.rows.push_back({design.label, toText(design.spec.design), design.spec.base, design.spec.taskName,
                              exact(effectiveLearningRate(design.spec)), std::to_string(design.trained), design.metric,
                              std::to_string(estimate.n), exact(estimate.mean),
                              given(estimate.n > 1, estimate.standardError), given(hasInterval, estimate.low),
                              given(hasInterval, estimate.high), toText(design.front), std::to_string(design.tried),
                              std::to_string(design.rates), rateOrigin(design.spec, design.pilots),
                              trueOrFalse(design.hasFewerRates)});
        appendSettings(design.spec, table.rows.back());
        appendCosts(design.costs, table.rows.back());
        if (arePicked)
            for (const auto& scores : {design.onDev, design.onTest})
                table.rows.back().push_back(scores ? exact(scores->mean) : std::string());
    }
    return table;
}

std::string toCsv(const FlatTable& table) {
    std::string text = joinedCells(table.headers, ",", csvField) + "\n";
    for (const auto& row : table.rows)
        text += joinedCells(row, ",", csvField) + "\n";
    return text;
}

std::string toLatex(const FlatTable& table) {
    std::string text = "\\begin{tabular}{";
    for (const bool number : table.isNumber)
        text += number ? 'r' : 'l';
    text += "}\n\\toprule\n" + joinedCells(table.headers, " & ", latexField) + " \\\\\n\\midrule\n";
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t column = 0; column < row.size(); ++column)
            cells.push_back(table.isNumber[column] ? rounded(row[column]) : row[column]);
        text += joinedCells(cells, " & ", latexField) + " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{tabular}\n";
}

}  // namespace adapterscope
