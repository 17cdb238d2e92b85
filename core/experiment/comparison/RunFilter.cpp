// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RunFilter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/experiment/comparison/RunFacts.h"
#include "core/experiment/runs/FactorNumbers.h"

namespace adapterscope {
namespace {

constexpr std::array statuses = {Status::Waiting, Status::Running,   Status::Done,        Status::Diverged,
                                 Status::Failed,  Status::Cancelled, Status::Interrupted, Status::Pruned};

constexpr std::string_view tagged = "tag:";

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
        throw Error("The filter {} has an unclosed quotation mark.", text);
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

/// What there is instead of a value that no run has.
std::string valuesText(std::vector<std::string> values) {
    constexpr std::size_t most = 8;
    if (values.size() > most && numberIn(values.back()))  // texts come last
        return fmt::format("there are values from {:.4g} to {:.4g}", numberIn(values.front()).value_or(0),
                           numberIn(values.back()).value_or(0));
    for (std::string& value : values)
        value = inQuotesIfBlank(value);
    if (values.size() > most) {
        values[most - 1] = std::to_string(values.size() - most + 1) + " more";
        values.resize(most);
    }
    return (values.size() == 1 ? "there is only " : "there are ") + listed(values, "and");
}

bool areStatuses(const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(), [](const std::string& word) {
        return std::any_of(statuses.begin(), statuses.end(), [&](Status status) { return word == toText(status); });
    });
}

}  // namespace

std::string inQuotesIfBlank(const std::string& value) {
    return value.find(' ') == std::string::npos ? value : '"' + value + '"';
}

RunFilter::Value::Value(const std::string& of) : text(of), number(numberIn(of)) {}

RunFilter::RunFilter(std::string_view text, Pilots pilots) : m_leavesPilotsOut(pilots == Pilots::LeftOut) {
    for (const std::string& word : wordsOf(text)) {
        if (const std::optional<Archived> archived = archivedIn(word)) {
            m_archived = archived;
            continue;
        }
        m_conditions.push_back(conditionOf(word));
        m_leavesPilotsOut = m_leavesPilotsOut && m_conditions.back().field != pilotField;
        m_looksForTexts = m_looksForTexts || m_conditions.back().field.empty();
    }
}

std::optional<RunFilter::Archived> RunFilter::archivedIn(const std::string& word) {
    const std::string small = inSmallLetters(word);
    if (small == "archived" || small == "archived=yes")
        return Archived::Yes;
    if (small == "archived=any" || small == "archived=no")
        return small == "archived=any" ? Archived::Any : Archived::No;
    if (small.starts_with("archived") && small.find_first_of("=<>!:") == std::string_view("archived").size())
        throw Error(
            "\"{}\" is not a filter condition: write archived for only archived runs, or archived=any for those too.",
            word);
    return std::nullopt;
}

bool RunFilter::isCondition(const std::string& word) {
    if (word.find_first_of("=<>!") != std::string::npos || inSmallLetters(word).starts_with(tagged))
        return true;
    return archivedIn(word) || !conditionOf(word).field.empty();
}

bool RunFilter::admits(const RunMarks& marks) const {
    return archived() == Archived::Any || marks.archived == (archived() == Archived::Yes);
}

RunFilter::Condition RunFilter::conditionOf(const std::string& word) {
    const std::string small = inSmallLetters(word);
    if (small == tagged)
        throw Error("\"{}\" is not a filter condition: write a tag after it, as in tag:paper.", word);
    if (small.starts_with(tagged))
        return {"tag", "=", {Value(small.substr(tagged.size()))}};
    if (areStatuses(split(small, '|')))
        return {"status", "=", {Value(small)}};
    if (small == pilotField)
        return {small, "=", {Value("yes")}};
    const auto at = small.find_first_of("=<>!");
    if (at == std::string::npos)
        return {"", "", {Value(small)}};
    const auto end = small.find_first_not_of("=<>!", at);
    const Value value(end == std::string::npos ? "" : small.substr(end));
    Condition condition{small.substr(0, at), small.substr(at, end - at), {value}};
    constexpr std::array<std::string_view, 6> comparisons = {"=", "!=", "<", "<=", ">", ">="};
    if (std::find(comparisons.begin(), comparisons.end(), condition.comparison) == comparisons.end() ||
        condition.field.empty() || value.text.empty())
        throw Error(
            "\"{}\" is not a filter condition: write a field, one of = != < <= > >=, and a value, as in m=8 or "
            "dev>0.9.",
            word);
    if (condition.comparison.find_first_of("<>") != std::string::npos && !value.number)
        throw Error("\"{}\" needs a number after {}.", word, condition.comparison);
    if (condition.field == "lr")
        condition.field = "learning_rate";
    return condition;
}

