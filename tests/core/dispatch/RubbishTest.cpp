// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <map>

#include "core/dispatch/Messages.h"
#include "tests/core/dispatch/Rubbish.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

RunSpec spec() {
    RunSpec spec;
    spec.design = parseDesign("houlsby:m=8,layers=0-1");
    spec.base = "builtin";
    spec.task = {.name = "reviews.csv", .split = {80, 10, 10}, .limitTrain = 5};
    return spec;
}

RunResult result() {
    RunResult result;
    result.status = Status::Done;
    result.dev = 0.5;
    result.metrics = {{"dev_accuracy", 0.5}};
    result.environment = {{"cpu", "x"}};
    result.curve = {{.step = 1, .metrics = {{"accuracy", 0.5}}, .identity = {{0, Site::Ffn, 0.1, 0.1, 0.2}}}};
    return result;
}

ProbeRequest probe() {
    ProbeRequest probe{.design = "houlsby", .base = "builtin", .task = spec().task, .sigmas = {0, 0.1}};
    probe.pooling = Pooling::Cls;
    return probe;
}

/// What each kind of content looks like, and its reader.
const std::vector<std::pair<json, std::function<void(const json&)>>>& kinds() {
    static const std::vector<std::pair<json, std::function<void(const json&)>>> kinds = {
        {toJson(HelloRequest{}), helloRequestFromJson},
        {toJson(HelloAnswer{1, "0.1", 2, {{"cpu", "x"}}}), helloAnswerFromJson},
        {toJson(TrainRequest{"12ab", spec(), "/tmp/x"}), trainRequestFromJson},
        {toJson(TrainAnswer{result(), "/tmp/x.safetensors"}), trainAnswerFromJson},
        {toJson(probe()), [](const json& object) { requireValid(probeRequestFromJson(object)); }},
        {probeAnswerToJson({ProbeResult{.layers = {{0, Site::Ffn, 1, 1, 1}}, .states = {0, 1}}}), probeAnswerFromJson},
        {toJson(EncodeRequest{"builtin", {{"a", "b", 8}, {"c", {}, 0}}, "/tmp/x"}), encodeRequestFromJson},
        {toJson(PretrainRequest{{.corpus = "/c", .vocabulary = "builtin", .out = "/o"}}),
         [](const json& object) { requireValid(pretrainRequestFromJson(object).options); }},
        {toJson(PretrainingNotice{1, 2, 3, 0.5, 1.5, {{"mlm", 0.5}}}), pretrainingNoticeFromJson},
        {toJson(BenchmarkAnswer{.bases = {{.base = "builtin"}}, .environment = {{"cpu", "x"}}}),
         benchmarkAnswerFromJson},
        {toJson(CancelNotice{"12ab", 7}), cancelNoticeFromJson},
        {toJson(ProgressNotice{"12ab", {1, 2, 0.5, 3}}), progressNoticeFromJson},
        {toJson(PointNotice{"12ab", result().curve.front()}), pointNoticeFromJson},
        {toJson(LogNotice{{"{} needs {}.", "It", setTo(Setting::MaxLength, "64")}}), logNoticeFromJson},
    };
    return kinds;
}

std::vector<json> contents() {
    std::vector<json> contents;
    for (const auto& [content, read] : kinds())
        contents.push_back(content);
    return contents;
}

struct Count {
    int read = 0, refused = 0;
};

/// Anything but an Error ends the test.
void count(Count& counted, const std::function<void()>& work) {
    try {
        work();
        ++counted.read;
    } catch (const Error& error) {
        ++counted.refused;
        CAPTURE(std::string(error.what()).substr(0, 400));
        CHECK(std::string_view(error.what()).size() < 12'000);  // bad input is shown shortened
    }
}

}  // namespace

TEST_CASE("Every kind of content can be read as it is written") {
    for (const auto& [content, read] : kinds())
        CHECK_NOTHROW(read(content));
}

