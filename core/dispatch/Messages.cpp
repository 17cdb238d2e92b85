// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/Messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/common/FaultLog.h"
#include "core/common/JsonFields.h"

namespace adapterscope {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const char* method, const std::string& why) {
    throw Error(Sentence("A \"{}\" message of the protocol cannot be read: {}.", method, why), ErrorKind::Machine);
}

/// The fields of one message, each of which must be there.
class MessageFields {
public:
    MessageFields(const json& object, const char* method) : m_object(object), m_method(method) {
        if (!object.is_object())
            refuse("its content is not an object");
    }

    const json& at(const char* key) const {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            refuse(fmt::format("\"{}\" is missing", key));
        return *found;
    }
    bool has(const char* key) const { return m_object.contains(key); }

    std::string text(const char* key) const { return as<std::string>(key, "is not a text"); }

    template <typename Whole>
    Whole whole(const char* key, Whole least = std::numeric_limits<Whole>::lowest()) const {
        const auto number = as<Whole>(key, at(key).is_number_integer() ? "is out of range" : "is not a whole number");
        if (number < least)
            refuse(key, "is out of range");
        return number;
    }

    double number(const char* key) const { return as<double>(key, "is not a number"); }
    bool flag(const char* key) const { return as<bool>(key, "is neither true nor false"); }

    /// Seconds, or another number that is not negative; one that is not finite was written as null.
    double amount(const char* key) const {
        const double amount = number(key);
        if (amount < 0)
            refuse(key, "is out of range");
        return amount;
    }

    std::filesystem::path path(const char* key) const {
        auto path = text(key);
        if (path.empty() || path.find('\0') != std::string::npos)
            refuse(key, "is not a path");
        return path;
    }

    std::optional<std::filesystem::path> pathIfAny(const char* key) const {
        return at(key).is_null() ? std::nullopt : std::optional(path(key));
    }

    const json& object(const char* key) const {
        if (!at(key).is_object())
            refuse(key, "is not an object");
        return at(key);
    }

    [[noreturn]] void refuse(const char* key, const char* fault) const { refuse(fmt::format("\"{}\" {}", key, fault)); }
    [[noreturn]] void refuse(const std::string& why) const { adapterscope::refuse(m_method, why); }

private:
    template <typename Value>
    Value as(const char* key, const char* fault) const {
        const auto value = jsonIf<Value>(at(key));
        if (!value)
            refuse(key, fault);
        return *value;
    }

    const json& m_object;
    const char* m_method;
};

json toJson(const KeptTuning& kept) {
    return {{"spec", adapterscope::toJson(kept.spec)}, {"file", kept.file.string()}, {"labels", kept.labels}};
}

KeptTuning keptTuningFromJson(const json& object, const char* method) {
    const MessageFields fields(object, method);
    KeptTuning kept;
    kept.spec = runSpecFromJson(fields.object("spec"));
    kept.file = fields.path("file");
    JsonFields(object, "a run's tuning").read("labels", kept.labels);
    return kept;
}

/// Where a tuning comes from, in a request: the folder of another library's, or a run's file.
template <typename Request>
void writeSource(json& params, const Request& request) {
    params["base"] = request.base;
    if (request.kept)
        params["kept"] = toJson(*request.kept);
    else
        params["folder"] = request.folder.string();
}

template <typename Request>
void readSource(Request& request, const json& object, const MessageFields& fields) {
    request.base = fields.text("base");
    if (fields.has("kept"))
        request.kept = keptTuningFromJson(object["kept"], Request::method);
    else
        request.folder = fields.path("folder");
}

void writeHead(json& object, const HeadFacts& head) {
    object["pooling"] = toText(head.pooling);
    object["classes"] = head.classes;
    object["head_layers"] = head.layers;
}

HeadFacts headFrom(const MessageFields& fields) {
    return {fields.whole<int>("classes", 0), fields.whole<int>("head_layers", 1),
            poolingFromText(fields.text("pooling"))};
}

json fusedToJson(const std::vector<FusedRun>& fused) {
    json list = json::array();
    for (const FusedRun& run : fused)
        list.push_back({{"run", run.id}, {"design", run.design}, {"tuning", run.tuning.string()}});
    return list;
}

