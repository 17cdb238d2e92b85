// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "core/common/SentenceJson.h"
#include "core/dispatch/Messages.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using nlohmann::json;
using test::says;

TEST_CASE("Hello keeps every field on its way") {
    CHECK(toJson(HelloRequest{}) == json{{"protocol", 1}});
    CHECK(helloRequestFromJson({{"protocol", 4}}).protocol == 4);
    const HelloAnswer answer{1, "0.1.0", 2, {{"cpu", "Zen 5"}, {"blas", "openblas"}}};
    CHECK(toJson(answer) == json{{"protocol", 1},
                                 {"version", "0.1.0"},
                                 {"workers", 2},
                                 {"environment", {{"cpu", "Zen 5"}, {"blas", "openblas"}}}});
    const HelloAnswer back = helloAnswerFromJson(toJson(answer));
    CHECK(back.version == answer.version);
    CHECK(back.workers == 2);
    CHECK(back.environment == answer.environment);
}

TEST_CASE("Another protocol version is refused with both numbers") {
    CHECK_NOTHROW(requireSameProtocol(1, "The engine"));
    CHECK_THROWS_MATCHES(requireSameProtocol(2, "The window"), Error, says("The window speaks version 2"));
    CHECK_THROWS_MATCHES(requireSameProtocol(2, "The window"), Error, says("this program version 1"));
}

TEST_CASE("The figures of a benchmark keep their names and numbers on their way") {
    BenchmarkAnswer answer;
    answer.bases = {{.base = "builtin",
                     .productGflops = 281.5,
                     .trainingGflops = 190.25,
                     .shareOfProductRate = 0.675,
                     .millisecondsPerStep = 11.5,
                     .stepsPerSecond = 87,
                     .stepsPerSecondOfTwo = 160,
                     .twoWorkersSpeedup = 1.84,
                     .secondRunMegabytes = -0.5,
                     .activationMegabytes = 12,
                     .fiveTimesTrainedMegabytes = 0.75}};
    answer.identity = {.oneSigmaMilliseconds = 40, .tenSigmasSeconds = 0.4, .shareOfTraining = 0.01};
    answer.environment = {{"cpu", "Zen 5"}};
    const json written = {{"bases", json::array({{{"base", "builtin"},
                                                  {"product_gflops", 281.5},
                                                  {"training_gflops", 190.25},
                                                  {"share_of_product_rate", 0.675},
                                                  {"milliseconds_per_step", 11.5},
                                                  {"run_steps_per_second", {{"1", 87.0}, {"2", 160.0}}},
                                                  {"two_workers_speedup", 1.84},
                                                  {"second_run_megabytes", -0.5},
                                                  {"activation_megabytes", 12.0},
                                                  {"five_times_trained_megabytes", 0.75}}})},
                          {"identity",
                           {{"one_sigma_milliseconds", 40.0},
                            {"ten_sigmas_seconds", 0.4},
                            {"share_of_training", 0.01},
                            {"share_of_training_lora", 0.0}}},
                          {"environment", {{"cpu", "Zen 5"}}}};
    CHECK(toJson(answer) == written);
    CHECK(toJson(benchmarkAnswerFromJson(written)) == written);
    json broken = written;
    broken["bases"][0].erase("two_workers_speedup");
    CHECK_THROWS_MATCHES(benchmarkAnswerFromJson(broken), Error,
                         says("Field \"two_workers_speedup\" of the protocol's \"benchmark\" message is missing."));
}

TEST_CASE("A train request keeps its run and spec and folder on its way") {
    TrainRequest request;
    request.run = "0123456789abcdef";
    request.spec.design = parseDesign("houlsby:m=8,lr=0.002");
    request.spec.base = "builtin";
    request.spec.baseHash = "b";
    request.spec.task.name = "sentiment";
    request.spec.taskHash = "t";
    request.spec.hyperparameters.epochs = 5;
    request.spec.seed = 3;
    request.spec.dataSeed = 4;
    request.folder = "/tmp/a b";
    const json object = toJson(request);
    CHECK(object.at("run") == request.run);
    CHECK(object.at("folder") == "/tmp/a b");
    const TrainRequest back = trainRequestFromJson(object);
    CHECK(runId(back.spec) == runId(request.spec));
    CHECK(back.folder == request.folder);
    request.folder.reset();
    CHECK(toJson(request).at("folder").is_null());
    CHECK_FALSE(trainRequestFromJson(toJson(request)).folder);
}

