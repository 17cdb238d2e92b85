// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/dispatch/MessageFields.h"
#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;

json figuresJson(const BenchmarkAnswer::OfBase& figures) {
    return {{"base", figures.base},
            {"product_gflops", figures.productGflops},
            {"training_gflops", figures.trainingGflops},
            {"share_of_product_rate", figures.shareOfProductRate},
            {"milliseconds_per_step", figures.millisecondsPerStep},
            {"run_steps_per_second", {{"1", figures.stepsPerSecond}, {"2", figures.stepsPerSecondOfTwo}}},
            {"two_workers_speedup", figures.twoWorkersSpeedup},
            {"second_run_megabytes", figures.secondRunMegabytes},
            {"activation_megabytes", figures.activationMegabytes},
            {"five_times_trained_megabytes", figures.fiveTimesTrainedMegabytes}};
}

BenchmarkAnswer::OfBase figuresOfBase(const json& object) {
    const MessageFields fields(object, BenchmarkRequest::method);
    const MessageFields steps(fields.at("run_steps_per_second"), BenchmarkRequest::method);
    return {.base = fields.get<std::string>("base"),
            .productGflops = fields.get<double>("product_gflops"),
            .trainingGflops = fields.get<double>("training_gflops"),
            .shareOfProductRate = fields.get<double>("share_of_product_rate"),
            .millisecondsPerStep = fields.get<double>("milliseconds_per_step"),
            .stepsPerSecond = steps.get<double>("1"),
            .stepsPerSecondOfTwo = steps.get<double>("2"),
            .twoWorkersSpeedup = fields.get<double>("two_workers_speedup"),
            .secondRunMegabytes = fields.get<double>("second_run_megabytes"),
            .activationMegabytes = fields.get<double>("activation_megabytes"),
            .fiveTimesTrainedMegabytes = fields.get<double>("five_times_trained_megabytes")};
}

}  // namespace

void requireValid(const ProbeRequest& request) {
    const auto whole = [](const char* name, int value, int least, int most) {
        if (value < least || value > most)
            throw Error("The number of {} is {}: give one from {} to {}.", name, value, least, most);
    };
    whole("seeds", request.seeds, 1, 1'000'000);
    whole("threads", request.threads, 1, mostThreads);
    whole("tokens of a text (max length)", request.maxLength, 3, 1'000'000);
    const std::size_t measured =
        std::max<std::size_t>(request.sigmas.size(), 1) * static_cast<std::size_t>(request.seeds);
    if (constexpr std::size_t most = 10'000; measured > most)
        throw Error("The probe has {} measurements, one for each sigma and seed: it may have at most {}.", measured,
                    most);
    for (const double sigma : request.sigmas)
        if (!(sigma >= 0) || !std::isfinite(sigma))
            throw Error("sigma = {} is not a standard deviation: give 0 or a positive number.", sigma);
}

json toJson(const ProbeRequest& request) {
    json params = {{"design", request.design},        {"base", request.base},
                   {"task", toJson(request.task)},    {"seeds", request.seeds},
                   {"max_length", request.maxLength}, {"threads", request.threads}};
    if (!request.sigmas.empty())
        params["sigmas"] = request.sigmas;
    if (request.pooling)
        params["pooling"] = toText(*request.pooling);
    return params;
}

ProbeRequest probeRequestFromJson(const json& object) {
    const MessageFields fields(object, ProbeRequest::method);
    ProbeRequest request;
    request.design = fields.get<std::string>("design");
    request.base = fields.get<std::string>("base");
    request.task = taskSourceFromJson(fields.at("task"));
    fields.read("sigmas", request.sigmas);
    fields.read("seeds", request.seeds);
    fields.read("max_length", request.maxLength);
    fields.read("threads", request.threads);
    if (const auto pooling = fields.getIfAny<std::string>("pooling"))
        request.pooling = poolingFromText(*pooling);
    return request;
}

json probeAnswerToJson(const std::vector<ProbeResult>& results) {
    json answer = json::array();
    for (const ProbeResult& result : results)
        answer.push_back(toJson(result));
    return answer;
}

std::vector<ProbeResult> probeAnswerFromJson(const json& list) {
    if (!list.is_array())
        refuseMessage(ProbeRequest::method, "the answer is not a list");
    std::vector<ProbeResult> results;
    for (const json& each : list) {
        results.push_back(probeResultFromJson(each));
        if (results.back().texts < 0 || results.back().tokens < 0)
            refuseMessage(ProbeRequest::method, "a number of texts or tokens is negative");
    }
    return results;
}

json toJson(const PretrainRequest& request) {
    return toJson(request.options);
}

PretrainRequest pretrainRequestFromJson(const json& object) {
    return {pretrainingOptionsFromJson(object)};
}

json toJson(const PretrainingNotice& notice) {
    return {{"step", notice.step}, {"steps", notice.steps},   {"tokens", notice.tokens},
            {"loss", notice.loss}, {"losses", notice.losses}, {"seconds", notice.seconds}};
}

PretrainingNotice pretrainingNoticeFromJson(const json& object) {
    const MessageFields fields(object, PretrainingNotice::method);
    PretrainingNotice notice;
    notice.step = fields.getFrom<std::int64_t>("step", 0);
    notice.steps = fields.getFrom<std::int64_t>("steps", 0);
    notice.tokens = fields.getFrom<std::int64_t>("tokens", 0);
    notice.loss = fields.get<double>("loss");
    notice.seconds = fields.getFrom<double>("seconds", 0);
    notice.losses = fields.get<std::map<std::string, double>>("losses");
    return notice;
}

json toJson(const BenchmarkAnswer& answer) {
    json bases = json::array();
    for (const auto& figures : answer.bases)
        bases.push_back(figuresJson(figures));
    const auto& identity = answer.identity;
    return {{"bases", bases},
            {"identity",
             {{"one_sigma_milliseconds", identity.oneSigmaMilliseconds},
              {"ten_sigmas_seconds", identity.tenSigmasSeconds},
              {"share_of_training", identity.shareOfTraining},
              {"share_of_training_lora", identity.shareOfLoraTraining}}},
            {"environment", answer.environment}};
}

BenchmarkAnswer benchmarkAnswerFromJson(const json& object) {
    const MessageFields fields(object, BenchmarkRequest::method);
    BenchmarkAnswer answer;
    for (const json& each : fields.list("bases"))
        answer.bases.push_back(figuresOfBase(each));
    const MessageFields identity(fields.at("identity"), BenchmarkRequest::method);
    answer.identity = {identity.get<double>("one_sigma_milliseconds"), identity.get<double>("ten_sigmas_seconds"),
                       identity.get<double>("share_of_training"), identity.get<double>("share_of_training_lora")};
    answer.environment = fields.texts("environment");
    return answer;
}

}  // namespace adapterscope
