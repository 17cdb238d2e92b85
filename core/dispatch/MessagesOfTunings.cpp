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
    kept.spec = runSpecFromJson(fields.at("spec"));
    kept.file = fields.path("file");
    fields.read("labels", kept.labels);
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
void readSource(Request& request, const MessageFields& fields) {
    request.base = fields.get<std::string>("base");
    if (const json* kept = fields.find("kept"))
        request.kept = keptTuningFromJson(*kept, Request::method);
    else
        request.folder = fields.path("folder");
}

void writeHead(json& object, const HeadFacts& head) {
    object["pooling"] = toText(head.pooling);
    object["classes"] = head.classes;
    object["head_layers"] = head.layers;
}

HeadFacts headFrom(const MessageFields& fields) {
    return {fields.getFrom<int>("classes", 0), fields.getFrom<int>("head_layers", 1),
            poolingFromText(fields.get<std::string>("pooling"))};
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
    request.base = fields.get<std::string>("base");
    request.out = fields.path("out");
    if (fields.has("adapter"))
        request.adapter = fields.path("adapter");
    for (const json& each : fields.list("lines")) {
        const MessageFields line(each, EncodeRequest::method);
        auto& read = request.lines.emplace_back();
        read.text = line.get<std::string>("text");
        line.read("pair", read.pair);
        if (line.has("max_length"))
            read.maxLength = line.getFrom<int>("max_length", 0);
    }
    return request;
}

json encodedRowsToJson(std::int64_t rows) {
    return {{"rows", rows}};
}

std::int64_t encodedRowsFromJson(const json& object) {
    return MessageFields(object, EncodeRequest::method).getFrom<std::int64_t>("rows", 0);
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
    readSource(request, fields);
    request.maxLength = fields.getFrom<int>("max_length", 1);
    if (const json* task = fields.find("task"))
        request.task = taskSourceFromJson(*task);
    fields.read("drops", request.drops);
    return request;
}

json toJson(const AdapterAnswer& answer) {
    json dropped = json::array();
    for (const auto& each : answer.dropped)
        dropped.push_back({{"layers", each.layers}, {"parameters", each.parameters}, {"metrics", each.metrics}});
    json object{{"library", answer.library}, {"design", answer.design},   {"untrained", answer.untrained},
                {"notes", answer.notes},     {"metrics", answer.metrics}, {"dropped", dropped}};
    writeHead(object, answer.head);
    return object;
}

AdapterAnswer adapterAnswerFromJson(const json& object) {
    const MessageFields fields(object, AdapterRequest::method);
    AdapterAnswer answer;
    answer.library = fields.get<std::string>("library");
    answer.design = fields.get<std::string>("design");
    answer.head = headFrom(fields);
    fields.read("untrained", answer.untrained);
    fields.read("notes", answer.notes);
    fields.read("metrics", answer.metrics);
    for (const json& each : fields.list("dropped")) {
        const MessageFields row(each, AdapterRequest::method);
        auto& read = answer.dropped.emplace_back();
        read.layers = row.getFrom<int>("layers", 0);
        read.parameters = row.getFrom<std::int64_t>("parameters", 0);
        row.read("metrics", read.metrics);
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
    readSource(request, fields);
    request.out = fields.path("out");
    return request;
}

MergeAnswer mergeAnswerFromJson(const json& object) {
    const MessageFields fields(object, MergeRequest::method);
    MergeAnswer answer;
    answer.architecture = fields.get<std::string>("architecture");
    answer.head = headFrom(fields);
    answer.headApart = fields.get<bool>("head_apart");
    fields.read("labels", answer.labels);
    fields.read("notes", answer.notes);
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
    readSource(request, fields);
    request.library = fields.get<std::string>("library");
    request.out = fields.path("out");
    return request;
}

ExportAnswer exportAnswerFromJson(const json& object) {
    const MessageFields fields(object, ExportRequest::method);
    ExportAnswer answer;
    fields.read("files", answer.files);
    fields.read("labels", answer.labels);
    fields.read("notes", answer.notes);
    return answer;
}

}  // namespace adapterscope