TEST_CASE("A train request names the runs that its design fuses, and nothing if it fuses none") {
    TrainRequest request;
    request.run = "0123456789abcdef";
    CHECK_FALSE(toJson(request).contains("fused"));
    CHECK(trainRequestFromJson(toJson(request)).fused.empty());
    request.fused = {{"0011223344556677", "pfeiffer:m=4", "/tmp/a b/x.safetensors"},
                     {"8899aabbccddeeff", "pfeiffer", "/tmp/y.safetensors"}};
    CHECK(trainRequestFromJson(toJson(request)).fused == request.fused);
    json object = toJson(request);
    object["fused"][1].erase("tuning");
    CHECK_THROWS_MATCHES(trainRequestFromJson(object), Error, says("tuning"));
    object["fused"] = "all";
    CHECK_THROWS_MATCHES(trainRequestFromJson(object), Error, says("fused"));
}

TEST_CASE("A pre-training keeps all of its options on its way, and what is not given is as by default") {
    PretrainingOptions options;
    options.corpus = "/a b/corpus.txt";
    options.out = "/out";
    options.resume = true;
    options.layers = 3;
    options.learningRate = 0.1 + 0.2;
    options.seed = std::numeric_limits<std::uint64_t>::max();
    options.precision = "bf16";
    options.checkpointSteps = 7;
    const json object = toJson(PretrainRequest{options});
    CHECK(toJson(pretrainRequestFromJson(json::parse(object.dump()))) == object);
    CHECK(object.at("options").at("learning_rate") == options.learningRate);
    const PretrainingOptions other = pretrainRequestFromJson({{"corpus", "c"}, {"out", "o"}}).options;
    CHECK(toJson(other).at("options") == toJson(PretrainingOptions()).at("options"));
}

TEST_CASE("A train answer keeps its result and its tuning on its way") {
    TrainAnswer answer;
    answer.result.status = Status::Diverged;
    answer.result.dev = 0.75;
    answer.result.message = "The loss is not finite at step 3.";
    answer.tuning = "/tmp/x.safetensors";
    const TrainAnswer back = trainAnswerFromJson(toJson(answer));
    CHECK(back.result.status == Status::Diverged);
    CHECK(back.result.dev == 0.75);
    CHECK_FALSE(back.result.test);
    CHECK(back.result.message.text() == answer.result.message.text());
    CHECK(back.tuning == answer.tuning);
}

TEST_CASE("An engine's messages to the person keep their settings on their way") {
    const Sentence advice("{} texts need {}.", "Long", setTo(Setting::MaxLength, "64"));
    TrainAnswer answer;
    answer.result.message = advice;
    const json sentAnswer = toJson(answer), sentNotice = toJson(LogNotice{advice});
    CHECK(sentAnswer["result"]["message"] == "Long texts need --max-length 64.");
    CHECK(sentNotice["message"] == "Long texts need --max-length 64.");
    for (const Sentence& back :
         {trainAnswerFromJson(sentAnswer).result.message, logNoticeFromJson(sentNotice).message}) {
        CHECK(back.text() == advice.text());
        CHECK(toJson(back) == toJson(advice));
    }
    // What cannot be read, or reads otherwise, leaves the text.
    for (const json& sentence : {json(3), json(), json::array(), json::object(), toJson(Sentence("{}", "Long"))}) {
        json answered = sentAnswer, notified = sentNotice;
        answered["result"]["sentence"] = notified["sentence"] = sentence;
        for (const Sentence& back : {trainAnswerFromJson(answered).result.message, logNoticeFromJson(notified).message})
            CHECK(toJson(back) == "Long texts need --max-length 64.");
    }
    CHECK(toJson(LogNotice{"Loading."}) == json{{"message", "Loading."}});
    CHECK_FALSE(toJson(TrainAnswer())["result"].contains("sentence"));
}

