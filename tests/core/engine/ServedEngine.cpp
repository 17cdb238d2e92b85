// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/ServedEngine.h"

#include <sys/socket.h>
#include <unistd.h>

#include "core/common/Error.h"

namespace adapterscope::test {
namespace {

std::array<int, 2> connectedSockets() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        throw Error("There is no socket for the test.", ErrorKind::Machine);
    return ends;
}

}  // namespace

ServedEngine::ServedEngine(int workers, Answers answers)
    : m_ends(connectedSockets()), m_server(m_ends[1], m_ends[1], workers, std::move(answers)), m_thread([this] {
          m_server.serve();
          ::shutdown(m_ends[1], SHUT_RDWR);
      }) {}

ServedEngine::~ServedEngine() {
    end();
    for (const int descriptor : m_ends)
        ::close(descriptor);
}

bool ServedEngine::readMore() {
    std::array<char, 4096> buffer{};
    const auto got = ::read(m_ends[0], buffer.data(), buffer.size());
    if (got > 0)
        m_lines.append({buffer.data(), static_cast<std::size_t>(got)});
    return got > 0;
}

void ServedEngine::end() {
    ::shutdown(m_ends[0], SHUT_WR);
    if (!m_thread.joinable())
        return;
    while (readMore()) {  // a server whose last answers nobody reads would wait forever
    }
    m_thread.join();
}

void ServedEngine::send(const std::string& line) {
    for (std::size_t at = 0; at < line.size();) {
        const auto sent = ::write(m_ends[0], line.data() + at, line.size() - at);
        if (sent <= 0)
            throw Error("The server reads no more.", ErrorKind::Machine);
        at += static_cast<std::size_t>(sent);
    }
}

std::int64_t ServedEngine::request(const std::string& method, const nlohmann::json& params) {
    send(toLine(rpcRequest(++m_lastId, method, params)));
    return m_lastId;
}

void ServedEngine::notify(const std::string& method, const nlohmann::json& params) {
    send(toLine(rpcNotification(method, params)));
}

RpcMessage ServedEngine::next() {
    return parseLine(nextLine());
}

std::string ServedEngine::nextLine() {
    for (;;) {
        if (auto line = m_lines.next())
            return *std::move(line);
        if (!readMore())
            throw Error("The server has ended.", ErrorKind::Machine);
    }
}

RpcMessage ServedEngine::answer(std::int64_t id) {
    for (;;) {
        auto message = next();
        if (message.id == id)
            return message;
        if (message.kind == RpcMessage::Kind::Notification)
            notices.push_back(std::move(message));
    }
}

RpcMessage ServedEngine::notice(const std::string& method) {
    for (;;) {
        auto message = next();
        if (message.kind == RpcMessage::Kind::Notification && message.method == method)
            return message;
    }
}

}  // namespace adapterscope::test
