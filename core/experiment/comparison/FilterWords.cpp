// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/FilterWords.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/experiment/comparison/RunFacts.h"
#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/runs/FactorNumbers.h"

namespace adapterscope {
namespace {

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

/// Several, each a number: `m>=8` distinguishes some of the runs.
bool areNumbers(const std::vector<std::string>& values) {
    return values.size() > 1 &&
           std::all_of(values.begin(), values.end(), [](const std::string& value) { return numberIn(value); });
}

/// What is behind the last blank outside quotes.
std::string lastWordOf(const std::string& filter) {
    std::size_t start = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i < filter.size(); ++i) {
        if (filter[i] == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && std::isspace(static_cast<unsigned char>(filter[i])))
            start = i + 1;
    }
    return filter.substr(start);
}

/// Words that filters know even if none of the runs makes them worth a completion.
std::vector<std::string> alwaysKnown() {
    std::vector<std::string> words = {"tag:", "status=", "lr=", "archived", "pilot"};
    for (int status = 0; status <= static_cast<int>(Status::Pruned); ++status)
        words.push_back(toText(static_cast<Status>(status)));
    return words;
}

bool isReadable(const std::string& word) {
    try {
        [[maybe_unused]] const RunFilter filter(word);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

std::vector<std::string> filterWords(const std::vector<RunRecord>& runs, const Factors& factors) {
    std::vector<std::string> words;
    const auto addWith = [&](const char* comparison, const std::string& name, const std::vector<std::string>& values) {
        words.push_back(name + comparison);
        for (const std::string& value : values)
            words.push_back(name + comparison + inQuotesIfBlank(withoutMarks(value)));
    };
    const auto add = [&](const std::string& name, const std::vector<std::string>& values) {
        addWith("=", name, values);
        if (areNumbers(values))
            for (const char* comparison : {">=", "<="})
                addWith(comparison, name, values);
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
    std::set<std::string> designs;
    for (const RunRecord& run : runs)
        designs.insert(toText(run.spec.design));
    add("design", {designs.begin(), designs.end()});
    for (const char* word : {"id=", "metric=", "steps>", "best_step>", "seconds<", "attempts>", "data_seed="})
        words.emplace_back(word);
    return words;
}

bool endsUnfinished(const std::string& filter, const std::vector<std::string>& words) {
    const std::string word = inSmallLetters(lastWordOf(filter));
    if (word.empty())
        return false;
    std::vector<std::string> known = alwaysKnown();
    known.insert(known.end(), words.begin(), words.end());
    bool isBeginning = false;
    for (const std::string& one : known) {
        const std::string whole = inSmallLetters(one);
        if (whole == word && isReadable(word))
            return false;
        isBeginning = isBeginning || (whole.size() > word.size() && whole.starts_with(word));
    }
    return isBeginning || (!isReadable(word) && (isReadable(word + '1') || isReadable(word + "=1") ||
                                                 isReadable(word + "1\"")));  // a value, its end, a mark
}

}  // namespace adapterscope
