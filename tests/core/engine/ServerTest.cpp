// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include "core/dispatch/Messages.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/core/engine/ServedEngine.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

/// A run on the built-in base and task that takes about that many times 30 ms.
TrainRequest trainingOf(int steps, const std::string& design = "houlsby:m=2") {
    Sweep sweep{.designs = {design}, .bases = {"builtin"}};
    sweep.tasks = {{.name = "sentiment", .limitTrain = 32}};
    sweep.hyperparameters.epochs = steps;
    sweep.hyperparameters.evaluations = 1;
    const auto planned = plan(sweep);
    return {planned.at(0).id, planned.at(0).spec, std::nullopt};
}

std::string failureOf(const RpcMessage& message) {
    REQUIRE(message.kind == RpcMessage::Kind::Failure);
    return message.error->what();
}

}  // namespace

TEST_CASE("Hello answers with the protocol and the number of workers") {
    ServedEngine engine(3);
    const auto answer = engine.answer(engine.request("hello", {{"protocol", protocolVersion}}));
    const auto hello = helloAnswerFromJson(answer.result);
    CHECK(hello.protocol == protocolVersion);
    CHECK(hello.workers == 3);
    CHECK(hello.environment.count("blas") == 1);
}

TEST_CASE("A client of another protocol is refused with both numbers") {
    ServedEngine engine;
    const auto failure = failureOf(engine.answer(engine.request("hello", {{"protocol", 77}})));
    CHECK_THAT(failure, Catch::Contains("77") && Catch::Contains(std::to_string(protocolVersion)));
}

TEST_CASE("Rubbish and unknown methods are answered in words and the engine continues") {
    ServedEngine engine;
    engine.send("what is this\n");
    CHECK_THAT(failureOf(engine.next()), Catch::Contains("what is this"));
    CHECK_THAT(failureOf(engine.answer(engine.request("brew", json::object()))), Catch::Contains("brew"));
    CHECK_THAT(failureOf(engine.answer(engine.request("probe", json::object()))), Catch::Contains("design"));
    CHECK_THAT(failureOf(engine.answer(engine.request("train", json::object()))), Catch::Contains("run"));
    CHECK(engine.answer(engine.request("hello", {{"protocol", protocolVersion}})).kind == RpcMessage::Kind::Result);
}

TEST_CASE("A call gets its answer under its id and with the code of what is wrong with it") {
    ServedEngine engine;
    const std::vector<std::tuple<std::string, json, int>> cases = {
        {"what is this", nullptr, -32700},
        {R"({"jsonrpc":"2.0","id":"a","method":7})", "a", -32600},
        {R"({"jsonrpc":"2.0","id":"b","method":"brew"})", "b", -32601},
        {R"({"jsonrpc":"2.0","id":"c","method":"train","params":{"run":5}})", "c", -32602},
        {R"({"jsonrpc":"2.0","id":4,"method":"hello","params":{"protocol":"new"}})", 4, -32602},
        {R"({"jsonrpc":"2.0","id":5,"method":"encode","params":{"base":"/none","out":"x","lines":[]}})", 5, -32000},
    };
    for (const auto& [line, id, code] : cases) {
        CAPTURE(line);
        engine.send(line + '\n');
        const json answer = json::parse(engine.nextLine());
        CHECK(answer["id"] == id);
        CHECK(answer["error"]["code"] == code);
    }
    engine.send(R"({"jsonrpc":"2.0","id":"x","method":"hello","params":{"protocol":1}})"
                "\n");
    CHECK(json::parse(engine.nextLine())["id"] == "x");
}

TEST_CASE("A run reports its points and answers with its result and tuning") {
    const TempFolder folder;
    ServedEngine engine;
    auto request = trainingOf(2);
    request.folder = folder.path();
    const auto answer = trainAnswerFromJson(engine.answer(engine.request("train", toJson(request))).result);
    CHECK(answer.result.status == Status::Done);
    CHECK(answer.result.steps == 2);
    std::vector<std::int64_t> steps;
    for (const auto& notice : engine.notices)
        if (notice.method == PointNotice::method)
            steps.push_back(pointNoticeFromJson(notice.params).point.step);
    CHECK(steps == std::vector<std::int64_t>{0, 1, 2});
    REQUIRE(answer.tuning);
    CHECK(*answer.tuning == folder.path() / "tuning.safetensors");
    CHECK(std::filesystem::exists(*answer.tuning));
}

TEST_CASE("A run that was planned with another task is refused") {
    ServedEngine engine;
    auto request = trainingOf(1);
    request.spec.taskHash = "0123";
    CHECK_THAT(failureOf(engine.answer(engine.request("train", toJson(request)))),
               Catch::Contains("sentiment") && Catch::Contains("changed"));
}

TEST_CASE("A cancelled run ends as cancelled and one that waits for room never begins") {
    ServedEngine engine(1);
    auto long1 = trainingOf(100000), long2 = trainingOf(100000, "head");
    const auto first = engine.request("train", toJson(long1));
    engine.notice(PointNotice::method);  // it runs, and fills the only place
    const auto second = engine.request("train", toJson(long2));
    engine.notify("cancel", {{"run", long2.run}});
    const auto waited = engine.answer(second);
    CHECK_THAT(failureOf(waited), Catch::Contains("before it began"));
    CHECK(waited.error->kind() == ErrorKind::Cancelled);
    engine.notify("cancel", {{"call", first}});
    CHECK(trainAnswerFromJson(engine.answer(first).result).result.status == Status::Cancelled);
}

TEST_CASE("When its input ends the engine stops what runs and ends") {
    ServedEngine engine(1);
    const auto request = trainingOf(100000);
    const auto call = engine.request("train", toJson(request));
    engine.notice(PointNotice::method);
    engine.end();
    CHECK(trainAnswerFromJson(engine.answer(call).result).result.status == Status::Cancelled);
    CHECK_THROWS_WITH(engine.next(), Catch::Contains("ended"));
}
