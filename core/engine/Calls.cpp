// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Calls.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "core/Error.h"
#include "core/data/Bases.h"
#include "core/design/Budget.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Environment.h"
#include "core/training/Clock.h"
#include "core/training/Pretraining.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr auto progressInterval = std::chrono::milliseconds(200);

/// The texts of one batch, padded right to the longest: the shape transformers returns.
at::Tensor padded(const at::Tensor& rows, const Batch& batch, std::int64_t longest) {
    auto shape = rows.sizes().vec();
    shape.insert(shape.begin(), batch.sequences());
    shape[1] = longest;
    auto out = at::zeros(shape, rows.options());
    for (std::int64_t s = 0; s < batch.sequences(); ++s)
        out[s]
            .narrow(0, 0, batch.length(s))
            .copy_(rows.narrow(0, batch.offsets[static_cast<std::size_t>(s)], batch.length(s)));
    return out;
}

std::vector<Encoding> encodeLines(const json& lines, const Tokenizer& tokenizer, int positions) {
    std::vector<Encoding> encodings;
    for (const auto& line : lines) {
        const auto text = line.at("text").get<std::string>();
        const bool paired = line.contains("pair") && !line["pair"].is_null();
        const auto pair = paired ? line["pair"].get<std::string>() : std::string();
        const std::string_view second = pair;
        encodings.push_back(tokenizer.encode(text, paired ? &second : nullptr, line.value("max_length", 0)));
        if (std::ssize(encodings.back().ids) > positions)
            throw Error(fmt::format("Line {} has {} tokens, more than the base's {} positions: say max_length.",
                                    encodings.size(), encodings.back().ids.size(), positions));
    }
    if (encodings.empty())
        throw Error("There are no lines to encode.");
    return encodings;
}

}  // namespace

json answerTrain(const json& params, const CallContext& context) {
    const auto request = trainRequestFromJson(params);
    const auto data = context.store.trainingData(request.spec);
    at::set_num_threads(request.spec.hyperparameters.threads);
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
    auto trained = train(request.spec, data, context.stop, events);
    trained.result.environment = engineEnvironment();
    TrainAnswer answer{trained.result, std::nullopt};
    if (request.folder && !trained.tuning.empty() && trained.result.status == Status::Done) {
        answer.tuning = *request.folder / TrainRequest::tuningName;
        writeSafeTensors(*answer.tuning, trained.tuning,
                         {{"design", toText(request.spec.design)}, {"base", request.spec.baseHash}});
    }
    return toJson(answer);
}

json answerEncode(const json& params, const CallContext& context) {
    const at::NoGradGuard guard;
    const auto name = params.at("base").get<std::string>();
    const auto base = context.store.base(name);
    const auto encodings = encodeLines(params.at("lines"), *context.store.tokenizer(name), base->config().positions);
    std::int64_t longest = 0;
    for (const auto& encoding : encodings)
        longest = std::max<std::int64_t>(longest, std::ssize(encoding.ids));
    const auto batch = makeBatch(encodings);
    const ForwardPass pass{.base = *base, .batch = batch};
    const auto states = hiddenStates(pass);
    NamedTensors out{{"input_ids", padded(batch.ids, batch, longest)},
                     {"token_type_ids", padded(batch.types, batch, longest)},
                     {"attention_mask", padded(at::ones_like(batch.ids), batch, longest)}};
    for (std::size_t i = 0; i < states.size(); ++i)
        out[fmt::format("hidden_states.{}", i)] = padded(states[i], batch, longest);
    if (base->config().hasPooler) {
        out["pooler_output"] = pool(pass, states.back(), Pooling::Pooler);
        if (base->has("classifier.weight"))
            out["logits"] =
                at::linear(out["pooler_output"], base->tensor("classifier.weight"), base->tensor("classifier.bias"));
    }
    writeSafeTensors(params.at("out").get<std::string>(), out);
    return {{"rows", batch.sequences()}};
}

json answerPretrain(const json& params, const CallContext& context) {
    auto settings = params.value("options", json::object());
    settings["corpus"] = params.at("corpus");
    settings["out"] = params.at("out");
    settings["resume"] = params.value("resume", false);
    for (const auto* key : {"teacher", "start", "vocabulary"}) {
        const auto name = params.value(key, settings.value(key, std::string()));
        settings[key] = name.empty() ? name : resolveBase(name).folder.string();
    }
    at::set_num_threads(1);
    const auto toNotice = [](const PretrainingProgress& p) {
        double loss = 0;
        for (const auto& [name, part] : p.losses)
            loss += part;
        return json{{"step", p.step},     {"steps", p.steps},   {"loss", loss},
                    {"losses", p.losses}, {"tokens", p.tokens}, {"seconds", p.seconds}};
    };
    const auto end = pretrain(pretrainingOptionsFromJson(settings), context.stop,
                              [&](const PretrainingProgress& p) { context.notify("pretraining", toNotice(p)); });
    return toNotice(end);
}

json answerProbe(const json& params, const CallContext& context) {
    const auto request = probeRequestFromJson(params);
    const auto design = parseDesign(request.design);
    for (const double sigma : request.sigmas)
        if (!(sigma >= 0) || !std::isfinite(sigma))
            throw Error(fmt::format("sigma = {} is no standard deviation: give 0 or a positive number.", sigma));
    const BaseConfig& config = context.store.base(request.base)->config();
    requireValid(design, config);
    if (count(design, config, 2, Pooling::Cls).adapters == 0)
        throw Error(
            fmt::format("The design {} has no adapters on this base, so there is no distance from the identity "
                        "to measure: probe a bottleneck design such as houlsby.",
                        request.design));
    at::set_num_threads(1);  // the probe has threads of its own
    const auto probe = context.store.probe(request);
    const auto sigmas =
        request.sigmas.empty() ? std::vector{std::get<AdapterSettings>(design.settings).sigma} : request.sigmas;
    json results = json::array();
    for (const auto& result : probe->measure(design, sigmas, request.seeds, context.stop, request.threads))
        results.push_back(toJson(result));
    return results;
}

}  // namespace adapterscope
