// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/Messages.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/common/FaultLog.h"
#include "core/common/JsonFields.h"

namespace adapterscope {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const char* method, const std::string& why) {
    throw Error(fmt::format("A \"{}\" message of the protocol cannot be read: {}.", method, why), ErrorKind::Machine);
}

const json& field(const json& object, const char* method, const char* key) {
    if (!object.is_object())
        refuse(method, "its content is not an object");
    const auto found = object.find(key);
    if (found == object.end())
        refuse(method, fmt::format("\"{}\" is missing", key));
    return *found;
}

std::string textField(const json& object, const char* method, const char* key) {
    const json& value = field(object, method, key);
    if (!value.is_string())
        refuse(method, fmt::format("\"{}\" is not a text", key));
    return value.get<std::string>();
}

template <typename Whole>
Whole wholeField(const json& object, const char* method, const char* key,
                 Whole least = std::numeric_limits<Whole>::lowest()) {
    const json& value = field(object, method, key);
    if (!value.is_number_integer())
        refuse(method, fmt::format("\"{}\" is not a whole number", key));
    const bool fits = value.is_number_unsigned() ? std::in_range<Whole>(value.get<std::uint64_t>())
                                                 : std::in_range<Whole>(value.get<std::int64_t>());
    if (!fits || value.get<Whole>() < least)
        refuse(method, fmt::format("\"{}\" is out of range", key));
    return value.get<Whole>();
}

/// JSON has no NaN: a number that is not finite was written as null.
double numberField(const json& object, const char* method, const char* key) {
    const json& value = field(object, method, key);
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!value.is_number())
        refuse(method, fmt::format("\"{}\" is not a number", key));
    return value.get<double>();
}

/// Seconds, or another amount; one that is not finite was written as null.
double amountField(const json& object, const char* method, const char* key) {
    const double value = numberField(object, method, key);
    if (value < 0)
        refuse(method, fmt::format("\"{}\" is out of range", key));
    return value;
}

std::filesystem::path pathField(const json& object, const char* method, const char* key) {
    auto text = textField(object, method, key);
    if (text.empty() || text.find('\0') != std::string::npos)
        refuse(method, fmt::format("\"{}\" is not a path", key));
    return text;
}

std::optional<std::filesystem::path> optionalPathField(const json& object, const char* method, const char* key) {
    if (field(object, method, key).is_null())
        return std::nullopt;
    return pathField(object, method, key);
}

json pathOrNull(const std::optional<std::filesystem::path>& path) {
    return path ? json(path->string()) : json();
}

}  // namespace

json toJson(const HelloRequest& request) {
    return {{"protocol", request.protocol}};
}

json toJson(const HelloAnswer& answer) {
    return {{"protocol", answer.protocol},
            {"version", answer.version},
            {"workers", answer.workers},
            {"environment", answer.environment}};
}

HelloRequest helloRequestFromJson(const json& object) {
    return {wholeField<int>(object, HelloRequest::method, "protocol")};
}

HelloAnswer helloAnswerFromJson(const json& object) {
    const char* method = HelloRequest::method;
    HelloAnswer answer;
    answer.protocol = wholeField<int>(object, method, "protocol");
    answer.version = textField(object, method, "version");
    answer.workers = wholeField<int>(object, method, "workers", 1);
    const json& environment = field(object, method, "environment");
    if (!environment.is_object())
        refuse(method, "\"environment\" is not an object");
    for (const auto& [key, value] : environment.items())
        answer.environment[key] = value.is_string() ? value.get<std::string>() : value.dump();
    return answer;
}

void requireSameProtocol(int theirs, const std::string& who) {
    if (theirs != protocolVersion)
        throw Error(fmt::format("{} speaks version {} of the engine's protocol and this program version {}: install "
                                "the same release of both.",
                                who, theirs, protocolVersion),
                    ErrorKind::Machine);
}

json toJson(const TrainRequest& request) {
    return {{"run", request.run}, {"spec", toJson(request.spec)}, {"folder", pathOrNull(request.folder)}};
}

json toJson(const TrainAnswer& answer) {
    return {{"result", toJson(answer.result)}, {"tuning", pathOrNull(answer.tuning)}};
}

TrainRequest trainRequestFromJson(const json& object) {
    const char* method = TrainRequest::method;
    return {textField(object, method, "run"), runSpecFromJson(field(object, method, "spec")),
            optionalPathField(object, method, "folder")};
}

TrainAnswer trainAnswerFromJson(const json& object) {
    const char* method = TrainRequest::method;
    TrainAnswer answer{runResultFromJson(field(object, method, "result")), optionalPathField(object, method, "tuning")};
    const auto& result = answer.result;
    if (result.trained < 0 || result.bestStep < 0 || result.steps < 0 || result.attempts < 0 || result.seconds < 0)
        refuse(method, "a number of its result is negative");
    answer.result.message = withoutTrace(result.message, "The run");
    return answer;
}

