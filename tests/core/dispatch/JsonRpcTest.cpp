// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <string>
#include <vector>

#include "core/dispatch/JsonRpc.h"
#include "tests/support/MarkedSettings.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using nlohmann::json;
using test::says;

namespace {

std::string bracketed(const std::string& line) {
    return parseLine(line).error->sentence().phrased(test::MarkedSettings("[", "]"));
}

}  // namespace

TEST_CASE("A request survives its line") {
    const std::string line = toLine(rpcRequest(7, "train", {{"run", "a"}}));
    REQUIRE(line.back() == '\n');
    CHECK(line.find('\n') == line.size() - 1);
    const RpcMessage message = parseLine(line);
    CHECK(message.kind == RpcMessage::Kind::Request);
    CHECK(message.id == 7);
    CHECK(message.method == "train");
    CHECK(message.params == json{{"run", "a"}});
}

TEST_CASE("Ids are whole numbers or texts and come back as they were") {
    for (const RpcId& id : {RpcId(7), RpcId(std::string("seven")), RpcId(std::string("7")), RpcId(std::string())}) {
        CHECK(parseLine(toLine(rpcRequest(id, "train", json::object()))).id == id);
        CHECK(parseLine(toLine(rpcResult(id, 1))).id == id);
        CHECK(parseLine(toLine(rpcFailure(id, Error("No.")))).id == id);
    }
    CHECK(RpcId(7) != RpcId(std::string("7")));
}

TEST_CASE("What is wrong with a call has the code of JSON-RPC 2.0") {
    const std::vector<std::pair<std::string, RpcCode>> cases = {
        {"what is this", RpcCode::Parse},
        {std::string(65, '[') + std::string(65, ']'), RpcCode::Parse},
        {"[1e999]", RpcCode::Parse},
        {"[1]", RpcCode::InvalidRequest},
        {R"({"jsonrpc":"2.0","id":1})", RpcCode::InvalidRequest},
        {R"({"jsonrpc":"2.0","id":1,"method":5})", RpcCode::InvalidRequest},
        {R"({"jsonrpc":"2.0","id":1,"method":"train","params":5})", RpcCode::InvalidRequest},
        {R"({"jsonrpc":"2.0","id":1,"method":"train","params":[5]})", RpcCode::InvalidParams},
    };
    for (const auto& [line, code] : cases) {
        CAPTURE(line);
        try {
            parseLine(line);
            FAIL("it was read");
        } catch (const RpcFault& fault) {
            CHECK(fault.code() == code);
        }
    }
    CHECK(rpcFailure(1, Error("No."))["error"]["code"] == -32000);
    CHECK(rpcFailure(1, Error("No."), RpcCode::UnknownMethod)["error"]["code"] == -32601);
}

TEST_CASE("A notification has no id and its params may be left out") {
    const RpcMessage message = parseLine(R"({"jsonrpc":"2.0","method":"log"})");
    CHECK(message.kind == RpcMessage::Kind::Notification);
    CHECK_FALSE(message.id);
    CHECK(message.params == json::object());
    CHECK(parseLine(toLine(rpcNotification("log", {{"message", "x"}}))).params.at("message") == "x");
}

TEST_CASE("A result survives its line whatever it holds") {
    for (const json& result : {json(), json(3), json::array({1, 2}), json{{"text", "line\nbreak \u20ac"}}}) {
        const RpcMessage message = parseLine(toLine(rpcResult(5, result)));
        CHECK(message.kind == RpcMessage::Kind::Result);
        CHECK(message.id == 5);
        CHECK(message.result == result);
    }
}

TEST_CASE("A failure keeps its sentence and its kind") {
    for (const auto kind :
         {ErrorKind::Usage, ErrorKind::Input, ErrorKind::Run, ErrorKind::Machine, ErrorKind::Cancelled}) {
        const RpcMessage message = parseLine(toLine(rpcFailure(5, Error("No such base.", kind))));
        REQUIRE(message.kind == RpcMessage::Kind::Failure);
        CHECK(message.id == 5);
        CHECK(message.error->what() == std::string("No such base."));
        CHECK(message.error->kind() == kind);
    }
}

