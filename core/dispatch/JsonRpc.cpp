// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/JsonRpc.h"

#include <algorithm>
#include <utility>

#include "core/common/Excerpt.h"
#include "core/common/FaultLog.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/SentenceJson.h"

namespace adapterscope {
namespace {

using nlohmann::json;

std::string inAscii(std::string_view line) {
    constexpr std::size_t longest = 120;
    std::string shown;
    for (const char c : line.substr(0, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        shown += byte < 0x20 || byte >= 0x7f ? '?' : c;
    }
    return line.size() > longest ? shown + "..." : shown;
}

[[noreturn]] void refuse(RpcCode code, std::string_view line, const Sentence& why,
                         const std::optional<RpcId>& id = {}) {
    throw RpcFault(code,
                   isTrace(line)
                       ? Sentence("A line is not a message of the protocol, because {}.", why)
                       : Sentence("A line is not a message of the protocol, because {}: {}", why, inAscii(line)),
                   id);
}

[[noreturn]] void refuse(std::string_view line, const Sentence& why, const std::optional<RpcId>& id = {}) {
    refuse(RpcCode::InvalidRequest, line, why, id);
}

json readJson(std::string_view line) {
    if (line.size() > longestLine)
        refuse(RpcCode::Parse, line, {"it is longer than {} MB", longestLine >> 20});
    try {
        return parseJson(line);
    } catch (const json::other_error& beyond) {
        refuse(RpcCode::Parse, line, faultOf(beyond));
    } catch (const json::exception&) {
        refuse(RpcCode::Parse, line, "it is not JSON");
    }
}

ErrorKind errorKind(const json& data) {
    if (data.is_object() && data.contains("kind") && data["kind"].is_number_integer()) {
        for (const auto kind :
             {ErrorKind::Usage, ErrorKind::Input, ErrorKind::Run, ErrorKind::Machine, ErrorKind::Cancelled})
            if (data["kind"] == static_cast<int>(kind))
                return kind;
    }
    return ErrorKind::Machine;
}

Error readFailure(const json& error, std::string_view line, const std::optional<RpcId>& id) {
    if (!error.is_object())
        refuse(line, "\"error\" is not an object", id);
    if (!error.contains("message") || !error["message"].is_string())
        refuse(line, "its error has no text \"message\"", id);
    const json data = error.value("data", json());
    const Sentence said = withoutTrace(error["message"].get<std::string>(), "A call to the engine");
    return Error(sentenceIn(data, said), errorKind(data));
}

std::optional<RpcId> readId(const json& object, std::string_view line) {
    const auto found = object.find("id");
    if (found == object.end() || found->is_null())
        return std::nullopt;
    std::optional<RpcId> id = rpcIdFromJson(*found);
    if (!id)
        refuse(line, "\"id\" is neither a text nor a whole number of 64 bits");
    return id;
}

RpcMessage readCall(const json& object, RpcMessage message, std::string_view line) {
    if (!object["method"].is_string())
        refuse(line, "\"method\" is not a text", message.id);
    message.method = object["method"].get<std::string>();
    if (object.contains("params")) {
        if (!object["params"].is_object())
            refuse(object["params"].is_array() ? RpcCode::InvalidParams : RpcCode::InvalidRequest, line,
                   "\"params\" is not an object", message.id);
        message.params = object["params"];
    }
    message.kind = message.id ? RpcMessage::Kind::Request : RpcMessage::Kind::Notification;
    return message;
}

RpcMessage readAnswer(const json& object, RpcMessage message, std::string_view line) {
    if (object.contains("error")) {
        message.kind = RpcMessage::Kind::Failure;
        message.error = readFailure(object["error"], line, message.id);
        return message;
    }
    if (!object.contains("result"))
        refuse(line, R"(it has none of "method", "result" and "error")", message.id);
    if (!message.id)
        refuse(line, "it is an answer without \"id\"");
    message.kind = RpcMessage::Kind::Result;
    message.result = object["result"];
    return message;
}

json envelope() {
    return json{{"jsonrpc", "2.0"}};
}

}  // namespace

json RpcId::json() const {
    return std::visit([](const auto& value) { return nlohmann::json(value); }, m_value);
}

std::optional<RpcId> rpcIdFromJson(const json& value) {
    if (value.is_string())
        return value.get<std::string>();
    const bool isTooLarge = value.is_number_unsigned() && !std::in_range<std::int64_t>(value.get<std::uint64_t>());
    if (!value.is_number_integer() || isTooLarge)
        return std::nullopt;
    return value.get<std::int64_t>();
}

RpcMessage parseLine(std::string_view line) {
    const json object = readJson(line);
    if (object.is_array())
        refuse(line, "it is a list, and each message has a line of its own");
    if (!object.is_object())
        refuse(line, "it is not a JSON object");
    RpcMessage message;
    message.id = readId(object, line);
    if (!object.contains("jsonrpc"))
        refuse(line, "\"jsonrpc\" is missing", message.id);
    if (object["jsonrpc"] != "2.0")
        refuse(line, {R"("jsonrpc" is {} instead of "2.0")", inAscii(object["jsonrpc"].dump())}, message.id);
    return object.contains("method") ? readCall(object, std::move(message), line)
                                     : readAnswer(object, std::move(message), line);
}

json rpcRequest(const RpcId& id, const std::string& method, json params) {
    json message = rpcNotification(method, std::move(params));
    message["id"] = id.json();
    return message;
}

json rpcNotification(const std::string& method, json params) {
    json message = envelope();
    message["method"] = method;
    message["params"] = std::move(params);
    return message;
}

json rpcResult(const RpcId& id, json result) {
    json message = envelope();
    message["id"] = id.json();
    message["result"] = std::move(result);
    return message;
}

json rpcFailure(const std::optional<RpcId>& id, const Error& error, RpcCode code) {
    const std::string text = shortened(error.what());
    json data = {{"kind", static_cast<int>(error.kind())}};
    if (text == error.what())
        addParts(data, error.sentence());
    json message = envelope();
    message["id"] = id ? id->json() : json();
    message["error"] = {{"code", static_cast<int>(code)}, {"message", text}, {"data", std::move(data)}};
    return message;
}

std::string toLine(const json& message) {
    return message.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

void LineBuffer::append(std::string_view bytes) {
    if (m_skipping) {
        const std::size_t end = bytes.find('\n');
        m_skipping = end == std::string_view::npos;
        bytes.remove_prefix(m_skipping ? bytes.size() : end + 1);
    }
    m_bytes.append(bytes);
}

std::optional<std::string> LineBuffer::next() {
    for (;;) {
        const std::size_t end = m_bytes.find('\n', m_scanned);
        const bool complete = end != std::string::npos;
        const std::size_t length = (complete ? end : m_bytes.size()) - m_begin;
        if (length > m_longest) {
            const std::string beginning(rest().substr(0, 1000));
            m_skipping = !complete;
            m_begin = m_scanned = complete ? end + 1 : m_bytes.size();
            refuse(RpcCode::Parse, beginning, {"it is longer than {} bytes", m_longest});
        }
        if (!complete) {
            // Returned lines are erased only now, so that many lines in one piece are not moved once each.
            m_bytes.erase(0, m_begin);
            m_begin = 0;
            m_scanned = m_bytes.size();
            return std::nullopt;
        }
        const std::size_t begin = std::exchange(m_begin, end + 1);
        m_scanned = m_begin;
        std::size_t size = length;
        if (size > 0 && m_bytes[begin + size - 1] == '\r')
            --size;
        if (size > 0)
            return m_bytes.substr(begin, size);
    }
}

}  // namespace adapterscope
