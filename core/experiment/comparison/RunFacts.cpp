// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RunFacts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/common/Text.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope {

namespace {

std::string textOf(const std::optional<double>& number) {
    return number ? numberText(*number) : std::string();
}

/// What a filter can ask about a run besides its factors; empty for what the run does not have. Tasks and bases of one
/// name, which factors tell apart, can be meant together.
RunFacts::Fields ownFields(const RunRecord& run) {
    const RunResult& result = run.result;
    RunFacts::Fields fields = {{"id", run.id},
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
std::vector<std::string> searchedTexts(const RunRecord& run, const RunFacts::Fields& fields, const std::string& label) {
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

}  // namespace

std::string limitText(const RunSpec& spec) {
    return spec.task.limitTrain == 0 ? "all" : std::to_string(spec.task.limitTrain);
}

std::string withoutMarks(std::string text) {
    std::erase(text, '"');
    return text;
}

RunFacts RunFacts::of(const RunRecord& run, const Factors& factors, std::size_t i, bool withTexts) {
    RunFacts facts{ownFields(run), {}};
    facts.fields.insert(factors.values(i).begin(), factors.values(i).end());
    if (withTexts)
        facts.texts = searchedTexts(run, facts.fields, factors.label(i));
    return facts;
}

RunFacts RunFacts::of(const UnreadableRun& run) {
    RunFacts facts{{{"id", run.id}, {"design", run.design}, {"base", run.base}, {"task", run.task}},
                   {run.id, run.design, run.base, run.task, run.reason.text(), "not readable"}};
    for (std::string& text : facts.texts)
        text = withoutMarks(inSmallLetters(std::move(text)));
    return facts;
}

}  // namespace adapterscope