std::vector<FusedRun> fusedFromJson(const json& list) {
    if (!list.is_array())
        refuse(TrainRequest::method, "\"fused\" is not a list");
    std::vector<FusedRun> fused;
    for (const json& each : list) {
        const MessageFields run(each, TrainRequest::method);
        fused.push_back({run.text("run"), run.text("design"), run.path("tuning")});
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
    return {MessageFields(object, HelloRequest::method).whole<int>("protocol")};
}

HelloAnswer helloAnswerFromJson(const json& object) {
    const MessageFields fields(object, HelloRequest::method);
    HelloAnswer answer;
    answer.protocol = fields.whole<int>("protocol");
    answer.version = fields.text("version");
    answer.workers = fields.whole<int>("workers", 1);
    for (const auto& [key, value] : fields.object("environment").items())
        answer.environment[key] = value.is_string() ? value.get<std::string>() : value.dump();
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
    return {{"result", toJson(answer.result)}, {"tuning", pathOrNull(answer.tuning)}};
}

TrainRequest trainRequestFromJson(const json& object) {
    const MessageFields fields(object, TrainRequest::method);
    TrainRequest request{fields.text("run"), runSpecFromJson(fields.at("spec")), fields.pathIfAny("folder")};
    if (fields.has("fused"))
        request.fused = fusedFromJson(fields.at("fused"));
    return request;
}

TrainAnswer trainAnswerFromJson(const json& object) {
    const MessageFields fields(object, TrainRequest::method);
    TrainAnswer answer{runResultFromJson(fields.at("result")), fields.pathIfAny("tuning")};
    const auto& result = answer.result;
    if (result.trained < 0 || result.bestStep < 0 || result.steps < 0 || result.attempts < 0 || result.seconds < 0)
        fields.refuse("a number of its result is negative");
    answer.result.message = withoutTrace(result.message, "The run");
    return answer;
}

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
    request.design = fields.text("design");
    request.base = fields.text("base");
    request.task = taskSourceFromJson(fields.at("task"));
    JsonFields optional(object, "a probe's request");
    optional.read("sigmas", request.sigmas);
    optional.read("seeds", request.seeds);
    optional.read("max_length", request.maxLength);
    optional.read("threads", request.threads);
    if (fields.has("pooling"))
        request.pooling = poolingFromText(fields.text("pooling"));
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
    json object = {{"base", request.base}, {"lines", std::move(lines)}, {"out", request.out.string()}};
    if (request.adapter)
        object["adapter"] = request.adapter->string();
    return object;
}

EncodeRequest encodeRequestFromJson(const json& object) {
    const MessageFields fields(object, EncodeRequest::method);
    EncodeRequest request;
    request.base = fields.text("base");
    request.out = fields.path("out");
    if (fields.has("adapter"))
        request.adapter = fields.path("adapter");
    if (!fields.at("lines").is_array())
        fields.refuse("lines", "is not a list");
    for (const json& each : fields.at("lines")) {
        const MessageFields line(each, EncodeRequest::method);
        auto& read = request.lines.emplace_back();
        read.text = line.text("text");
        if (fieldIfAny(each, "pair"))
            read.pair = line.text("pair");
        if (line.has("max_length"))
            read.maxLength = line.whole<int>("max_length", 0);
    }
    return request;
}

json encodedRowsToJson(std::int64_t rows) {
    return {{"rows", rows}};
}

std::int64_t encodedRowsFromJson(const json& object) {
    return MessageFields(object, EncodeRequest::method).whole<std::int64_t>("rows", 0);
}

json toJson(const AdapterRequest& request) {
    json params{{"max_length", request.maxLength}};
    writeSource(params, request);
    if (request.task)
        params["task"] = toJson(*request.task);
    if (!request.drops.empty())
        params["drops"] = request.drops;
    return params;
}

AdapterRequest adapterRequestFromJson(const json& object) {
    const MessageFields fields(object, AdapterRequest::method);
    AdapterRequest request;
    readSource(request, object, fields);
    request.maxLength = fields.whole<int>("max_length", 1);
    if (fields.has("task"))
        request.task = taskSourceFromJson(fields.at("task"));
    JsonFields(object, "an adapter's request").read("drops", request.drops);
    return request;
}

json toJson(const AdapterAnswer& answer) {
    json dropped = json::array();
    for (const auto& each : answer.dropped)
        dropped.push_back({{"layers", each.layers}, {"parameters", each.parameters}, {"metrics", each.metrics}});
    json object{{"library", answer.library},
                {"design", answer.design},
                {"notes", answer.notes},
                {"metrics", answer.metrics},
                {"dropped", dropped}};
    writeHead(object, answer.head);
    return object;
}

AdapterAnswer adapterAnswerFromJson(const json& object) {
    const MessageFields fields(object, AdapterRequest::method);
    AdapterAnswer answer;
    answer.library = fields.text("library");
    answer.design = fields.text("design");
    answer.head = headFrom(fields);
    JsonFields lists(object, "an adapter's description");
    lists.read("notes", answer.notes);
    lists.read("metrics", answer.metrics);
    if (!fields.at("dropped").is_array())
        fields.refuse("dropped", "is not a list");
    for (const json& each : fields.at("dropped")) {
        const MessageFields row(each, AdapterRequest::method);
        auto& read = answer.dropped.emplace_back();
        read.layers = row.whole<int>("layers", 0);
        read.parameters = row.whole<std::int64_t>("parameters", 0);
        JsonFields(each, "a dropped row").read("metrics", read.metrics);
    }
    return answer;
}

