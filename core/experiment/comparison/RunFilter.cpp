// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RunFilter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/runs/FactorNumbers.h"

namespace adapterscope {
namespace {

constexpr std::array statuses = {Status::Waiting, Status::Running,   Status::Done,        Status::Diverged,
                                 Status::Failed,  Status::Cancelled, Status::Interrupted, Status::Pruned};

constexpr const char* pilotField = "pilot";
constexpr const char* limitField = "limit_train";

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

/// As wordsOf leaves the text that it is compared with.
std::string withoutMarks(std::string text) {
    std::erase(text, '"');
    return text;
}

bool compare(const std::string& comparison, double a, double b) {
    if (comparison == "<" || comparison == "<=")
        return comparison == "<" ? a < b : a <= b;
    if (comparison == ">" || comparison == ">=")
        return comparison == ">" ? a > b : a >= b;
    return (a == b) == (comparison == "=");
}

std::string textOf(const std::optional<double>& number) {
    return number ? numberText(*number) : std::string();
}

/// Training rows, as far as they were limited.
std::string limitText(const RunSpec& spec) {
    return spec.task.limitTrain == 0 ? "all" : std::to_string(spec.task.limitTrain);
}

/// What a filter can ask about a run besides its factors; empty for what the run does not have. Tasks and bases of one
/// name, which factors tell apart, can be meant together.
std::multimap<std::string, std::string> ownFields(const RunRecord& run) {
    const RunResult& result = run.result;
    std::multimap<std::string, std::string> fields = {{"id", run.id},
                                                      {"design", toText(run.spec.design)},
                                                      {"seed", std::to_string(run.spec.seed)},
                                                      {"data_seed", std::to_string(run.spec.dataSeed)},
                                                      {"status", toText(result.status)},
                                                      {"metric", result.metric},
                                                      {limitField, limitText(run.spec)},
                                                      {"task", run.spec.taskName},
                                                      {"base", shortName(run.spec.base)},
                                                      {"base", run.spec.base},
                                                      {"trained", std::to_string(run.parameters)},
                                                      {"steps", std::to_string(result.steps)},
                                                      {"best_step", std::to_string(result.bestStep)},
                                                      {"seconds", numberText(result.seconds)},
                                                      {"attempts", std::to_string(result.attempts)},
                                                      {pilotField, run.isPilot ? "yes" : "no"},
                                                      {"dev", textOf(result.dev)},
                                                      {"test", textOf(result.test)}};
    eachCost([&](const char* name, auto member) {
        fields.emplace(name, result.costs ? numberText(static_cast<double>((*result.costs).*member)) : std::string());
    });
    for (const std::string& tag : run.marks.tags)
        fields.emplace("tag", tag);
    if (run.marks.tags.empty())
        fields.emplace("tag", "");
    return fields;
}

/// The texts in which a text of a filter is looked for, in lower case.
std::vector<std::string> searchedTexts(const RunRecord& run, const std::multimap<std::string, std::string>& fields,
                                       const std::string& label) {
    std::vector<std::string> texts = {run.id, label, run.spec.base, run.result.message.text(), run.marks.note};
    for (const char* name : {"design", "base", "task", "status", "tag"})
        for (auto [field, end] = fields.equal_range(name); field != end; ++field)
            texts.push_back(field->second);
    // The id of a run names that run, not the fusions of its adapters, which `of=` names.
    for (const std::string& fused : fusedRuns(run.spec.design))
        for (std::string& text : texts)
            if (const auto at = text.find(fused); at != std::string::npos)
                text.erase(at, fused.size());
    for (std::string& text : texts)
        text = withoutMarks(inSmallLetters(std::move(text)));
    return texts;
}

std::string inQuotesIfBlank(const std::string& value) {
    return value.find(' ') == std::string::npos ? value : '"' + value + '"';
}

/// The values of a factor; of tasks and bases also the names that several share.
std::vector<std::string> withPlainNames(const Factor& factor, const std::vector<RunRecord>& runs) {
    std::vector<std::string> values = factor.values;
    if (factor.name != "task" && factor.name != "base")
        return values;
    for (const RunRecord& run : runs) {
        const std::string name = factor.name == "task" ? run.spec.taskName : shortName(run.spec.base);
        if (std::find(values.begin(), values.end(), name) == values.end())
            values.push_back(name);
    }
    return values;
}

/// Each field that has only one value in all the runs, with that value.
std::map<std::string, std::string> sharedValues(const std::vector<RunRecord>& runs, const Factors& factors) {
    std::map<std::string, std::string> shared;
    for (std::size_t i = 0; i < runs.size(); ++i)
        shared.insert(factors.values(i).begin(), factors.values(i).end());
    for (const Factor& factor : factors.varying())
        shared.erase(factor.name);
    return shared;
}

}  // namespace

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

bool RunFilter::admits(const RunMarks& marks) const {
    return archived() == Archived::Any || marks.archived == (archived() == Archived::Yes);
}

RunFilter::Condition RunFilter::conditionOf(const std::string& word) {
    constexpr std::string_view tagged = "tag:";
    const std::string small = inSmallLetters(word);
    if (small == tagged)
        throw Error("\"{}\" is not a filter condition: write a tag after it, as in tag:paper.", word);
    if (small.starts_with(tagged))
        return {"tag", "=", small.substr(tagged.size()), std::nullopt};
    for (const Status status : statuses)
        if (small == toText(status))
            return {"status", "=", small, std::nullopt};
    if (small == pilotField)
        return {small, "=", "yes", std::nullopt};
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
            "\"{}\" is not a filter condition: write a field, one of = != < <= > >=, and a value, as in m=8 or "
            "dev>0.9.",
            word);
    condition.number = numberIn(condition.value);
    if (condition.comparison.find_first_of("<>") != std::string::npos && !condition.number)
        throw Error("\"{}\" needs a number after {}.", word, condition.comparison);
    if (condition.field == "lr")
        condition.field = "learning_rate";
    return condition;
}