void requireValid(const ProbeRequest& request) {
    const auto whole = [](const char* name, int value, int least, int most) {
        if (value < least || value > most)
            throw Error(fmt::format("The number of {} is {}: give one from {} to {}.", name, value, least, most));
    };
    whole("seeds", request.seeds, 1, 1'000'000);
    whole("threads", request.threads, 1, mostThreads);
    whole("tokens of a text (max length)", request.maxLength, 3, 1'000'000);
    for (const double sigma : request.sigmas)
        if (!(sigma >= 0) || !std::isfinite(sigma))
            throw Error(fmt::format("sigma = {} is not a standard deviation: give 0 or a positive number.", sigma));
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
    constexpr const char* method = ProbeRequest::method;
    ProbeRequest request;
    request.design = textField(object, method, "design");
    request.base = textField(object, method, "base");
    request.task = taskSourceFromJson(field(object, method, "task"));
    JsonFields fields(object, "a probe's request");
    fields.read("sigmas", request.sigmas);
    fields.read("seeds", request.seeds);
    fields.read("max_length", request.maxLength);
    fields.read("threads", request.threads);
    if (fields.find("pooling"))
        request.pooling = poolingFromText(textField(object, method, "pooling"));
    return request;
}

std::vector<ProbeResult> probeAnswerFromJson(const json& list) {
    if (!list.is_array())
        refuse(ProbeRequest::method, "the answer is not a list");
    std::vector<ProbeResult> results;
    for (const json& each : list) {
        results.push_back(probeResultFromJson(each));
        if (results.back().texts < 0 || results.back().tokens < 0)
            refuse(ProbeRequest::method, "a number of texts or tokens is negative");
    }
    return results;
}

json toJson(const EncodeRequest& request) {
    json lines = json::array();
    for (const auto& line : request.lines)
        lines.push_back(
            {{"text", line.text}, {"pair", line.pair ? json(*line.pair) : json()}, {"max_length", line.maxLength}});
    return {{"base", request.base}, {"lines", std::move(lines)}, {"out", request.out.string()}};
}

EncodeRequest encodeRequestFromJson(const json& object) {
    const char* method = EncodeRequest::method;
    EncodeRequest request;
    request.base = textField(object, method, "base");
    request.out = pathField(object, method, "out");
    const json& lines = field(object, method, "lines");
    if (!lines.is_array())
        refuse(method, "\"lines\" is not a list");
    for (const json& line : lines) {
        auto& read = request.lines.emplace_back();
        read.text = textField(line, method, "text");
        if (line.contains("pair") && !line["pair"].is_null())
            read.pair = textField(line, method, "pair");
        if (line.contains("max_length"))
            read.maxLength = wholeField<int>(line, method, "max_length", 0);
    }
    return request;
}

std::int64_t encodedRowsFromJson(const json& object) {
    return wholeField<std::int64_t>(object, EncodeRequest::method, "rows", 0);
}

json toJson(const PretrainingNotice& notice) {
    return {{"step", notice.step}, {"steps", notice.steps},   {"tokens", notice.tokens},
            {"loss", notice.loss}, {"losses", notice.losses}, {"seconds", notice.seconds}};
}

PretrainingNotice pretrainingNoticeFromJson(const json& object) {
    const char* method = PretrainingNotice::method;
    PretrainingNotice notice;
    notice.step = wholeField<std::int64_t>(object, method, "step", 0);
    notice.steps = wholeField<std::int64_t>(object, method, "steps", 0);
    notice.tokens = wholeField<std::int64_t>(object, method, "tokens", 0);
    notice.loss = numberField(object, method, "loss");
    notice.seconds = amountField(object, method, "seconds");
    const json& losses = field(object, method, "losses");
    if (!losses.is_object())
        refuse(method, "\"losses\" is not an object");
    for (const auto& [name, value] : losses.items())
        notice.losses[name] = numberField(losses, method, name.c_str());
    return notice;
}

json toJson(const CancelNotice& notice) {
    json object = json::object();
    if (notice.run)
        object["run"] = *notice.run;
    if (notice.call)
        object["call"] = notice.call->json();
    return object;
}

CancelNotice cancelNoticeFromJson(const json& object) {
    const char* method = CancelNotice::method;
    CancelNotice notice;
    if (object.contains("run"))
        notice.run = textField(object, method, "run");
    if (object.contains("call"))
        if (notice.call = rpcIdFromJson(object["call"]); !notice.call)
            refuse(method, "\"call\" is not the id of a call");
    if (!notice.run && !notice.call)
        refuse(method, R"(it has neither "run" nor "call")");
    return notice;
}

json toJson(const ProgressNotice& notice) {
    return {{"run", notice.run},
            {"step", notice.progress.step},
            {"steps", notice.progress.steps},
            {"train_loss", notice.progress.trainLoss},
            {"seconds_left", notice.progress.secondsLeft}};
}

ProgressNotice progressNoticeFromJson(const json& object) {
    const char* method = ProgressNotice::method;
    return {textField(object, method, "run"),
            {wholeField<std::int64_t>(object, method, "step", 0), wholeField<std::int64_t>(object, method, "steps", 0),
             numberField(object, method, "train_loss"), amountField(object, method, "seconds_left")}};
}

json toJson(const PointNotice& notice) {
    return {{"run", notice.run}, {"point", toJson(notice.point)}};
}

PointNotice pointNoticeFromJson(const json& object) {
    const char* method = PointNotice::method;
    PointNotice notice{textField(object, method, "run"), curvePointFromJson(field(object, method, "point"))};
    if (notice.point.step < 0)
        refuse(method, "\"step\" is out of range");
    return notice;
}

json toJson(const LogNotice& notice) {
    return {{"message", notice.message}};
}

LogNotice logNoticeFromJson(const json& object) {
    return {withoutTrace(textField(object, LogNotice::method, "message"), "The engine")};
}

}  // namespace adapterscope
