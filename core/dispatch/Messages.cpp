// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/Messages.h"

#include <utility>

#include "core/common/FaultLog.h"
#include "core/common/SentenceJson.h"
#include "core/dispatch/MessageFields.h"

namespace adapterscope {
namespace {

using nlohmann::json;

json fusedToJson(const std::vector<FusedRun>& fused) {
    json list = json::array();
    for (const FusedRun& run : fused)
        list.push_back({{"run", run.id}, {"design", run.design}, {"tuning", run.tuning.string()}});
    return list;
}

std::vector<FusedRun> fusedIn(const MessageFields& fields) {
    std::vector<FusedRun> fused;
    for (const json& each : fields.listIfAny("fused")) {
        const MessageFields run(each, TrainRequest::method);
        fused.push_back({run.get<std::string>("run"), run.get<std::string>("design"), run.path("tuning")});
    }
    return fused;
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
    return {MessageFields(object, HelloRequest::method).get<int>("protocol")};
}

HelloAnswer helloAnswerFromJson(const json& object) {
    const MessageFields fields(object, HelloRequest::method);
    HelloAnswer answer;
    answer.protocol = fields.get<int>("protocol");
    answer.version = fields.get<std::string>("version");
    answer.workers = fields.getFrom<int>("workers", 1);
    answer.environment = fields.texts("environment");
    return answer;
}

void requireSameProtocol(int theirs, const std::string& who) {
    if (theirs != protocolVersion)
        throw Error(Sentence("{} speaks version {} of the engine's protocol and this program version {}: install "
                             "the same release of both.",
                             who, theirs, protocolVersion),
                    ErrorKind::Machine);
}

json toJson(const TrainRequest& request) {
    json object = {{"run", request.run}, {"spec", toJson(request.spec)}, {"folder", pathOrNull(request.folder)}};
    if (!request.fused.empty())
        object["fused"] = fusedToJson(request.fused);
    return object;
}

json toJson(const TrainAnswer& answer) {
    json result = toJson(answer.result);
    addParts(result, answer.result.message);
    return {{"result", std::move(result)}, {"tuning", pathOrNull(answer.tuning)}};
}

TrainRequest trainRequestFromJson(const json& object) {
    const MessageFields fields(object, TrainRequest::method);
    TrainRequest request{fields.get<std::string>("run"), runSpecFromJson(fields.at("spec")),
                         fields.pathOrNull("folder")};
    request.fused = fusedIn(fields);
    return request;
}

TrainAnswer trainAnswerFromJson(const json& object) {
    const MessageFields fields(object, TrainRequest::method);
    TrainAnswer answer{runResultFromJson(fields.at("result")), fields.pathOrNull("tuning")};
    const auto& result = answer.result;
    if (result.trained < 0 || result.bestStep < 0 || result.steps < 0 || result.attempts < 0 || result.seconds < 0)
        refuseMessage(TrainRequest::method, "a number of its result is negative");
    answer.result.message = sentenceIn(fields.at("result"), withoutTrace(result.message.text(), "The run"));
    return answer;
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
    const MessageFields fields(object, CancelNotice::method);
    CancelNotice notice;
    notice.run = fields.getIfAny<std::string>("run");
    if (const json* call = fields.find("call"))
        if (notice.call = rpcIdFromJson(*call); !notice.call)
            fields.fail("call", *call, "the id of a call");
    if (!notice.run && !notice.call)
        refuseMessage(CancelNotice::method, R"(it has neither "run" nor "call")");
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
    const MessageFields fields(object, ProgressNotice::method);
    return {fields.get<std::string>("run"),
            {fields.getFrom<std::int64_t>("step", 0), fields.getFrom<std::int64_t>("steps", 0),
             fields.get<double>("train_loss"), fields.getFrom<double>("seconds_left", 0)}};
}

json toJson(const PointNotice& notice) {
    return {{"run", notice.run}, {"point", toJson(notice.point)}};
}

PointNotice pointNoticeFromJson(const json& object) {
    const MessageFields fields(object, PointNotice::method);
    PointNotice notice{fields.get<std::string>("run"), curvePointFromJson(fields.at("point"))};
    if (notice.point.step < 0)
        fields.fail("step", notice.point.step, "a number from 0");
    return notice;
}

json toJson(const LogNotice& notice) {
    json object = {{"message", notice.message.text()}};
    addParts(object, notice.message);
    return object;
}

LogNotice logNoticeFromJson(const json& object) {
    return {sentenceIn(
        object, withoutTrace(MessageFields(object, LogNotice::method).get<std::string>("message"), "The engine"))};
}

}  // namespace adapterscope