TEST_CASE("A trace is not shown whatever sentence is sent with it") {
    const test::ScopedLog log;
    const Sentence trace("frame #0: c10::x {}", Setting::Header);
    CHECK_FALSE(logNoticeFromJson(toJson(LogNotice{trace})).message.namesSetting());
    CHECK_THAT(logNoticeFromJson(toJson(LogNotice{trace})).message.text(),
               Catch::StartsWith("The engine failed for an unexpected reason."));
}

TEST_CASE("Cancel names a run or a call") {
    CHECK(toJson(CancelNotice{"r", std::nullopt}) == json{{"run", "r"}});
    CHECK(toJson(CancelNotice{std::nullopt, 7}) == json{{"call", 7}});
    CHECK(cancelNoticeFromJson({{"run", "r"}}).run == "r");
    CHECK(cancelNoticeFromJson({{"call", 7}}).call == 7);
    CHECK_THROWS_MATCHES(cancelNoticeFromJson(json::object()), Error, says("neither \"run\" nor \"call\""));
}

TEST_CASE("Progress keeps its numbers on its way and a loss that is not finite stays so") {
    ProgressNotice notice{"r", {3, 90, 0.25, 12.5}};
    CHECK(toJson(notice) ==
          json{{"run", "r"}, {"step", 3}, {"steps", 90}, {"train_loss", 0.25}, {"seconds_left", 12.5}});
    CHECK(progressNoticeFromJson(toJson(notice)).progress.secondsLeft == 12.5);
    notice.progress.trainLoss = std::numeric_limits<double>::quiet_NaN();
    const RpcMessage message = parseLine(toLine(rpcNotification(ProgressNotice::method, toJson(notice))));
    const ProgressNotice back = progressNoticeFromJson(message.params);
    CHECK(std::isnan(back.progress.trainLoss));
    CHECK(back.progress.steps == 90);
}

TEST_CASE("Points and log lines keep what they hold on their way") {
    PointNotice notice;
    notice.run = "r";
    notice.point.step = 12;
    notice.point.dev = 0.625;
    notice.point.identity = {{2, Site::Ffn, 0.5, 0.25, 0.75}};
    const PointNotice back = pointNoticeFromJson(toJson(notice));
    CHECK(back.run == "r");
    CHECK(back.point.step == 12);
    CHECK(back.point.dev == 0.625);
    REQUIRE(back.point.identity.size() == 1);
    CHECK(back.point.identity[0].site == Site::Ffn);
    CHECK(logNoticeFromJson(toJson(LogNotice{"Loading."})).message.text() == "Loading.");
}

