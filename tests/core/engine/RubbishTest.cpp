// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <sys/resource.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "core/dispatch/Messages.h"
#include "tests/core/dispatch/Rubbish.h"
#include "tests/core/engine/ServedEngine.h"
#include "tests/support/ScopedVariable.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// Requests that go as far as they can without long work: missing hashes and files end them. Their paths are in the
/// working folder, so that a change of one does not lead out of it.
std::vector<json> requests() {
    RunSpec spec;
    spec.design = parseDesign("houlsby:m=2");
    spec.base = "builtin";
    spec.baseHash = "not this one";
    spec.task.name = "missing.csv";
    const ProbeRequest probe{.design = "houlsby", .base = "builtin", .task = spec.task, .sigmas = {0, 0.1}};
    const EncodeRequest encode{"builtin", {{"a text", "another", 8}, {"one", {}, 0}}, "out.safetensors"};
    const json pretrain = {{"corpus", "missing.txt"}, {"teacher", ""},   {"vocabulary", "builtin"},
                           {"out", "base"},           {"resume", false}, {"options", {{"steps", 2}}}};
    return {rpcRequest(1, "hello", toJson(HelloRequest{})),
            rpcRequest(2, "train", toJson(TrainRequest{"12ab", spec, "."})),
            rpcRequest(3, "probe", toJson(probe)),
            rpcRequest(4, "encode", toJson(encode)),
            rpcRequest(std::string("five"), "pretrain", pretrain),
            rpcRequest(6, "brew", json::object()),
            rpcNotification("cancel", toJson(CancelNotice{"12ab", 7})),
            rpcNotification("train", json::object()),
            rpcResult(8, json::object()),
            rpcFailure(9, Error("No."))};
}

void requireAlive(ServedEngine& engine) {
    const auto hello = engine.answer(engine.request("hello", {{"protocol", protocolVersion}}));
    REQUIRE(hello.kind == RpcMessage::Kind::Result);
}

/// With a method that lasts until it is cancelled, and reports when it has started.
Answers withWait() {
    auto answers = protocolAnswers();
    answers["wait"] = [](const json&, const CallContext& context) -> json {
        context.notify("waiting", json::object());
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait(lock, context.stop, [] { return false; });
        return "stopped";
    };
    return answers;
}

/// Files that a changed request writes go here.
struct WorkingFolder {
    TempFolder folder;
    std::filesystem::path before = std::filesystem::current_path();
    WorkingFolder() { std::filesystem::current_path(folder.path()); }
    ~WorkingFolder() { std::filesystem::current_path(before); }
};

}  // namespace

