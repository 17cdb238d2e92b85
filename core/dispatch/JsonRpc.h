// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/Error.h"

namespace adapterscope {

/// One message of the conversation between a client and an engine: JSON-RPC 2.0, one a line. What `params` and `result`
/// hold is in Messages.h.
struct RpcMessage {
    enum class Kind { Request, Notification, Result, Failure };

    Kind kind = Kind::Notification;
    std::optional<std::int64_t> id;  ///< none in a notification, and in a failure whose request could not be read
    std::string method;              ///< requests and notifications
    nlohmann::json params = nlohmann::json::object();  ///< requests and notifications; always an object
    nlohmann::json result;                             ///< results
    std::optional<Error> error;                        ///< failures: the sentence and its kind
};

/// Longest line that either side accepts, in bytes.
constexpr std::size_t longestLine = std::size_t{64} << 20;

/// Why a line could not be read, and the id of the call that it was about, as far as that much could be read.
class UnreadableLine : public Error {
public:
    UnreadableLine(const std::string& sentence, std::optional<std::int64_t> id)
        : Error(sentence, ErrorKind::Machine), m_id(id) {}

    const std::optional<std::int64_t>& id() const noexcept { return m_id; }

private:
    std::optional<std::int64_t> m_id;
};

/// Reads one line. Throws UnreadableLine that shows the line's beginning and says what is wrong with it.
RpcMessage parseLine(std::string_view line);

nlohmann::json rpcRequest(std::int64_t id, const std::string& method, nlohmann::json params);
nlohmann::json rpcNotification(const std::string& method, nlohmann::json params);
nlohmann::json rpcResult(std::int64_t id, nlohmann::json result);
/// The sentence, and its kind in data.kind. Without an id where the request's own could not be read.
nlohmann::json rpcFailure(std::optional<std::int64_t> id, const Error& error);

/// The message as one line, its end included. Text that is not UTF-8 is repaired, numbers that are not finite become
/// null.
std::string toLine(const nlohmann::json& message);

/// Cuts a stream of bytes into lines.
class LineBuffer {
public:
    explicit LineBuffer(std::size_t longest = longestLine) : m_longest(longest) {}

    void append(std::string_view bytes);
    /// The next complete line without its end; nothing if there is none yet. Empty lines are left out. Throws
    /// UnreadableLine if a line, complete or not, is too long; what follows that line can be read afterwards.
    std::optional<std::string> next();
    /// What has come of a line that is not complete.
    std::string_view rest() const { return std::string_view(m_bytes).substr(m_begin); }

private:
    std::size_t m_longest;
    std::string m_bytes;
    std::size_t m_begin = 0;    ///< of the first line that next() has not given out
    std::size_t m_scanned = 0;  ///< before it there is no line end from m_begin on
    bool m_skipping = false;    ///< the rest of a line that is too long
};

}  // namespace adapterscope