bool RunFilter::Condition::holds(const RunFacts& run) const {
    const auto holdsFor = [&](const Value& value) { return holds(run, value); };
    return comparison == "!=" ? std::all_of(values.begin(), values.end(), holdsFor)
                              : std::any_of(values.begin(), values.end(), holdsFor);
}

bool RunFilter::Condition::holds(const RunFacts& run, const Value& value) const {
    if (field.empty())
        return std::any_of(run.texts.begin(), run.texts.end(),
                           [&](const std::string& text) { return text.find(value.text) != std::string::npos; });
    const auto [first, end] = run.fields.equal_range(field);
    if (first == end || first->second.empty())
        return comparison == "!=";
    const auto holdsFor = [&](const auto& named) {
        const std::optional<double> own = value.number ? numberIn(named.second) : std::nullopt;
        if (own)
            return compare(comparison, *own, *value.number);
        const bool isEqual = withoutMarks(inSmallLetters(named.second)) == value.text;
        return comparison == "=" ? isEqual : comparison == "!=" && !isEqual;
    };
    return comparison == "!=" ? std::all_of(first, end, holdsFor) : std::any_of(first, end, holdsFor);
}

/// Those that the value names, unless runs have it as a whole. A comma is part of many designs and texts, so it divides
/// only values that runs have.
RunFilter::Condition RunFilter::withAlternatives(const Condition& condition, const IsMet& isMet) {
    const std::string& whole = condition.values.front().text;
    const char separator = whole.find('|') != std::string::npos ? '|' : ',';
    if (whole.find(separator) == std::string::npos || (condition.field.empty() && separator == ','))
        return condition;
    const auto isThere = [&](const Value& value) {
        return isMet({condition.field, condition.field.empty() ? "" : "=", {value}});
    };
    Condition divided{condition.field, condition.comparison, {}};
    for (const std::string& piece : split(whole, separator))
        if (!piece.empty())
            divided.values.emplace_back(piece);
    const bool isList = separator == '|' || std::all_of(divided.values.begin(), divided.values.end(), isThere);
    return divided.values.size() < 2 || !isList || isThere(condition.values.front()) ? condition : divided;
}

/// The runs that a filter asks, one at a time, for there may be many.
class RunFilter::Asked {
public:
    Asked(const std::vector<RunRecord>& runs, const Factors& factors, bool withTexts)
        : m_runs(runs), m_factors(factors), m_withTexts(withTexts) {}

    RunFacts of(std::size_t i) const { return RunFacts::of(m_runs[i], m_factors, i, m_withTexts); }
    /// Whether the condition holds for one of them.
    bool meet(const Condition& condition) const {
        for (std::size_t i = 0; i < m_runs.size(); ++i)
            if (condition.holds(of(i)))
                return true;
        return false;
    }
    /// What they have in these fields, each once: numbers from small to large, then texts.
    std::vector<std::string> valuesIn(const std::set<std::string>& fields) const {
        std::set<std::pair<double, std::string>> values;
        for (std::size_t i = 0; i < m_runs.size(); ++i)
            for (const auto& [name, value] : of(i).fields)
                if (fields.contains(name) && !value.empty())
                    values.emplace(numberIn(value).value_or(HUGE_VAL), withoutMarks(value));
        std::vector<std::string> texts;
        for (const auto& [number, text] : values)
            texts.push_back(text);
        return texts;
    }

private:
    const std::vector<RunRecord>& m_runs;
    const Factors& m_factors;
    bool m_withTexts;
};

