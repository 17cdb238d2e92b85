// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunView.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <utility>

#include "app/cli/Table.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/SystemError.h"
#include "core/common/Text.h"
#include "core/experiment/plan/RatePlan.h"

namespace adapterscope::cli {

namespace {

void requireThere(const std::string& file) {
    std::error_code failed;
    const bool isThere = std::filesystem::exists(file, failed);
    if (failed)
        throw Error("{} cannot be read: {}.", file, reasonOf(failed));
    if (!isThere)
        throw Error("There is no project file {}. A sweep makes one: adapterscope-cli sweep ... --project {}", file,
                    file);
}

/// The shell took the quotation marks of task="my task" away; they are put back around the value.
std::string asOneValue(const std::string& word) {
    const auto comparison = word.find_first_of("=<>!");
    const auto value = comparison == std::string::npos ? 0 : word.find_first_not_of("=<>!", comparison);
    return value == std::string::npos ? word : word.substr(0, value) + inQuotesIfBlank(word.substr(value));
}

/// Its conditions, each with what follows it up to the next.
std::string asConditions(const std::string& argument) {
    std::string text, condition;
    for (const std::string& word : split(argument, ' ')) {
        if (!condition.empty() && RunFilter::isCondition(word))
            text += asOneValue(std::exchange(condition, {})) + ' ';
        condition += (condition.empty() ? "" : " ") + word;
    }
    return text + asOneValue(condition);
}

bool matchesAny(const std::string& text, const std::vector<RunRecord>& runs) {
    try {
        RunFilter filter(text);
        filter.setArchived(RunFilter::Archived::Any);
        return !filter.of(runs).empty();
    } catch (const Error&) {
        return false;
    }
}

/// An argument with blanks is a condition whose value has them, or the whole filter as the window takes it: whatever
/// some run meets.
std::string readArgument(const std::string& argument, const std::function<std::vector<RunRecord>()>& readRuns) {
    if (argument.find(' ') == std::string::npos || argument.find('"') != std::string::npos)
        return argument;
    const std::vector<RunRecord> runs = readRuns();
    for (const std::string& text : {asOneValue(argument), argument})
        if (matchesAny(text, runs))
            return text;
    return asConditions(argument);
}

}  // namespace

nlohmann::json runJson(const RunRecord& record) {
    nlohmann::json json = toJson(record.result);
    json["id"] = record.id;
    json["design"] = toText(record.spec.design);
    json["trained"] = trainedParameters(record);
    json["seed"] = record.spec.seed;
    json["data_seed"] = record.spec.dataSeed;
    json["remarks"] = textsOf(record.remarks);
    json["pilot"] = record.isPilot;
    json["rate_chosen_by"] = rateOrigin(record.spec, record.tried);
    json["rates_tried"] = std::max<std::size_t>(1, record.tried.size());
    json["pilots"] = toJson(record.tried);
    return json;
}

nlohmann::json listedRunJson(const RunRecord& record, const std::string& label, int rates) {
    nlohmann::json json = runJson(record);
    json["rates_tried"] = rates;
    json.update(settingsJson(record.spec));
    json["label"] = label;
    json["base"] = record.spec.base;
    json["task"] = record.spec.taskName;
    json["tags"] = record.marks.tags;
    json["note"] = record.marks.note;
    json["archived"] = record.marks.archived;
    return json;
}

nlohmann::json unreadableRunJson(const UnreadableRun& run) {
    return {{"id", run.id},          {"design", run.design},         {"base", run.base}, {"task", run.task},
            {"status", notReadable}, {"message", run.reason.text()}, {"dev", nullptr},   {"test", nullptr}};
}

std::string statusText(const RunRecord& record) {
    return toText(record.result.status) + (record.isPilot ? ", pilot" : "") +
           (record.marks.archived ? ", archived" : "");
}

void printCommon(const Factors& factors) {
    if (const std::string common = factors.common(); !common.empty())
        std::cout << "Common to all: " << onOneLine(common) << '\n';
}

std::int64_t trainedParameters(const RunRecord& record) {
    return record.result.trained > 0 ? record.result.trained : record.parameters;
}

Sentence endingText(const RunResult& result) {
    if (result.message.empty())
        return toText(result.status);
    return result.status == Status::Diverged ? result.message  // which starts with that word
                                             : Sentence("{}: {}", toText(result.status), result.message);
}

void reportUnreadable(const std::vector<UnreadableRun>& unreadable, Messages& messages) {
    for (const UnreadableRun& run : unreadable)
        messages.say("Left out: run " + run.id + " (" + run.design +
                     "), which is kept but cannot be read by this program: " + run.reason.text());
}

void readFactor(std::string& factor) {
    if (factor == "lr")
        factor = "learning_rate";
}

void addFilter(CLI::App* command, std::vector<std::string>& words) {
    command->add_option("FILTER", words, "Only these runs: 'm=8 lr>=1e-3 task=sentiment done', or each word by itself")
        ->type_name("WORD");
}

std::string filterText(const std::vector<std::string>& arguments,
                       const std::function<std::vector<RunRecord>()>& readRuns) {
    std::string text;
    for (const std::string& argument : arguments)
        text += (text.empty() ? "" : " ") + readArgument(argument, readRuns);
    return text;
}

std::vector<RunRecord> filteredRuns(std::vector<RunRecord> runs, const std::vector<std::string>& words,
                                    Messages& messages, const Shown& shown) {
    const std::string text = filterText(words, [&] { return runs; });
    RunFilter filter(text, shown.pilots);
    filter.setArchived(shown.archived);
    const auto all = std::ssize(runs), notArchived = std::ssize(unarchived(runs));
    std::vector<Sentence> unmet;
    auto matching = filter.of(std::move(runs), &unmet);
    if (notArchived < all && filter.leavesArchivedOut())
        messages.say("Left out: " + counted(all - notArchived, "archived run") +
                     " (the word archived shows only these, archived=any all runs)");
    if (matching.empty() && notArchived > 0 && text.empty())
        messages.say("All runs so far are pilots, which choose learning rates; the word pilot shows them.");
    else if (matching.empty() && notArchived > 0)
        messages.say("No run matches: " + text);
    for (const Sentence& sentence : unmet)
        messages.say(sentence.text());
    return matching;
}

std::unique_ptr<Project> openExisting(const std::string& file) {
    requireThere(file);
    return Project::open(file);
}

std::unique_ptr<Project> readExisting(const std::string& file) {
    requireThere(file);
    return Project::openForReading(file);
}

}  // namespace adapterscope::cli
