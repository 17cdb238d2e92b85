// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <dnnl.hpp>

#include "core/common/FaultLog.h"
#include "core/dispatch/Messages.h"
#include "core/engine/EngineFault.h"
#include "tests/core/engine/ServedEngine.h"
#include "tests/support/ScopedLog.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

Error faultOf(const std::function<void()>& work, ErrorKind unexpected = ErrorKind::Run) {
    try {
        work();
    } catch (...) {
        return currentEngineFault("Training a over b on c (run 1)", unexpected);
    }
    FAIL("nothing was thrown");
    return Error("");
}

void requirePlain(const std::string& sentence) {
    CAPTURE(sentence);
    for (const auto* mark :
         {"c10", "Exception raised from", " 0x", "frame #", ".cpp", "std::", "\n", "what()", "[enforce"})
        CHECK_THAT(sentence, !Catch::Contains(mark));
}

const std::vector<std::function<void()>> faults = {
    [] {
        at::ones({2, 3}).matmul(at::ones({2, 3}));
    },
    [] { at::ones({2}).index_select(0, at::full({1}, 7, at::kLong)); },
    [] { TORCH_CHECK(false, "made in a test"); },
    [] { dnnl::error::wrap_c_api(dnnl_invalid_arguments, "could not create a primitive"); },
    [] { throw std::out_of_range("map::at"); },
    [] { throw std::runtime_error("std::something at 0x7f"); },
    [] { throw 42; },
};
const std::vector<std::function<void()>> lacks = {
    [] { at::empty({std::int64_t{1} << 52}); },
    [] {
        at::empty({std::int64_t{1} << 40, std::int64_t{1} << 40});
    },
    [] { throw std::bad_alloc(); },
    [] { dnnl::error::wrap_c_api(dnnl_out_of_memory, "could not create a memory object"); },
};

}  // namespace

TEST_CASE("What libraries throw is reported in terms of what was asked for and logged") {
    for (std::size_t i = 0; i < faults.size(); ++i) {
        CAPTURE(i);
        const ScopedLog log;
        const Error fault = faultOf(faults[i]);
        requirePlain(fault.what());
        CHECK_THAT(fault.what(),
                   Catch::StartsWith("Training a over b on c (run 1) failed ") && Catch::Contains(log.file.string()));
        CHECK(fault.kind() == ErrorKind::Run);
        CHECK_THAT(readFile(log.file), Catch::Contains("Training a over b on c (run 1)\n"));
        CHECK(faultOf(faults[i], ErrorKind::Machine).kind() == ErrorKind::Machine);
    }
    const ScopedLog log;
    faultOf(faults[0]);
    CHECK_THAT(readFile(log.file), Catch::Contains("Exception raised from"));
}

TEST_CASE("Memory that the machine lacks is reported as such") {
    for (std::size_t i = 0; i < lacks.size(); ++i) {
        CAPTURE(i);
        const ScopedLog log;
        const Error fault = faultOf(lacks[i]);
        requirePlain(fault.what());
        CHECK_THAT(fault.what(), Catch::Contains("more memory than this machine") && Catch::Contains("smaller batch"));
        CHECK(fault.kind() == ErrorKind::Machine);
    }
}

TEST_CASE("What the system refuses is reported with the file and the reason") {
    const ScopedLog log;
    const Error thread =
        faultOf([] { throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again)); });
    CHECK_THAT(thread.what(), Catch::Contains("another thread"));
    CHECK(thread.kind() == ErrorKind::Machine);
    const Error full = faultOf([] {
        throw std::filesystem::filesystem_error("status", "/data/x",
                                                std::make_error_code(std::errc::no_space_on_device));
    });
    CHECK_THAT(full.what(), Catch::Contains("/data/x: No space left on device."));
    CHECK(full.kind() == ErrorKind::Machine);
    requirePlain(full.what());
    CHECK_FALSE(std::filesystem::exists(log.file));
}

TEST_CASE("An Error stays as it is") {
    const Error same = faultOf([] { throw Error("The base x has changed.", ErrorKind::Input); });
    CHECK(same.what() == std::string("The base x has changed."));
    CHECK(same.kind() == ErrorKind::Input);
}

TEST_CASE("What a request asks for is named, whatever its parameters hold") {
    const json train = {{"run", "12ab"},
                        {"spec", {{"design", "houlsby:m=8"}, {"base", "builtin"}, {"task_name", "sentiment"}}}};
    CHECK(activityOf("train", train) == "Training houlsby:m=8 over builtin on sentiment (run 12ab)");
    CHECK(activityOf("probe", {{"design", "pfeiffer"}, {"base", "b"}, {"task", {{"name", "t"}}}}) ==
          "Probing pfeiffer over b on t");
    for (const auto* method : {"train", "probe", "encode", "pretrain", "benchmark", "brew"})
        for (const json& params : {json(), json(5), json::array({1}), json{{"spec", 5}, {"task", {1}}, {"base", {}}},
                                   json{{"base", std::string(100'000, 'x')}, {"out", std::string(100'000, 'x')}}}) {
            const auto activity = activityOf(method, params);
            CHECK(activity.size() < 500);
            CHECK_FALSE(activity.empty());
        }
}

TEST_CASE("A fault inside LibTorch reaches the client as a sentence and the engine continues") {
    const ScopedLog log;
    auto answers = protocolAnswers();
    answers[ProbeRequest::method] = [](const json&, const CallContext&) -> json {
        return at::ones({2, 3}).matmul(at::ones({2, 3})).numel();
    };
    ServedEngine engine(1, answers);
    const json params = {{"design", "houlsby"}, {"base", "builtin"}, {"task", {{"name", "topic"}}}};
    const auto answer = engine.answer(engine.request("probe", params));
    REQUIRE(answer.kind == RpcMessage::Kind::Failure);
    requirePlain(answer.error->what());
    CHECK_THAT(answer.error->what(),
               Catch::StartsWith("Probing houlsby over builtin on topic failed inside the library "
                                 "LibTorch. What was reported is in " +
                                 log.file.string()));
    CHECK(engine.answer(engine.request("hello", {{"protocol", protocolVersion}})).kind == RpcMessage::Kind::Result);
}

TEST_CASE("What a message quotes of a long design is cut where it is answered") {
    ServedEngine engine;
    const json params = {{"design", "houlsby:m=" + std::string(100'000, '8')}, {"base", "builtin"}};
    for (const char* method : {"probe", "train", "brew"}) {
        const RpcMessage answer = engine.answer(engine.request(method, params));
        REQUIRE(answer.error);
        CHECK(std::string_view(answer.error->what()).size() < 2'100);
    }
}