TEST_CASE("A failure keeps what its sentence consists of beside its text") {
    const Error error("{}: {}", "t.csv", Sentence("give {}.", setTo(Setting::Header, "no")));
    const json failure = rpcFailure(5, error);
    CHECK(failure["error"]["message"] == "t.csv: give --header no.");
    CHECK(failure["error"]["data"]["kind"] == 3);
    CHECK(bracketed(toLine(failure)) == "t.csv: give [--header no].");
    CHECK(parseLine(toLine(failure)).error->what() == std::string("t.csv: give --header no."));
    // There is nothing to add to plain words, nor to a text that is shortened or cleaned.
    CHECK(rpcFailure(5, Error("No such base."))["error"]["data"] == json{{"kind", 3}});
    for (const std::string& value : {std::string(3000, 'x'), std::string("[31m")})
        CHECK_FALSE(
            rpcFailure(5, Error("Give {}.", setTo(Setting::Header, value)))["error"]["data"].contains("sentence"));
}

TEST_CASE("A failure whose sentence cannot be read or reads otherwise has only its text") {
    json failure = rpcFailure(5, Error("Give {}.", setTo(Setting::Header, "no")));
    const json sentence = failure["error"]["data"]["sentence"];
    json deep = sentence;
    for (int level = 0; level < 20; ++level)
        deep = {{"pattern", "{}"}, {"arguments", json::array({deep})}};
    json many = sentence, wide = sentence, other = sentence, strange = sentence;
    for (int i = 0; i < 5000; ++i) {
        many["pattern"] = many["pattern"].get<std::string>() + "{}";
        many["arguments"].push_back("");
    }
    wide["pattern"] = "Give {:>1000000000}.";
    other["pattern"] = "Do not give {}.";
    strange["arguments"][0]["setting"] = json::array();
    const std::vector<json> hostile = {json(), 3,    "Give", json::array(), json::object(),
                                       deep,   many, wide,   other,         strange};
    for (const json& each : hostile) {
        CAPTURE(each.dump().substr(0, 200));
        failure["error"]["data"]["sentence"] = each;
        CHECK(bracketed(toLine(failure)) == "Give --header no.");
        CHECK(parseLine(toLine(failure)).error->kind() == ErrorKind::Input);
    }
    failure["error"]["data"]["sentence"] = sentence;
    CHECK(bracketed(toLine(failure)) == "Give [--header no].");
    failure["error"]["data"] = "none";
    CHECK(bracketed(toLine(failure)) == "Give --header no.");
}

TEST_CASE("A failure of an unknown kind or without data counts as the machine's") {
    CHECK(parseLine(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"x"}})").error->kind() ==
          ErrorKind::Machine);
    CHECK(parseLine(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x","data":{"kind":77}}})").error->kind() ==
          ErrorKind::Machine);
}

TEST_CASE("A failure without an id is a failure") {
    const RpcMessage message = parseLine(toLine(rpcFailure(std::nullopt, Error("Unreadable."))));
    CHECK(message.kind == RpcMessage::Kind::Failure);
    CHECK_FALSE(message.id);
}

TEST_CASE("Each kind of rubbish is refused with its beginning and a reason") {
    struct Case {
        std::string line, reason;
    };
    const std::vector<Case> cases = {
        {"Segmentation fault", "it is not JSON"},
        {"", "it is not JSON"},
        {R"({"jsonrpc":"2.0","method":"lo)", "it is not JSON"},
        {R"({"jsonrpc":"2.0"} {"jsonrpc":"2.0"})", "it is not JSON"},
        {"[1,2]", "it is a list, and each message has a line of its own"},
        {"3", "it is not a JSON object"},
        {R"({"method":"log"})", "\"jsonrpc\" is missing"},
        {R"({"jsonrpc":"1.0","method":"log"})", "\"jsonrpc\" is \"1.0\""},
        {R"({"jsonrpc":2.0,"method":"log"})", "\"jsonrpc\" is 2.0"},
        {R"({"jsonrpc":"2.0"})", "none of"},
        {R"({"jsonrpc":"2.0","id":4})", "none of"},
        {R"({"jsonrpc":"2.0","method":4})", "\"method\" is not a text"},
        {R"({"jsonrpc":"2.0","method":"log","params":[1]})", "\"params\" is not an object"},
        {R"({"jsonrpc":"2.0","id":true,"result":1})", "\"id\" is neither a text nor a whole number"},
        {R"({"jsonrpc":"2.0","id":1.5,"result":1})", "\"id\" is neither a text nor a whole number"},
        {R"({"jsonrpc":"2.0","result":1})", "answer without \"id\""},
        {R"({"jsonrpc":"2.0","id":1,"error":"bad"})", "\"error\" is not an object"},
        {R"({"jsonrpc":"2.0","id":1,"error":{"code":1}})", "no text \"message\""},
        {"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}", "it is not JSON"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.line);
        CHECK_THROWS_MATCHES(parseLine(each.line), Error, says(each.reason));
        CHECK_THROWS_MATCHES(parseLine(each.line), Error,
                             says(each.line.substr(0, 10).substr(0, each.line.find('\xff'))));
    }
}

