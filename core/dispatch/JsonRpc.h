// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/common/Error.h"

namespace adapterscope {

/// The id of a request and of its answer: a whole number or a text.
class RpcId {
public:
    RpcId(std::int64_t number) : m_value(number) {}
    RpcId(std::string text) : m_value(std::move(text)) {}
    friend bool operator==(const RpcId&, const RpcId&) = default;
    friend bool operator<(const RpcId& a, const RpcId& b) { return a.m_value < b.m_value; }
    nlohmann::json json() const;

private:
    std::variant<std::int64_t, std::string> m_value;
};
/// Nothing if the value is neither.
std::optional<RpcId> rpcIdFromJson(const nlohmann::json& value);

/// The codes of JSON-RPC 2.0's errors.
enum class RpcCode {
    Parse = -32700,           ///< not JSON, or beyond the limits
    InvalidRequest = -32600,  ///< JSON, but not a message
    UnknownMethod = -32601,
    InvalidParams = -32602,
    Failed = -32000,  ///< the call was understood but failed
};

/// One message of the conversation between a client and an engine: JSON-RPC 2.0, one per line. Messages.h defines
/// what `params` and `result` hold.
struct RpcMessage {
    enum class Kind { Request, Notification, Result, Failure };

    Kind kind = Kind::Notification;
    std::optional<RpcId> id;  ///< none in a notification, and in a failure whose request could not be read
    std::string method;       ///< requests and notifications
    nlohmann::json params = nlohmann::json::object();  ///< requests and notifications; always an object
    nlohmann::json result;                             ///< results
    std::optional<Error> error;                        ///< failures: the sentence and its kind
};

/// Longest line that either side accepts, in bytes.
constexpr std::size_t longestLine = std::size_t{64} << 20;

/// What is wrong with a call itself, by its code, and the call's id if it could be read.
class RpcFault : public Error {
public:
    RpcFault(RpcCode code, Sentence sentence, std::optional<RpcId> id = {}, ErrorKind kind = ErrorKind::Machine)
        : Error(std::move(sentence), kind), m_code(code), m_id(std::move(id)) {}

    RpcCode code() const noexcept { return m_code; }
    const std::optional<RpcId>& id() const noexcept { return m_id; }

private:
    RpcCode m_code;
    std::optional<RpcId> m_id;
};

/// Reads one line. Throws RpcFault that shows the line's beginning and explains what is wrong with it.
RpcMessage parseLine(std::string_view line);

nlohmann::json rpcRequest(const RpcId& id, const std::string& method, nlohmann::json params);
nlohmann::json rpcNotification(const std::string& method, nlohmann::json params);
nlohmann::json rpcResult(const RpcId& id, nlohmann::json result);
/// The sentence, its kind in data.kind, and what it consists of (SentenceJson.h) in data.sentence. Without an id if the
/// request's own could not be read.
nlohmann::json rpcFailure(const std::optional<RpcId>& id, const Error& error, RpcCode code = RpcCode::Failed);

/// The message as one line, its end included. Text that is not UTF-8 is repaired, numbers that are not finite become
/// null.
std::string toLine(const nlohmann::json& message);

/// Splits a stream of bytes into lines.
class LineBuffer {
public:
    explicit LineBuffer(std::size_t longest = longestLine) : m_longest(longest) {}

    void append(std::string_view bytes);
    /// The next complete line without its end; nothing if there is none yet. Empty lines are left out. Throws
    /// RpcFault if a line, complete or not, is too long; what follows that line can be read afterwards.
    std::optional<std::string> next();
    /// What has arrived of an incomplete line.
    std::string_view rest() const { return std::string_view(m_bytes).substr(m_begin); }

private:
    std::size_t m_longest;
    std::string m_bytes;
    std::size_t m_begin = 0;    ///< of the first line that next() has not returned
    std::size_t m_scanned = 0;  ///< there is no line end between m_begin and this
    bool m_skipping = false;    ///< the rest of a line that is too long
};

}  // namespace adapterscope
