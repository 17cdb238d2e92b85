// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepDraft.h"

#include <QLocale>
#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <QThread>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonFields.h"
#include "core/common/JsonReader.h"
#include "core/experiment/plan/RatePlan.h"

namespace adapterscope {

namespace {

constexpr const char* autoRate = "auto";

}  // namespace

SweepDraft emptyDraft() {
    SweepDraft draft;
    draft.sweep.seeds = 3;
    draft.workers = std::max(1, QThread::idealThreadCount());
    return draft;
}

SweepDraft quickDraft() {
    SweepDraft draft = emptyDraft();
    // Each with a rate that suits it here, as in app/run.
    draft.sweep.designs = {"houlsby:m=2|8|32,lr=3e-3", "top:k=1,lr=1e-3", "layernorm:lr=1e-2", "head", "full:lr=5e-4"};
    draft.sweep.bases = {builtinBaseName};
    draft.sweep.tasks.emplace_back().name = "sentiment";
    return draft;
}

SweepDraft draftOf(const Sweep& sweep) {
    SweepDraft draft = emptyDraft();
    draft.sweep = sweep;
    QStringList typed;
    for (const double rate : std::exchange(draft.sweep.learningRates, {}))
        typed << QString::number(rate, 'g', QLocale::FloatingPointShortest);
    draft.learningRates =
        std::exchange(draft.sweep.choosesRates, false) ? autoRate : typed.join(QLatin1Char('|')).toStdString();
    // Stated for the sweep if it is the same for all, as in the form.
    std::vector<TaskSource>& tasks = draft.sweep.tasks;
    const int rows = tasks.empty() ? 0 : tasks.front().limitTrain;
    if (std::all_of(tasks.begin(), tasks.end(), [rows](const TaskSource& task) { return task.limitTrain == rows; })) {
        draft.limitTrain = rows;
        for (TaskSource& task : tasks)
            task.limitTrain = 0;
    }
    return draft;
}

SweepDraft draftOf(const std::vector<RunRecord>& all) {
    const std::vector<RunRecord> runs = withoutPilots(all);
    if (runs.empty())
        return emptyDraft();
    Sweep sweep;
    const auto add = [](auto& list, const auto& item) {
        if (std::find(list.begin(), list.end(), item) == list.end())
            list.push_back(item);
    };
    for (const RunRecord& run : runs) {
        add(sweep.designs, toText(run.spec.design));
        add(sweep.bases, run.spec.base);
        add(sweep.tasks, run.spec.task);
        if (const double rate = run.spec.hyperparameters.learningRate; rate > 0)
            add(sweep.learningRates, rate);
        sweep.seeds = std::max(sweep.seeds, static_cast<int>(run.spec.seed) + 1);
        sweep.choosesRates = sweep.choosesRates || !run.tried.empty();
    }
    const Pooling pooling = runs.front().spec.pooling;
    if (std::all_of(runs.begin(), runs.end(), [pooling](const RunRecord& run) { return run.spec.pooling == pooling; }))
        sweep.pooling = toText(pooling);
    sweep.hyperparameters = runs.front().spec.hyperparameters;
    sweep.hyperparameters.learningRate = 0;
    return draftOf(sweep);
}

Sweep sweepOf(const SweepDraft& draft) {
    Sweep sweep = draft.sweep;
    static const QRegularExpression between(QStringLiteral("[|,;\\s]+"));
    const QStringList rates = QString::fromStdString(draft.learningRates).split(between, Qt::SkipEmptyParts);
    sweep.choosesRates = rates.size() == 1 && rates.front().compare(QLatin1String(autoRate), Qt::CaseInsensitive) == 0;
    if (sweep.choosesRates)
        sweep.learningRates.clear();
    for (const QString& text : sweep.choosesRates ? QStringList() : rates) {
        bool isNumber = false;
        sweep.learningRates.push_back(text.toDouble(&isNumber));
        if (!isNumber)
            throw Error("The learning rate \"{}\" is not a number; write them as 1e-3|3e-3, or auto by itself.",
                        text.toStdString());
    }
    for (TaskSource& task : sweep.tasks)
        if (draft.limitTrain > 0)
            task.limitTrain = draft.limitTrain;
    return sweep;
}

std::string toJsonText(const SweepDraft& draft) {
    nlohmann::json json = toJson(draft.sweep);
    json.erase("learning_rates");
    return nlohmann::json{{"sweep", json},
                          {"learning_rates", draft.learningRates},
                          {"limit_train", draft.limitTrain},
                          {"workers", draft.workers}}
        .dump();
}

SweepDraft draftFromJsonText(const std::string& text) {
    try {
        const auto json = parseJson(text);
        JsonFields fields(json, "the sweep's form");
        SweepDraft draft;
        draft.sweep = sweepFromJson(fields.at("sweep"));
        fields.read("learning_rates", draft.learningRates);
        fields.read("limit_train", draft.limitTrain);
        fields.read("workers", draft.workers);
        draft.limitTrain = std::max(0, draft.limitTrain);
        draft.workers = std::clamp(draft.workers, 1, 1024);
        return draft;
    } catch (const nlohmann::json::exception& error) {
        throw Error("The sweep kept in the project cannot be read: {}.", faultOf(error));
    } catch (const Error& error) {
        throw Error("The sweep kept in the project cannot be read: {}", error.sentence());
    }
}

}  // namespace adapterscope
