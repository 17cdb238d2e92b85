// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunView.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"

namespace adapterscope::cli {

namespace {

void requireThere(const std::string& file) {
    if (!std::filesystem::exists(file))
        throw Error("There is no project file " + file + ". A sweep makes one: adapterscope-cli sweep ... --project " +
                    file);
}

}  // namespace

nlohmann::json runJson(const RunRecord& record) {
    nlohmann::json json = toJson(record.result);
    json["design"] = toText(record.spec.design);
    json["trained"] = trainedParameters(record);
    json["seed"] = record.spec.seed;
    json["data_seed"] = record.spec.dataSeed;
    json["remarks"] = record.remarks;
    return json;
}

nlohmann::json settingsJson(const RunSpec& spec) {
    nlohmann::json json = toJson(spec.hyperparameters);
    json["learning_rate"] = effectiveLearningRate(spec);
    json["pooling"] = toText(spec.pooling);
    return json;
}

nlohmann::json listedRunJson(const RunRecord& record, const std::string& label) {
    nlohmann::json json = runJson(record);
    json.update(settingsJson(record.spec));
    json["label"] = label;
    json["id"] = record.id;
    json["base"] = record.spec.base;
    json["task"] = record.spec.taskName;
    return json;
}

nlohmann::json unreadableRunJson(const UnreadableRun& run) {
    return {{"id", run.id},          {"design", run.design},  {"base", run.base}, {"task", run.task},
            {"status", notReadable}, {"message", run.reason}, {"dev", nullptr},   {"test", nullptr}};
}

std::int64_t trainedParameters(const RunRecord& record) {
    return record.result.trained > 0 ? record.result.trained : record.parameters;
}

std::string endingText(const RunResult& result) {
    if (result.message.empty())
        return toText(result.status);
    return result.status == Status::Diverged ? result.message  // which starts with that word
                                             : toText(result.status) + ": " + result.message;
}

void reportUnreadable(const std::vector<UnreadableRun>& unreadable, Messages& messages) {
    for (const UnreadableRun& run : unreadable)
        messages.say("Left out: run " + run.id + " (" + run.design +
                     "), which is kept but not readable by this program: " + run.reason);
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
