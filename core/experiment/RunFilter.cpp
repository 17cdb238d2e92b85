// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/RunFilter.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/experiment/Factors.h"

namespace adapterscope {
namespace {

constexpr std::array statuses = {Status::Waiting, Status::Running,   Status::Done,        Status::Diverged,
                                 Status::Failed,  Status::Cancelled, Status::Interrupted, Status::Pruned};

std::string inSmallLetters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return text;
}

std::optional<double> numberIn(const std::string& text) {
    try {
        return numberFromText(text);
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Words between blanks, the quotes around parts of them taken away.
std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words(1);
    bool isQuoted = false;
    for (const char c : text) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && std::isspace(static_cast<unsigned char>(c)))
            words.emplace_back();
        else
            words.back() += c;
    }
    if (isQuoted)
        throw Error("The filter {} has a quotation mark without its other one.", text);
    std::erase(words, "");
    return words;
}

bool compare(const std::string& comparison, double a, double b) {
    if (comparison == "<" || comparison == "<=")
        return comparison == "<" ? a < b : a <= b;
    if (comparison == ">" || comparison == ">=")
        return comparison == ">" ? a > b : a >= b;
    return (a == b) == (comparison == "=");
}

/// What a filter can ask of a run beside its factors.
std::map<std::string, std::string> resultFields(const RunRecord& run) {
    const RunResult& result = run.result;
    std::map<std::string, std::string> fields = {{"id", run.id},
                                                 {"design", toText(run.spec.design)},
                                                 {"seed", std::to_string(run.spec.seed)},
                                                 {"data_seed", std::to_string(run.spec.dataSeed)},
                                                 {"status", toText(result.status)},
                                                 {"metric", result.metric},
                                                 {"trained", std::to_string(run.parameters)},
                                                 {"steps", std::to_string(result.steps)},
                                                 {"best_step", std::to_string(result.bestStep)},
                                                 {"seconds", numberText(result.seconds)},
                                                 {"attempts", std::to_string(result.attempts)},
                                                 {"dev", ""},
                                                 {"test", ""}};
    if (result.dev)
        fields["dev"] = numberText(*result.dev);
    if (result.test)
        fields["test"] = numberText(*result.test);
    return fields;
}

}  // namespace

RunFilter::RunFilter(std::string_view text) {
    for (const std::string& word : wordsOf(text))
        m_conditions.push_back(conditionOf(word));
}

RunFilter::Condition RunFilter::conditionOf(const std::string& word) {
    const std::string small = inSmallLetters(word);
    for (const Status status : statuses)
        if (small == toText(status))
            return {"status", "=", small, std::nullopt};
    const auto at = small.find_first_of("=<>!");
    if (at == std::string::npos)
        return {"", "", small, std::nullopt};
    const auto end = small.find_first_not_of("=<>!", at);
    Condition condition{
        small.substr(0, at), small.substr(at, end - at), end == std::string::npos ? "" : small.substr(end), {}};
    constexpr std::array<std::string_view, 6> comparisons = {"=", "!=", "<", "<=", ">", ">="};
    if (std::find(comparisons.begin(), comparisons.end(), condition.comparison) == comparisons.end() ||
        condition.field.empty() || condition.value.empty())
        throw Error(
            "\"{}\" is no condition of a filter: write a field, one of = != < <= > >=, and a value, as in m=8 or "
            "dev>0.9.",
            word);
    condition.number = numberIn(condition.value);
    if (condition.comparison.find_first_of("<>") != std::string::npos && !condition.number)
        throw Error("\"{}\" compares with what is not a number; write one after {}.", word, condition.comparison);
    if (condition.field == "lr")
        condition.field = "learning_rate";
    return condition;
}

bool RunFilter::Condition::holds(const Fields& fields) const {
    if (field.empty())
        return std::any_of(fields.begin(), fields.end(), [&](const auto& named) {
            constexpr std::array<std::string_view, 4> searched = {"id", "design", "base", "task"};
            return std::find(searched.begin(), searched.end(), named.first) != searched.end() &&
                   inSmallLetters(named.second).find(value) != std::string::npos;
        });
    const auto found = fields.find(field);
    if (found == fields.end() || found->second.empty())
        return comparison == "!=";
    const std::optional<double> own = numberIn(found->second);
    if (number && own)
        return compare(comparison, *own, *number);
    const bool isEqual = inSmallLetters(found->second) == value;
    return comparison == "=" ? isEqual : comparison == "!=" && !isEqual;
}

void RunFilter::requireKnown(const std::set<std::string>& known) const {
    for (const Condition& condition : m_conditions)
        if (!condition.field.empty() && !known.contains(condition.field))
            throw Error("No run here has \"{}\", which the filter names: there are {}.{}", condition.field,
                        listed({known.begin(), known.end()}, "and"),
                        suggestion(condition.field, {known.begin(), known.end()}));
}

std::vector<RunRecord> RunFilter::of(std::vector<RunRecord> runs) const {
    if (m_conditions.empty() || runs.empty())
        return runs;
    const Factors factors = Factors::of(runs);
    std::set<std::string> known;
    std::vector<RunRecord> meant;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Fields fields = resultFields(runs[i]);
        fields.insert(factors.values(i).begin(), factors.values(i).end());
        for (const auto& [name, value] : fields)
            known.insert(name);
        if (std::all_of(m_conditions.begin(), m_conditions.end(),
                        [&](const Condition& condition) { return condition.holds(fields); }))
            meant.push_back(std::move(runs[i]));
    }
    requireKnown(known);
    return meant;
}

}  // namespace adapterscope
