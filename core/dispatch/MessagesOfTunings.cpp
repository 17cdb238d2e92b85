// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/dispatch/MessageFields.h"
#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;

json keptJson(const KeptTuning& kept) {
    return {{"spec", toJson(kept.spec)}, {"file", kept.file.string()}, {"labels", kept.labels}};
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
        params["kept"] = keptJson(*request.kept);
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

}  // namespace

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

}  // namespace adapterscope
