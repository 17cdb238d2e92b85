// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Answers.h"
#include "core/training/AdapterExport.h"
#include "core/training/AdapterFolder.h"
#include "core/training/Evaluation.h"
#include "core/training/MergedModel.h"
#include "core/training/Threads.h"

namespace adapterscope {
namespace {

using nlohmann::json;

template <typename Request>
LoadedAdapter loadFor(const Request& request, const Base& base) {
    return request.kept ? loadTuning(request.kept->spec, request.kept->file, request.kept->labels, base)
                        : loadAdapter(request.folder, base);
}

void requireLayers(const std::vector<int>& drops, const BaseConfig& base) {
    for (const int drop : drops)
        if (drop < 0 || drop > base.layers)
            throw Error("The base has {}, so {} of them cannot be left out: leave out 0 to {}.",
                        counted(base.layers, "layer"), drop, base.layers);
}

/// The tuning's part in layers [0, end) muted.
Strength withoutLowest(int end) {
    if (end == 0)
        return {};
    return [end](const TunedPlace& place) { return place.layer >= 0 && place.layer < end ? 0.0 : 1.0; };
}

/// A task's dev and test, to be measured under a tuning as the run that trained it was, so that the numbers agree.
class Measurement {
public:
    /// `order` is of headOrder; `trained` are those of the run, null if there is none.
    Measurement(const Base& base, const LoadedAdapter& adapter, const EncodedTask& task, at::Tensor order,
                const Hyperparameters* trained, const std::stop_token& stop)
        : m_base(base), m_adapter(adapter), m_task(task), m_order(std::move(order)), m_stop(stop) {
        if (!trained)
            return;
        m_precision = precisionFromText(trained->precision);
        if (trained->baseDropout || adapter.tuning.lowestTrained() < 1)
            return;
        m_first = adapter.tuning.lowestTrained();
        for (auto& [name, split, states] : m_splits)
            if (split->labelled() && split->size() > 0)
                states.emplace(base, *split, m_first, m_precision, stop);
    }

    std::map<std::string, double> metrics(int dropped) const {
        const Evaluator evaluator(
            m_base, m_adapter.tuning, m_precision,
            [this](const ForwardPass& pass, const Tokens& tokens) {
                return m_adapter.head->logits(pool(pass, tokens, m_adapter.head->pooling)).index_select(1, m_order);
            },
            withoutLowest(dropped));
        std::map<std::string, double> all;
        for (const auto& [name, split, states] : m_splits)
            if (split->size() > 0 && split->labelled())
                for (const auto& [metric, value] : evaluator
                                                       .evaluate(*split, {m_task.classes, m_task.positive},
                                                                 states ? &*states : nullptr, m_first, m_stop)
                                                       .metrics)
                    all[fmt::format("{}_{}", name, metric)] = value;
        return all;
    }

private:
    struct Split {
        const char* name;
        const EncodedSplit* rows;
        std::optional<FrozenStates> states = {};  // at the input of m_first
    };

    const Base& m_base;
    const LoadedAdapter& m_adapter;
    const EncodedTask& m_task;
    at::Tensor m_order;
    const std::stop_token& m_stop;
    Precision m_precision = Precision::F32;
    int m_first = -1;  // everything below is frozen
    std::array<Split, 2> m_splits{{{"dev", &m_task.dev}, {"test", &m_task.test}}};
};

/// The names of the head's classes by their numbers; empty if some have none.
std::vector<std::string> labelsOf(const LoadedAdapter& adapter, int classes) {
    std::vector<std::string> labels(static_cast<std::size_t>(classes));
    std::size_t named = 0;
    for (const auto& [label, number] : adapter.saved.head->labels)
        if (number >= 0 && number < classes && labels[static_cast<std::size_t>(number)].empty()) {
            labels[static_cast<std::size_t>(number)] = label;
            ++named;
        }
    return named == labels.size() ? labels : std::vector<std::string>();
}

}  // namespace

json answerAdapter(const json& params, const CallContext& context) {
    const auto request = paramsAs(adapterRequestFromJson, params);
    const auto base = context.store.base(request.base, context.stop);
    requireLayers(request.drops, base->config());
    const auto adapter = loadFor(request, *base);
    AdapterAnswer answer{
        .library = adapter.saved.library, .design = toText(adapter.saved.design), .notes = adapter.saved.notes};
    answer.untrained = adapter.saved.untrained;
    if (adapter.head)
        answer.head = adapter.head->facts();
    if (!request.task)
        return toJson(answer);
    requirePositions(adapter.saved.design, base->config(), request.maxLength);
    const auto task = context.store.read(*request.task, context.stop);
    const auto order = headOrder(adapter, task->labels, answer.notes);
    const Hyperparameters* trained = request.kept ? &request.kept->spec.hyperparameters : nullptr;
    setThreads(trained ? trained->threads : 1);
    const auto encoded = context.store.task(*request.task, request.base, request.maxLength, context.stop);
    const at::NoGradGuard guard;
    const Measurement measurement(*base, adapter, *encoded, order, trained, context.stop);
    if (request.drops.empty())
        answer.metrics = measurement.metrics(0);
    for (const int drop : request.drops)
        answer.dropped.push_back({drop, adapter.tuning.trainedBelow(drop), measurement.metrics(drop)});
    return toJson(answer);
}

json answerMerge(const json& params, const CallContext& context) {
    const auto request = paramsAs(mergeRequestFromJson, params);
    setThreads(1);
    // Not the store's: merging needs the precision, and nobody shares it.
    const auto base = Base::load(resolveBase(request.base).folder, at::kDouble);
    const auto adapter = loadFor(request, *base);
    const MergedModel model = mergedModel(*base, adapter);
    if (context.stop.stop_requested())
        throw Error("Stopped.", ErrorKind::Cancelled);
    MergeAnswer answer{.architecture = model.architecture, .notes = adapter.saved.notes};
    if (adapter.head) {
        answer.head = adapter.head->facts();
        answer.labels = labelsOf(adapter, answer.head.classes);
    }
    answer.headApart = writeHead(model, adapter, answer.labels, request.out);
    writeSafeTensors(request.out / MergeRequest::weightsName, model.tensors, {{"format", "pt"}});
    return toJson(answer);
}

json answerExport(const json& params, const CallContext& context) {
    const auto request = paramsAs(exportRequestFromJson, params);
    const auto base = context.store.base(request.base, context.stop);
    setThreads(1);
    const auto adapter = loadFor(request, *base);
    ExportAnswer answer{.notes = adapter.saved.notes};
    if (adapter.head)
        answer.labels = labelsOf(adapter, adapter.head->facts().classes);
    const AdapterExport exported = exportedAdapter(request.library, adapter, *base, answer.labels, request.base);
    answer.notes.insert(answer.notes.end(), exported.files.notes.begin(), exported.files.notes.end());
    if (context.stop.stop_requested())
        throw Error("Stopped.", ErrorKind::Cancelled);
    answer.files = writeAdapter(request.out, exported);
    return toJson(answer);
}

}  // namespace adapterscope