json toJson(const MergeRequest& request) {
    json params{{"out", request.out.string()}};
    writeSource(params, request);
    return params;
}

json toJson(const MergeAnswer& answer) {
    json object{{"architecture", answer.architecture},
                {"head_apart", answer.headApart},
                {"labels", answer.labels},
                {"notes", answer.notes}};
    writeHead(object, answer.head);
    return object;
}

MergeRequest mergeRequestFromJson(const json& object) {
    const MessageFields fields(object, MergeRequest::method);
    MergeRequest request;
    readSource(request, object, fields);
    request.out = fields.path("out");
    return request;
}

MergeAnswer mergeAnswerFromJson(const json& object) {
    const MessageFields fields(object, MergeRequest::method);
    MergeAnswer answer;
    answer.architecture = fields.text("architecture");
    answer.head = headFrom(fields);
    answer.headApart = fields.flag("head_apart");
    JsonFields lists(object, "a merged base's description");
    lists.read("labels", answer.labels);
    lists.read("notes", answer.notes);
    return answer;
}

json toJson(const ExportRequest& request) {
    json params{{"library", request.library}, {"out", request.out.string()}};
    writeSource(params, request);
    return params;
}

json toJson(const ExportAnswer& answer) {
    return {{"files", answer.files}, {"labels", answer.labels}, {"notes", answer.notes}};
}

ExportRequest exportRequestFromJson(const json& object) {
    const MessageFields fields(object, ExportRequest::method);
    ExportRequest request;
    readSource(request, object, fields);
    request.library = fields.text("library");
    request.out = fields.path("out");
    return request;
}

ExportAnswer exportAnswerFromJson(const json& object) {
    ExportAnswer answer;
    JsonFields lists(object, "an exported adapter's description");
    lists.read("files", answer.files);
    lists.read("labels", answer.labels);
    lists.read("notes", answer.notes);
    return answer;
}

json toJson(const PretrainRequest& request) {
    return toJson(request.options);
}

PretrainRequest pretrainRequestFromJson(const json& json) {
    return {pretrainingOptionsFromJson(json)};
}

json toJson(const PretrainingNotice& notice) {
    return {{"step", notice.step}, {"steps", notice.steps},   {"tokens", notice.tokens},
            {"loss", notice.loss}, {"losses", notice.losses}, {"seconds", notice.seconds}};
}

PretrainingNotice pretrainingNoticeFromJson(const json& object) {
    const MessageFields fields(object, PretrainingNotice::method);
    PretrainingNotice notice;
    notice.step = fields.whole<std::int64_t>("step", 0);
    notice.steps = fields.whole<std::int64_t>("steps", 0);
    notice.tokens = fields.whole<std::int64_t>("tokens", 0);
    notice.loss = fields.number("loss");
    notice.seconds = fields.amount("seconds");
    const MessageFields losses(fields.object("losses"), PretrainingNotice::method);
    for (const auto& [name, value] : fields.at("losses").items())
        notice.losses[name] = losses.number(name.c_str());
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
    const MessageFields fields(object, CancelNotice::method);
    CancelNotice notice;
    if (fields.has("run"))
        notice.run = fields.text("run");
    if (fields.has("call"))
        if (notice.call = rpcIdFromJson(fields.at("call")); !notice.call)
            fields.refuse("call", "is not the id of a call");
    if (!notice.run && !notice.call)
        fields.refuse(R"(it has neither "run" nor "call")");
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
    return {fields.text("run"),
            {fields.whole<std::int64_t>("step", 0), fields.whole<std::int64_t>("steps", 0), fields.number("train_loss"),
             fields.amount("seconds_left")}};
}

json toJson(const PointNotice& notice) {
    return {{"run", notice.run}, {"point", toJson(notice.point)}};
}

PointNotice pointNoticeFromJson(const json& object) {
    const MessageFields fields(object, PointNotice::method);
    PointNotice notice{fields.text("run"), curvePointFromJson(fields.at("point"))};
    if (notice.point.step < 0)
        fields.refuse("step", "is out of range");
    return notice;
}

json toJson(const LogNotice& notice) {
    return {{"message", notice.message}};
}

LogNotice logNoticeFromJson(const json& object) {
    return {withoutTrace(MessageFields(object, LogNotice::method).text("message"), "The engine")};
}

}  // namespace adapterscope