TEST_CASE("A run's tuning is asked about and merged by messages that come back as they were") {
    KeptTuning kept;
    kept.spec.design = parseDesign("lora:r=2");
    kept.spec.baseHash = "b";
    kept.spec.seed = 7;
    kept.file = "/tmp/tuning.safetensors";
    kept.labels = {"no", "yes"};
    AdapterRequest adapter{.base = "builtin", .kept = kept};
    adapter.drops = {0, 2};
    const auto asked = adapterRequestFromJson(toJson(adapter));
    CHECK(asked.folder.empty());
    REQUIRE(asked.kept);
    CHECK(toJson(asked.kept->spec) == toJson(kept.spec));
    CHECK(asked.kept->file == kept.file);
    CHECK(asked.kept->labels == kept.labels);
    CHECK(asked.drops == std::vector<int>{0, 2});
    CHECK_FALSE(asked.task);
    AdapterAnswer answer{.library = "AdapterScope", .design = "lora:r=2"};
    answer.dropped = {{2, 128, {{"dev_accuracy", 0.5}}}};
    answer.untrained = 64;
    const auto answered = adapterAnswerFromJson(toJson(answer));
    CHECK(answered.untrained == 64);
    REQUIRE(answered.dropped.size() == 1);
    CHECK(answered.dropped[0].layers == 2);
    CHECK(answered.dropped[0].parameters == 128);
    CHECK(answered.dropped[0].metrics.at("dev_accuracy") == 0.5);

    MergeRequest merge{.base = "builtin", .folder = "/tmp/adapter"};
    merge.out = "/tmp/out";
    const auto merging = mergeRequestFromJson(toJson(merge));
    CHECK(merging.folder == merge.folder);
    CHECK(merging.out == merge.out);
    CHECK_FALSE(merging.kept);
    const MergeAnswer merged{"BertModel", {2, 1, Pooling::Mean}, true, {"no", "yes"}, {"a note"}};
    CHECK(toJson(mergeAnswerFromJson(toJson(merged))) == toJson(merged));
    CHECK_THROWS_MATCHES(mergeRequestFromJson({{"base", "b"}, {"out", "o"}}), Error,
                         says("Field \"folder\"") && says("is missing"));

    ExportRequest exporting{.base = "builtin", .kept = kept};
    exporting.library = "peft";
    exporting.out = "/tmp/out";
    const auto exports = exportRequestFromJson(toJson(exporting));
    REQUIRE(exports.kept);
    CHECK(exports.kept->file == kept.file);
    CHECK(exports.library == "peft");
    CHECK(exports.out == exporting.out);
    const ExportAnswer exported{{"adapter_config.json"}, {"no", "yes"}, {"a note"}};
    CHECK(toJson(exportAnswerFromJson(toJson(exported))) == toJson(exported));
    auto without = toJson(exporting);
    without.erase("library");
    CHECK_THROWS_MATCHES(exportRequestFromJson(without), Error, says("Field \"library\"") && says("is missing"));
    CHECK_THROWS_MATCHES(adapterRequestFromJson({{"base", "b"}, {"kept", 3}}), Error,
                         says("must be a JSON object, not 3"));
}

