// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Answers.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <vector>

#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Environment.h"
#include "core/pretraining/Pretraining.h"
#include "core/training/AdapterFolder.h"
#include "core/training/Clock.h"
#include "core/training/FusedRuns.h"
#include "core/training/Threads.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr auto progressInterval = std::chrono::milliseconds(200);

/// Rows of tokens, padded right to the longest sequence: the shape transformers returns.
at::Tensor padded(const at::Tensor& rows, const Layout& layout) {
    auto shape = rows.sizes().vec();
    shape.insert(shape.begin(), layout.sequences());
    shape[1] = layout.longest();
    auto out = at::zeros(shape, rows.options());
    for (std::int64_t s = 0; s < layout.sequences(); ++s)
        out[s].narrow(0, 0, layout.length(s)).copy_(rows.narrow(0, layout.start(s), layout.length(s)));
    return out;
}

/// The classifier that the base was saved with, if any.
std::optional<LoadedHead> headOf(const std::filesystem::path& folder, const Base& base) {
    if (!hasClassifier(folder))
        return std::nullopt;
    const SavedHead names = headOfClass("", familyNamed(base.config().family).hasHeadDense(), base.config());
    const auto tensors =
        readSafeTensors(folder / "model.safetensors", {names.weight, names.bias, names.denseWeight, names.denseBias})
            .tensors;
    const auto get = [&](const std::string& name) {
        return name.empty() ? at::Tensor() : tensors.at(name).to(base.options());
    };
    return LoadedHead{.weight = get(names.weight),
                      .bias = get(names.bias),
                      .denseWeight = get(names.denseWeight),
                      .denseBias = get(names.denseBias),
                      .activation = names.activation,
                      .pooling = names.pooling};
}

std::vector<Encoding> encodeLines(const std::vector<EncodeRequest::Line>& lines, const Tokenizer& tokenizer,
                                  const BaseConfig& config) {
    std::vector<Encoding> encodings;
    for (const auto& line : lines) {
        const std::string_view pair = line.pair ? std::string_view(*line.pair) : std::string_view();
        encodings.push_back(tokenizer.encode(line.text, line.pair ? &pair : nullptr, line.maxLength));
        requireFitting(encodings.back(), tokenizer, config, fmt::format("Line {}", encodings.size()));
    }
    if (encodings.empty())
        throw Error("There are no lines to encode.");
    return encodings;
}

PretrainingNotice noticeOf(const PretrainingProgress& p) {
    PretrainingNotice notice{p.step, p.steps, p.tokens, 0, p.seconds, p.losses};
    for (const auto& [name, part] : p.losses)
        notice.loss += part;
    return notice;
}

}  // namespace

json answerTrain(const json& params, const CallContext& context) {
    const auto request = paramsAs(trainRequestFromJson, params);
    requireValid(request.spec.hyperparameters);
    auto data = context.store.trainingData(request.spec, context.stop);
    data.trained = readFusedRuns(request.fused);
    setThreads(request.spec.hyperparameters.threads);
    auto last = Clock::now();
    TrainingEvents events;
    events.progress = [&](const TrainingProgress& p) {
        if (p.step < p.steps && Clock::now() - last < progressInterval)
            return;
        last = Clock::now();
        context.notify(ProgressNotice::method,
                       toJson(ProgressNotice{request.run, {p.step, p.steps, p.trainLoss, p.secondsLeft}}));
    };
    events.point = [&](const CurvePoint& point) {
        context.notify(PointNotice::method, toJson(PointNotice{request.run, point}));
    };
    events.note = [&](const std::string& sentence) { context.notify(LogNotice::method, toJson(LogNotice{sentence})); };
    auto trained = train(request.spec, data, context.stop, events);
    trained.result.environment = engineEnvironment();
    TrainAnswer answer{trained.result, std::nullopt};
    if (request.folder && !trained.tuning.empty() && trained.result.status == Status::Done) {
        answer.tuning = *request.folder / TrainRequest::tuningName;
        writeSafeTensors(*answer.tuning, trained.tuning, tuningMetadata(request.spec, request.fused));
    }
    return toJson(answer);
}

json answerEncode(const json& params, const CallContext& context) {
    const at::NoGradGuard guard;
    const auto request = paramsAs(encodeRequestFromJson, params);
    const auto base = context.store.base(request.base, context.stop);
    base->requirePooler(base->config().defaultPooling, request.base);
    const auto head = headOf(resolveBase(request.base).folder, *base);
    const auto encodings =
        encodeLines(request.lines, *context.store.tokenizer(request.base, context.stop), base->config());
    const auto batch = makeBatch(encodings, base->device());
    std::optional<LoadedAdapter> adapter;
    if (request.adapter)
        adapter = loadAdapter(*request.adapter, *base);
    const ForwardPass pass{.base = *base, .tuning = adapter ? &adapter->tuning : nullptr, .batch = batch};
    const auto states = hiddenStates(pass);
    NamedTensors out{{"input_ids", padded(batch.ids, batch.layout)},
                     {"token_type_ids", padded(batch.types, batch.layout)},
                     {"attention_mask", padded(at::ones_like(batch.ids), batch.layout)}};
    for (std::size_t i = 0; i < states.size(); ++i)
        out[fmt::format("hidden_states.{}", i)] = padded(states[i].hidden, states[i].layout);
    if (base->config().hasPooler)
        out["pooler_output"] = pool(pass, states.back(), Pooling::Pooler);
    if (const auto& used = adapter && adapter->head ? adapter->head : head)
        out["logits"] = used->logits(pool(pass, states.back(), used->pooling));
    writeSafeTensors(request.out, out);
    return encodedRowsToJson(batch.layout.sequences());
}

json answerPretrain(const json& params, const CallContext& context) {
    auto options = paramsAs(pretrainRequestFromJson, params).options;
    for (auto* base : {&options.teacher, &options.start, &options.vocabulary})
        if (!base->empty())
            *base = resolveBase(base->string()).folder;
    setThreads(1);
    const auto end = pretrain(options, context.stop, [&](const PretrainingProgress& p) {
        context.notify(PretrainingNotice::method, toJson(noticeOf(p)));
    });
    return toJson(noticeOf(end));
}

json answerProbe(const json& params, const CallContext& context) {
    const auto request = paramsAs(probeRequestFromJson, params);
    requireValid(request);
    const auto design = parseDesign(request.design);
    const auto base = context.store.base(request.base, context.stop);
    const BaseConfig& config = base->config();
    requireValid(design, config);
    requirePositions(design, config, request.maxLength);
    requireMeasurable(design, config, request.pooling.value_or(config.defaultPooling), request.sigmas);
    setThreads(1);  // the probe has threads of its own
    const auto probe = context.store.probe(request, context.stop);
    return probeAnswerToJson(probe->measure(design, request.sigmas, request.seeds, context.stop, request.threads));
}

}  // namespace adapterscope