TEST_CASE("Malformed lines are read or refused and nothing else") {
    std::vector<json> good;
    for (const json& content : contents()) {
        good.push_back(rpcRequest(7, "train", content));
        good.push_back(rpcNotification("point", content));
        good.push_back(rpcResult(7, content));
    }
    good.push_back(rpcFailure(7, Error("No.", ErrorKind::Input)));
    good.push_back(rpcFailure(7, Error("{}: {}", "t.csv", Sentence("give {}.", Setting::Header))));
    Rubbish rubbish(20261128, good);
    Count counted;
    for (int i = 0; i < 5000; ++i) {
        LineBuffer lines;
        lines.append(rubbish.line());
        while (const auto line = lines.next())
            count(counted, [&] { parseLine(*line); });
    }
    CHECK(counted.read > 1000);
    CHECK(counted.refused > 1000);
}

TEST_CASE("Malformed content of every kind is read or refused by every reader and nothing else") {
    const auto all = contents();
    for (std::size_t kind = 0; kind < all.size(); ++kind) {
        CAPTURE(kind);
        Rubbish own(kind, {all[kind]}), any(100 + kind, all);
        Count counted;
        for (int i = 0; i < 500; ++i) {
            count(counted, [&] { kinds()[kind].second(own.message()); });
            count(counted, [&] { kinds()[kind].second(any.message()); });
        }
        CHECK(counted.read > 50);
        CHECK(counted.refused > 125);
    }
}

TEST_CASE("After a line that is too long the next one is read") {
    LineBuffer lines(10);
    lines.append("short\n" + std::string(25, 'x'));
    CHECK(lines.next() == "short");
    CHECK_THROWS_AS(lines.next(), RpcFault);
    CHECK_FALSE(lines.next());
    lines.append(std::string(100, 'x'));
    CHECK_FALSE(lines.next());
    lines.append("xx\nnext\n" + std::string(11, 'y') + "\nlast\n");
    CHECK(lines.next() == "next");
    CHECK_THROWS_AS(lines.next(), RpcFault);
    CHECK(lines.next() == "last");
    CHECK_FALSE(lines.next());
}

TEST_CASE("A call that cannot be read is refused by its id as far as that can be read") {
    const std::vector<std::pair<std::string, std::optional<RpcId>>> cases = {
        {R"({"jsonrpc":"2.0","id":4,"method":"train","params":[1]})", 4},
        {R"({"jsonrpc":"2.0","id":4,"method":5})", 4},
        {R"({"id":4,"method":"train"})", 4},
        {R"({"jsonrpc":"1.0","id":4,"method":"train"})", 4},
        {R"({"jsonrpc":"2.0","id":4})", 4},
        {R"({"jsonrpc":"2.0","id":"four","method":5})", std::string("four")},
        {R"({"jsonrpc":"2.0","id":4.5,"method":"train"})", std::nullopt},
        {R"({"jsonrpc":"2.0","id":18446744073709551615,"method":"train"})", std::nullopt},
        {R"([{"jsonrpc":"2.0","id":4,"method":"train"}])", std::nullopt},
        {R"({"jsonrpc":"2.0","id":4,"method")", std::nullopt},
    };
    for (const auto& [line, id] : cases) {
        CAPTURE(line);
        try {
            parseLine(line);
            FAIL("it was read");
        } catch (const RpcFault& error) {
            CHECK(error.id() == id);
        }
    }
    CHECK(parseLine(R"({"jsonrpc":"2.0","id":-9223372036854775808,"method":"x"})").id ==
          std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("What a C++ program prints for its developers is not shown") {
    for (const auto* line : {"terminate called after throwing an instance of 'c10::Error'",
                             "frame #0: c10::Error::Error() + 0x68 (0x7f1 in libc10.so)"})
        try {
            parseLine(line);
            FAIL("it was read");
        } catch (const Error& error) {
            CHECK(error.what() == std::string("A line is not a message of the protocol, because it is not JSON."));
        }
}