/// As a filter has it; the learning rate by the name that labels give it.
std::string RunFilter::Condition::text() const {
    return (field == "learning_rate" ? "lr" : field) + comparison + inQuotesIfBlank(values.front().text);
}

/// Of conditions with one value each.
std::vector<Sentence> RunFilter::unmetBy(const Asked& runs, const std::vector<Condition>& conditions) {
    std::vector<Sentence> sentences;
    for (const Condition& condition : conditions) {
        if (condition.comparison == "!=" || runs.meet(condition))
            continue;
        const Value& value = condition.values.front();
        if (condition.field.empty()) {
            std::vector<std::string> words = runs.valuesIn({"method", "task", "base", "tag"});
            words.insert(words.end(), {pilotField, "archived"});
            for (const Status status : statuses)
                words.emplace_back(toText(status));
            sentences.push_back({"No run has the text \"{}\" in its label, names, tags or note.{}", value.text,
                                 suggestion(value.text, words)});
            continue;
        }
        const std::vector<std::string> there = runs.valuesIn({condition.field});
        if (there.empty())
            sentences.push_back({"No run has {}; none has a value for {}.", condition.text(), condition.field});
        else
            sentences.push_back({"No run has {}; {}.{}", condition.text(), valuesText(there),
                                 value.number ? std::string() : suggestion(value.text, there)});
    }
    return sentences;
}

void RunFilter::requireKnown(const std::set<std::string>& known) const {
    for (const Condition& condition : m_conditions)
        if (!condition.field.empty() && !known.contains(condition.field))
            throw Error("No run here has \"{}\", which the filter names; a filter can name {}.{}", condition.field,
                        listed({known.begin(), known.end()}, "and"),
                        suggestion(condition.field, {known.begin(), known.end()}));
}

std::vector<bool> RunFilter::matches(const std::vector<RunRecord>& runs, const Factors& factors,
                                     std::vector<Sentence>* unmet) const {
    std::vector<bool> matching;
    for (const RunRecord& run : runs)
        matching.push_back(admits(run));
    if (m_conditions.empty() || runs.empty())
        return matching;
    const Asked asked(runs, factors, m_looksForTexts);
    std::vector<Condition> conditions;
    for (const Condition& condition : m_conditions)
        conditions.push_back(withAlternatives(condition, [&](const Condition& one) { return asked.meet(one); }));
    std::set<std::string> known;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunFacts facts = asked.of(i);
        for (const auto& [name, value] : facts.fields)
            known.insert(name);
        matching[i] = matching[i] && std::all_of(conditions.begin(), conditions.end(),
                                                 [&](const Condition& condition) { return condition.holds(facts); });
    }
    requireKnown(known);
    if (!unmet)
        return matching;
    const bool isNone = std::find(matching.begin(), matching.end(), true) == matching.end();
    std::vector<Condition> doubtful;
    for (const Condition& condition : conditions)
        for (const Value& value : condition.values)
            if (isNone || condition.values.size() > 1)
                doubtful.push_back({condition.field, condition.comparison, {value}});
    *unmet = unmetBy(asked, doubtful);
    return matching;
}

std::vector<RunRecord> RunFilter::of(std::vector<RunRecord> runs, std::vector<Sentence>* unmet) const {
    std::erase_if(runs, [this](const RunRecord& run) { return !admits(run); });
    const std::vector<bool> keep = matches(runs, Factors::of(runs), unmet);
    std::vector<RunRecord> kept;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (keep[i])
            kept.push_back(std::move(runs[i]));
    return kept;
}

std::vector<RunRecord> unarchived(std::vector<RunRecord> runs) {
    std::erase_if(runs, [](const RunRecord& run) { return run.marks.archived; });
    return runs;
}

bool RunFilter::matches(const UnreadableRun& run) const {
    if (!admits(RunMarks()))
        return false;
    const RunFacts facts = RunFacts::of(run);
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Condition& condition) {
        return (condition.field.empty() || facts.fields.contains(condition.field)) &&
               withAlternatives(condition, [&](const Condition& one) { return one.holds(facts); }).holds(facts);
    });
}

}  // namespace adapterscope