TEST_CASE("A message with a missing or wrong field is refused and the field named") {
    struct Case {
        std::function<void(const json&)> read;
        json object;
        std::string method, field, fault;
    };
    const json progress = toJson(ProgressNotice{"r", {}}), pretraining = toJson(PretrainingNotice{});
    const auto with = [](json object, const char* key, json value) {
        object[key] = std::move(value);
        return object;
    };
    const auto without = [](json object, const char* key) {
        object.erase(key);
        return object;
    };
    const auto lines = [](const json& line) {
        return json{{"base", "b"}, {"out", "f"}, {"lines", json::array({line})}};
    };
    const json point = toJson(CurvePoint{}), spec = toJson(RunSpec{}), result = toJson(RunResult{});
    const std::vector<Case> cases = {
        {helloRequestFromJson, json::object(), "hello", "protocol", "is missing"},
        {helloRequestFromJson, {{"protocol", "1"}}, "hello", "protocol", "must be a whole number, not \"1\""},
        {helloRequestFromJson, {{"protocol", 1.5}}, "hello", "protocol", "must be a whole number, not 1.5"},
        {helloRequestFromJson,
         {{"protocol", 3'000'000'000}},
         "hello",
         "protocol",
         "must be a whole number from -2147483648 to 2147483647, not 3000000000"},
        {helloAnswerFromJson, without(toJson(HelloAnswer{}), "version"), "hello", "version", "is missing"},
        {helloAnswerFromJson, with(toJson(HelloAnswer{}), "environment", 3), "hello", "environment",
         "must be a JSON object, not 3"},
        {helloAnswerFromJson, with(toJson(HelloAnswer{}), "workers", 0), "hello", "workers",
         "must be a number from 1, not 0"},
        {trainRequestFromJson, {{"spec", json::object()}, {"folder", json()}}, "train", "run", "is missing"},
        {trainRequestFromJson, {{"run", "r"}, {"folder", json()}}, "train", "spec", "is missing"},
        {trainRequestFromJson,
         {{"run", "r"}, {"spec", spec}, {"folder", 3}},
         "train",
         "folder",
         "must be a path in quotes, not 3"},
        {trainAnswerFromJson, {{"tuning", json()}}, "train", "result", "is missing"},
        {trainAnswerFromJson, {{"result", result}}, "train", "tuning", "is missing"},
        {cancelNoticeFromJson, {{"call", true}}, "cancel", "call", "must be the id of a call, not true"},
        {progressNoticeFromJson, without(progress, "run"), "progress", "run", "is missing"},
        {progressNoticeFromJson, with(progress, "step", json::array()), "progress", "step",
         "must be a whole number, not []"},
        {progressNoticeFromJson, with(progress, "train_loss", "low"), "progress", "train_loss",
         "must be a number, not \"low\""},
        {pointNoticeFromJson, {{"run", "r"}}, "point", "point", "is missing"},
        {pointNoticeFromJson,
         {{"run", "r"}, {"point", with(point, "step", -1)}},
         "point",
         "step",
         "must be a number from 0, not -1"},
        {logNoticeFromJson, {{"message", 3}}, "log", "message", "must be a text in quotes, not 3"},
        {encodeRequestFromJson, {{"base", "b"}, {"out", ""}}, "encode", "out", "must be a path in quotes, not \"\""},
        {encodeRequestFromJson,
         {{"base", "b"}, {"out", "f"}, {"lines", 3}},
         "encode",
         "lines",
         "must be a list, not 3"},
        {encodeRequestFromJson, lines({{"text", "a"}, {"max_length", -1}}), "encode", "max_length",
         "must be a number from 0, not -1"},
        {encodeRequestFromJson, lines({{"text", "a"}, {"pair", 5}}), "encode", "pair",
         "must be a text in quotes, not 5"},
        {encodedRowsFromJson, {{"rows", -1}}, "encode", "rows", "must be a number from 0, not -1"},
        {pretrainingNoticeFromJson, with(pretraining, "seconds", -1), "pretraining", "seconds",
         "must be a number from 0, not -1"},
        {pretrainingNoticeFromJson, with(pretraining, "losses", 3), "pretraining", "losses",
         "must be a JSON object, not 3"},
        {pretrainingNoticeFromJson, with(pretraining, "losses", {{"mlm", "x"}}), "pretraining", "losses",
         "must be a number, not \"x\""},
    };
    for (const Case& each : cases) {
        const std::string expected =
            "Field \"" + each.field + "\" of the protocol's \"" + each.method + "\" message " + each.fault + ".";
        CAPTURE(each.object.dump());
        CHECK_THROWS_MATCHES(each.read(each.object), Error, says(expected));
    }
    CHECK_THROWS_MATCHES(helloRequestFromJson(json()), Error,
                         says("Cannot read the protocol's \"hello\" message: it must be a JSON object, not null."));
    try {
        helloRequestFromJson(json::object());
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Machine);
    }
}

TEST_CASE("A result or spec of the wrong kind is refused") {
    CHECK_THROWS_AS(trainAnswerFromJson({{"result", 3}, {"tuning", json()}}), Error);
    CHECK_THROWS_AS(trainAnswerFromJson({{"result", {{"status", "finished"}}}, {"tuning", json()}}), Error);
    CHECK_THROWS_AS(trainRequestFromJson({{"run", "r"}, {"spec", "x"}, {"folder", json()}}), Error);
    CHECK_THROWS_AS(pointNoticeFromJson({{"run", "r"}, {"point", {{"step", "x"}}}}), Error);
}

TEST_CASE("A task's numbers are whole and in range or refused by their name") {
    for (const json& value : {json(2.7), json(true), json("5"), json(4294967297), json(-4294967297), json()})
        CHECK_THROWS_MATCHES(taskSourceFromJson({{"name", "x"}, {"limit_train", value}}), Error, says("limit_train"));
    CHECK_THROWS_MATCHES(taskSourceFromJson({{"name", "x"}, {"limit_train", 2.7}}), Error,
                         says("Field \"limit_train\" of the task must be a whole number, not 2.7."));
    CHECK_THROWS_MATCHES(taskSourceFromJson({{"name", "x"}, {"split", {80, 10.5, 10}}}), Error,
                         says("Field \"split\" of the task must be a whole number, not 10.5."));
    CHECK_THROWS_MATCHES(taskSourceFromJson({{"name", 3}}), Error,
                         says("Field \"name\" of the task must be a text in quotes, not 3."));
    CHECK(taskSourceFromJson({{"name", "x"}, {"limit_train", 5}, {"split", {80, 10, 10}}}).limitTrain == 5);
}