TEST_CASE("A refused line is shown short and without control characters") {
    const std::string line = "\x1b[31m" + std::string(10'000, 'x');
    try {
        parseLine(line);
        FAIL("accepted");
    } catch (const Error& error) {
        const std::string text = error.what();
        CHECK(text.size() < 300);
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find("?[31mxxx") != std::string::npos);
        CHECK(error.kind() == ErrorKind::Machine);
    }
}

TEST_CASE("Deeply nested rubbish is refused") {
    const std::string open(200'000, '[');
    CHECK_THROWS_MATCHES(parseLine(open), Error, says("nested more than 64 levels deep"));
    CHECK_THROWS_MATCHES(parseLine(R"({"jsonrpc":"2.0","id":1,"result":)" + open + std::string(200'000, ']') + "}"),
                         Error, says("nested more than 64 levels deep"));
}

TEST_CASE("Brackets and escaped quotes inside text are not nesting") {
    const std::string text = "\"" + std::string(1000, '[') + "\\\"" + std::string(1000, '{');
    CHECK(parseLine(toLine(rpcResult(1, text))).result == text);
}

TEST_CASE("Text that is not UTF-8 and numbers that are not finite still make a readable line") {
    const RpcMessage message = parseLine(
        toLine(rpcNotification("log", {{"message", "a\xff"}, {"loss", std::numeric_limits<double>::quiet_NaN()}})));
    CHECK(message.params.at("message") == "a\xef\xbf\xbd");
    CHECK(message.params.at("loss").is_null());
}

TEST_CASE("A stream cut anywhere gives the same lines") {
    const std::string stream = "one\n\ntwo\r\n\r\nthree\nrest";
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        LineBuffer buffer;
        std::vector<std::string> lines;
        for (const std::string& piece : {stream.substr(0, cut), stream.substr(cut)}) {
            buffer.append(piece);
            while (const auto line = buffer.next())
                lines.push_back(*line);
        }
        CHECK(lines == std::vector<std::string>{"one", "two", "three"});
        CHECK(buffer.rest() == "rest");
    }
}

TEST_CASE("A line that is too long is refused even before its end") {
    LineBuffer buffer(8);
    buffer.append("12345678\n1234567");
    CHECK(buffer.next() == "12345678");
    CHECK_FALSE(buffer.next());
    buffer.append("89");
    CHECK_THROWS_MATCHES(buffer.next(), Error, says("longer than 8 bytes"));
}

TEST_CASE("A line of more than 64 MB is refused") {
    CHECK_THROWS_MATCHES(parseLine("\"" + std::string(longestLine, 'x') + "\""), Error, says("64 MB"));
    LineBuffer buffer;
    buffer.append(std::string(longestLine + 1, 'x'));
    CHECK_THROWS_MATCHES(buffer.next(), Error, says("xxx"));
}

TEST_CASE("A conversation with any byte changed or left out is read or refused and nothing else") {
    const std::string stream =
        R"({"jsonrpc":"2.0","id":1,"result":{"protocol":1,"version":"0.1.0","workers":2,"environment":{"cpu":"x"}}})"
        "\n"
        R"({"jsonrpc":"2.0","method":"progress","params":{"run":"ab","step":1,"steps":9,"train_loss":0.7,"seconds_left":1e1}})"
        "\n"
        R"({"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"No \u00e4.","data":{"kind":3}}})"
        "\n";
    int read = 0, refused = 0;
    const auto listen = [&](const std::string& bytes) {
        LineBuffer buffer;
        buffer.append(bytes);
        while (const auto line = buffer.next()) {
            try {
                parseLine(*line);
                ++read;
            } catch (const Error&) {
                ++refused;
            }
        }
    };
    listen(stream);
    REQUIRE(read == 3);
    REQUIRE(refused == 0);
    for (std::size_t at = 0; at < stream.size(); ++at) {
        for (const char byte : std::string("\0\n\"{}[],:\\9\x80\xff", 13))
            listen(stream.substr(0, at) + byte + stream.substr(at + 1));
        listen(stream.substr(0, at) + stream.substr(at + 1));
    }
    CHECK(read > 1000);
    CHECK(refused > 1000);
}