TEST_CASE("Whatever arrives the engine answers and continues") {
    const WorkingFolder here;
    const ScopedVariable state("XDG_STATE_HOME", (here.folder / "state").string());
    ServedEngine engine(2);
    Rubbish rubbish(14, requests());
    std::map<RpcId, int> open;
    std::size_t failures = 0;
    const auto take = [&](const RpcMessage& message) {
        if (message.id && open.contains(*message.id))
            --open[*message.id];
        if (!message.error)
            return;
        ++failures;
        const std::string sentence = message.error->what();
        CAPTURE(sentence.substr(0, 500));
        CHECK(sentence.size() < 12'000);
        for (const auto* mark : {"c10", "Exception raised", "frame #", ".cpp:", "json.exception", "std::", "0x7f"})
            CHECK_THAT(sentence, !Catch::Contains(mark));
    };
    constexpr std::int64_t ownIds = 1'000'000;
    for (int i = 0; i < 3000; ++i) {
        const std::string line = rubbish.line();
        LineBuffer lines;
        lines.append(line);
        while (const auto each = lines.next())
            try {
                const auto message = parseLine(*each);
                if (message.kind == RpcMessage::Kind::Request)
                    ++open[*message.id];
            } catch (const RpcFault& error) {
                if (error.id())
                    ++open[*error.id()];
            }
        engine.send(line);
        engine.send(toLine(rpcRequest(ownIds + i, "hello", {{"protocol", protocolVersion}})));
        auto message = engine.next();
        for (; message.id != ownIds + i; message = engine.next())
            take(message);
        REQUIRE(message.kind == RpcMessage::Kind::Result);  // it continues
    }
    engine.end();
    for (;;) {
        try {
            take(engine.next());
        } catch (const Error&) {
            break;  // it has ended
        }
    }
    CHECK(failures > 1500);
    for (const auto& [id, answers] : open)
        CHECK(std::pair(id.json().dump(), answers) ==
              std::pair(id.json().dump(), 0));  // each call got exactly one answer
}

TEST_CASE("Messages with a field of another type are refused by its name") {
    ServedEngine engine;
    for (const auto& [method, params, part] : std::vector<std::tuple<std::string, json, std::string>>{
             {"train", {{"run", 5}}, R"("run" of the protocol's "train" message must be a text in quotes, not 5.)"},
             {"train", {{"run", nullptr}}, "\"run\""},
             {"train", {{"run", "x"}, {"spec", 5}, {"folder", nullptr}}, "a run"},
             {"probe", {{"design", {1}}}, "\"design\""},
             {"encode", {{"base", "builtin"}, {"out", "x"}, {"lines", "text"}}, "must be a list, not \"text\""},
             {"encode",
              {{"base", "builtin"}, {"out", std::string("a\0b", 3)}, {"lines", {1}}},
              R"(must be a path in quotes, not "a\u0000b")"},
             {"pretrain", {{"corpus", 5}}, "\"corpus\""},
             {"pretrain", {{"options", {{"heads", 0}}}, {"corpus", "x"}, {"out", "y"}}, "heads is 0"},
             {"pretrain",
              {{"options", {{"checkpoint_steps", 0}}}, {"corpus", "x"}, {"out", "y"}},
              "checkpoint steps is 0"},
             {"hello", {{"protocol", {}}}, "must be a whole number, not "}}) {
        CAPTURE(method, params.dump());
        const auto answer = engine.answer(engine.request(method, params));
        REQUIRE(answer.kind == RpcMessage::Kind::Failure);
        CHECK_THAT(answer.error->what(), Catch::Contains(part));
    }
    requireAlive(engine);
}

TEST_CASE("A line without end is refused once and the next one is answered") {
    ServedEngine engine;
    std::thread sender([&] {
        const std::string piece(1 << 20, 'x');
        for (int i = 0; i < 66; ++i)
            engine.send(piece);
        engine.send("\n");
    });
    const auto refused = engine.next();
    sender.join();
    CHECK(refused.kind == RpcMessage::Kind::Failure);
    CHECK_FALSE(refused.id);
    requireAlive(engine);
}

TEST_CASE("A second call with the id of one that is not answered is refused") {
    ServedEngine engine(1, withWait());
    engine.send(toLine(rpcRequest(70, "wait", json::object())));
    engine.notice("waiting");
    engine.send(toLine(rpcRequest(70, "wait", json::object())));
    const auto refused = engine.next();
    REQUIRE(refused.kind == RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(), Catch::Contains("Call 70"));
    engine.notify("cancel", {{"call", 70}});
    CHECK(engine.answer(70).result == "stopped");
}

TEST_CASE("A call whose thread cannot start is refused and the engine continues") {
    ServedEngine engine(1, withWait());
    requireAlive(engine);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    const rlimit none{1, before.rlim_max};  // no further stack; the limit of processes does not bind root
    REQUIRE(setrlimit(RLIMIT_AS, &none) == 0);
    for (int i = 0; i < 60; ++i)  // more than there are stacks of ended threads
        engine.request("wait", json::object());
    auto refused = engine.next();
    while (refused.kind != RpcMessage::Kind::Failure)
        refused = engine.next();
    setrlimit(RLIMIT_AS, &before);
    // Whichever the limit meets first, the thread's stack or the call's own memory.
    CHECK_THAT(refused.error->what(), Catch::Contains("another thread") || Catch::Contains("memory"));
    CHECK(refused.error->kind() == ErrorKind::Machine);
    CHECK_THAT(engine.answer(engine.request("train", {{"run", 5}})).error->what(), Catch::Contains("\"run\""));
    requireAlive(engine);
}

TEST_CASE("A client that opens calls without end is refused in words") {
    ServedEngine engine(1, withWait());
    for (int i = 0; i < 256; ++i)
        engine.request("wait", json::object());
    const auto refused = engine.answer(engine.request("wait", json::object()));
    REQUIRE(refused.kind == RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(), Catch::Contains("256 open calls"));
    requireAlive(engine);
}
