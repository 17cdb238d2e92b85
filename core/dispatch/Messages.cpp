// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/Messages.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "core/experiment/JsonFields.h"

namespace adapterscope {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const char* method, const std::string& why) {
    throw Error(fmt::format("A \"{}\" message of the protocol is off: {}.", method, why), ErrorKind::Machine);
}

const json& field(const json& object, const char* method, const char* key) {
    if (!object.is_object())
        refuse(method, "its content is no object");
    const auto found = object.find(key);
    if (found == object.end())
        refuse(method, fmt::format("\"{}\" is missing", key));
    return *found;
}

std::string textField(const json& object, const char* method, const char* key) {
    const json& value = field(object, method, key);
    if (!value.is_string())
        refuse(method, fmt::format("\"{}\" is no text", key));
    return value.get<std::string>();
}

template <typename Whole>
Whole wholeField(const json& object, const char* method, const char* key) {
    const json& value = field(object, method, key);
    if (!value.is_number_integer())
        refuse(method, fmt::format("\"{}\" is no whole number", key));
    const bool fits = value.is_number_unsigned() ? std::in_range<Whole>(value.get<std::uint64_t>())
                                                 : std::in_range<Whole>(value.get<std::int64_t>());
    if (!fits)
        refuse(method, fmt::format("\"{}\" is out of range", key));
    return value.get<Whole>();
}

/// JSON has no NaN: what is not finite was written as null.
double numberField(const json& object, const char* method, const char* key) {
    const json& value = field(object, method, key);
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!value.is_number())
        refuse(method, fmt::format("\"{}\" is no number", key));
    return value.get<double>();
}

std::optional<std::filesystem::path> pathField(const json& object, const char* method, const char* key) {
    if (field(object, method, key).is_null())
        return std::nullopt;
    return textField(object, method, key);
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
    answer.workers = wholeField<int>(object, method, "workers");
    const json& environment = field(object, method, "environment");
    if (!environment.is_object())
        refuse(method, "\"environment\" is no object");
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
            pathField(object, method, "folder")};
}

TrainAnswer trainAnswerFromJson(const json& object) {
    const char* method = TrainRequest::method;
    return {runResultFromJson(field(object, method, "result")), pathField(object, method, "tuning")};
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
    if (object.contains("pooling"))
        request.pooling = poolingFromText(textField(object, method, "pooling"));
    return request;
}

std::vector<ProbeResult> probeAnswerFromJson(const json& list) {
    if (!list.is_array())
        refuse(ProbeRequest::method, "the answer is no list");
    std::vector<ProbeResult> results;
    for (const json& each : list)
        results.push_back(probeResultFromJson(each));
    return results;
}

json toJson(const CancelNotice& notice) {
    json object = json::object();
    if (notice.run)
        object["run"] = *notice.run;
    if (notice.call)
        object["call"] = *notice.call;
    return object;
}

CancelNotice cancelNoticeFromJson(const json& object) {
    const char* method = CancelNotice::method;
    CancelNotice notice;
    if (object.contains("run"))
        notice.run = textField(object, method, "run");
    if (object.contains("call"))
        notice.call = wholeField<std::int64_t>(object, method, "call");
    if (!notice.run && !notice.call)
        refuse(method, "it has neither \"run\" nor \"call\"");
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
            {wholeField<std::int64_t>(object, method, "step"), wholeField<std::int64_t>(object, method, "steps"),
             numberField(object, method, "train_loss"), numberField(object, method, "seconds_left")}};
}

json toJson(const PointNotice& notice) {
    return {{"run", notice.run}, {"point", toJson(notice.point)}};
}

PointNotice pointNoticeFromJson(const json& object) {
    const char* method = PointNotice::method;
    return {textField(object, method, "run"), curvePointFromJson(field(object, method, "point"))};
}

json toJson(const LogNotice& notice) {
    return {{"message", notice.message}};
}

LogNotice logNoticeFromJson(const json& object) {
    return {textField(object, LogNotice::method, "message")};
}

}  // namespace adapterscope