bool RunFilter::Condition::holds(const Fields& fields, const Texts& texts) const {
    if (field.empty())
        return std::any_of(texts.begin(), texts.end(),
                           [&](const std::string& text) { return text.find(value) != std::string::npos; });
    const auto [first, end] = fields.equal_range(field);
    if (first == end || first->second.empty())
        return comparison == "!=";
    const auto holdsFor = [this](const Fields::value_type& named) {
        const std::optional<double> own = numberIn(named.second);
        if (number && own)
            return compare(comparison, *own, *number);
        const bool isEqual = withoutMarks(inSmallLetters(named.second)) == value;
        return comparison == "=" ? isEqual : comparison == "!=" && !isEqual;
    };
    return comparison == "!=" ? std::all_of(first, end, holdsFor) : std::any_of(first, end, holdsFor);
}

void RunFilter::requireKnown(const std::set<std::string>& known) const {
    for (const Condition& condition : m_conditions)
        if (!condition.field.empty() && !known.contains(condition.field))
            throw Error("No run here has \"{}\", which the filter names: there are {}.{}", condition.field,
                        listed({known.begin(), known.end()}, "and"),
                        suggestion(condition.field, {known.begin(), known.end()}));
}

std::vector<bool> RunFilter::matches(const std::vector<RunRecord>& runs, const Factors& factors) const {
    std::vector<bool> matching;
    for (const RunRecord& run : runs)
        matching.push_back(admits(run));
    if (m_conditions.empty() || runs.empty())
        return matching;
    std::set<std::string> known;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Fields fields = ownFields(runs[i]);
        fields.insert(factors.values(i).begin(), factors.values(i).end());
        for (const auto& [name, value] : fields)
            known.insert(name);
        const Texts texts = m_looksForTexts ? searchedTexts(runs[i], fields, factors.label(i)) : Texts();
        matching[i] =
            matching[i] && std::all_of(m_conditions.begin(), m_conditions.end(),
                                       [&](const Condition& condition) { return condition.holds(fields, texts); });
    }
    requireKnown(known);
    return matching;
}

std::vector<RunRecord> RunFilter::of(std::vector<RunRecord> runs) const {
    std::erase_if(runs, [this](const RunRecord& run) { return !admits(run); });
    const std::vector<bool> keep = matches(runs, Factors::of(runs));
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
    const Fields fields = {{"id", run.id}, {"design", run.design}, {"base", run.base}, {"task", run.task}};
    Texts texts = {run.id, run.design, run.base, run.task, run.reason.text(), "not readable"};
    for (std::string& text : texts)
        text = withoutMarks(inSmallLetters(std::move(text)));
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Condition& condition) {
        return (condition.field.empty() || fields.contains(condition.field)) && condition.holds(fields, texts);
    });
}

std::vector<std::string> filterWords(const std::vector<RunRecord>& runs, const Factors& factors) {
    std::vector<std::string> words;
    const auto add = [&](const std::string& name, const std::vector<std::string>& values) {
        words.push_back(name + '=');
        for (const std::string& value : values)
            words.push_back(name + '=' + inQuotesIfBlank(withoutMarks(value)));
    };
    for (const Factor& factor : factors.varying()) {
        add(factor.name, withPlainNames(factor, runs));
        if (factor.name == "learning_rate")
            add("lr", factor.values);
    }
    std::set<std::string> met, tags, limits;
    std::set<std::uint64_t> seeds;
    for (const RunRecord& run : runs) {
        met.insert(toText(run.result.status));
        if (run.marks.archived)
            met.insert({"archived", "archived=any"});
        tags.insert(run.marks.tags.begin(), run.marks.tags.end());
        seeds.insert(run.spec.seed);
        limits.insert(limitText(run.spec));
    }
    if (limits.size() > 1)
        add(limitField, {limits.begin(), limits.end()});
    for (const std::string& tag : tags)
        words.push_back("tag:" + inQuotesIfBlank(tag));
    if (std::any_of(runs.begin(), runs.end(), [](const RunRecord& run) { return run.isPilot; }))
        met.insert(pilotField);
    words.insert(words.end(), met.begin(), met.end());
    for (const char* word : {"dev>", "test>", "trained<"})
        words.emplace_back(word);
    if (std::any_of(runs.begin(), runs.end(), [](const RunRecord& run) { return run.result.costs.has_value(); }))
        eachCost([&](const char* name, auto) { words.push_back(std::string(name) + '<'); });
    std::vector<std::string> seedTexts;
    for (const std::uint64_t seed : seeds)
        seedTexts.push_back(std::to_string(seed));
    add("seed", seedTexts);
    for (const auto& [name, value] : sharedValues(runs, factors))
        add(name, {value});
    for (const char* word :
         {"design=", "id=", "metric=", "steps>", "best_step>", "seconds<", "attempts>", "data_seed="})
        words.emplace_back(word);
    return words;
}

}  // namespace adapterscope
