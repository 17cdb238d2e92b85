// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The published data sets in shared/data/tasks, against the row counts of its README.
#include <algorithm>

#include "core/common/Error.h"
#include "core/task/Task.h"
#include "core/task/TaskLoader.h"
#include "core/task/TaskPreview.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Task load(const std::string& folder, TaskSource source = {}) {
    source.name = sharedData("tasks/" + folder).string();
    return loadTask(source);
}

int unlabelled(const std::vector<Example>& split) {
    return static_cast<int>(
        std::count_if(split.begin(), split.end(), [](const Example& example) { return example.label < 0; }));
}

}  // namespace

TEST_CASE("SST-2 without a header loads with all its rows") {
    REQUIRE_AVAILABLE(sharedData("tasks/sst2"));
    const Task task = load("sst2");
    CHECK(task.name == "sst2");
    CHECK(task.train.size() == 6920);
    CHECK(task.dev.size() == 872);
    CHECK(task.test.size() == 1821);
    CHECK(task.labels == std::vector<std::string>{"0", "1"});
    CHECK_FALSE(task.hasPairs);
    CHECK(task.metric == "accuracy");
    CHECK(task.train[0].text.starts_with("a stirring , funny"));
    CHECK(task.train[0].label == 1);
    CHECK(unlabelled(task.test) == 0);
    CHECK(task.majorityScore(task.test) == Approx(909.0 / 1821));
    REQUIRE(task.remarks.size() == 1);
    CHECK(task.remarks[0].text().find("test.tsv: train also has 2 of the 1821 test texts") != std::string::npos);
}

TEST_CASE("SST-2 of GLUE keeps its unlabelled test set") {
    REQUIRE_AVAILABLE(sharedData("tasks/glue/SST-2"));
    const Task task = load("glue/SST-2");
    CHECK(task.train.size() == 67349);
    CHECK(task.dev.size() == 872);
    CHECK(task.test.size() == 1821);
    CHECK(unlabelled(task.test) == 1821);
    CHECK_FALSE(task.majorityScore(task.test));
    CHECK(task.majorityScore(task.dev) == Approx(0.509).margin(0.0005));
    CHECK(task.test[0].text == "uneasy mishmash of styles and genres .");
    REQUIRE(task.remarks.size() == 2);
    CHECK(task.remarks[0].text().find("5 texts occur with more than one label") != std::string::npos);
    CHECK(task.remarks[1].text().find("test.tsv: none of its rows has a label, so there is no test score") !=
          std::string::npos);
}

TEST_CASE("MRPC is a pair task scored by F1 whose quotes are plain text") {
    REQUIRE_AVAILABLE(sharedData("tasks/glue/MRPC"));
    const Task task = load("glue/MRPC");
    CHECK(task.train.size() == 3667);
    CHECK(task.dev.size() == 408);
    CHECK(task.test.size() == 1725);
    CHECK(task.hasPairs);
    CHECK(task.metric == "f1");
    CHECK(task.labels == std::vector<std::string>{"0", "1"});
    CHECK(task.dev[0].text.starts_with("He said the foodservice"));
    CHECK(task.dev[0].pair.starts_with("\" The foodservice pie business"));
    CHECK(task.dev[0].label == 1);
    CHECK(unlabelled(task.test) == 1725);
    CHECK(task.majorityScore(task.dev) == Approx(2.0 * 279 / (408 + 279)));  // precision 279/408, recall 1
    REQUIRE(task.remarks.size() == 2);
    CHECK(task.remarks[0].text().find("there is no test score") != std::string::npos);
    CHECK(task.remarks[1].text() == "MRPC: f1 is for the label \"1\"; --positive gives the other one.");
}

TEST_CASE("RTE is a pair task with words as labels") {
    REQUIRE_AVAILABLE(sharedData("tasks/glue/RTE"));
    const Task task = load("glue/RTE");
    CHECK(task.train.size() == 2490);
    CHECK(task.dev.size() == 277);
    CHECK(task.test.size() == 3000);
    CHECK(task.hasPairs);
    CHECK(task.metric == "accuracy");
    CHECK(task.labels == std::vector<std::string>{"entailment", "not_entailment"});
    CHECK(unlabelled(task.test) == 3000);
    CHECK(task.majorityScore(task.dev) == Approx(0.527).margin(0.0005));
}

TEST_CASE("TREC has six coarse labels and a dev split is set aside with a remark") {
    REQUIRE_AVAILABLE(sharedData("tasks/trec"));
    const Task task = load("trec");
    CHECK(task.train.size() + task.dev.size() == 5452);
    CHECK(task.dev.size() == 545);
    CHECK(task.test.size() == 500);
    CHECK(task.labels == std::vector<std::string>{"ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM"});
    CHECK(task.train[0].text == "How did serfdom develop in and then leave Russia ?");
    CHECK(task.majorityScore(task.test) == Approx(94.0 / 500));  // ENTY, the commonest in training
    REQUIRE(task.remarks.size() == 4);
    CHECK(task.remarks[0].text().find("TREC.train, line ") != std::string::npos);
    CHECK(task.remarks[0].text().find("Latin-1") != std::string::npos);
    CHECK(task.remarks[1].text().find("545 of its 5452 rows") != std::string::npos);
    CHECK(task.remarks[2].text().find("TREC.train: train also has 14 of the 545 dev texts") != std::string::npos);
    CHECK(task.remarks[3].text().find("TREC.test: train also has 10 of the 500 test texts") != std::string::npos);
}

TEST_CASE("TREC has fifty fine labels when that column is given") {
    REQUIRE_AVAILABLE(sharedData("tasks/trec"));
    TaskSource source;
    source.labelColumn = "fine";
    const Task task = load("trec", source);
    CHECK(task.classes() == 50);
    CHECK(task.labels[0] == "ABBR:abb");
}

TEST_CASE("SMS spam without header and with empty columns is split 80 10 10") {
    REQUIRE_AVAILABLE(sharedData("tasks/sms_spam"));
    const Task task = load("sms_spam");
    CHECK(task.train.size() + task.dev.size() + task.test.size() == 5574);
    CHECK(task.dev.size() == 557);
    CHECK(task.test.size() == 557);
    CHECK(task.labels == std::vector<std::string>{"ham", "spam"});
    CHECK_FALSE(task.hasPairs);
    CHECK(task.majorityScore(task.test) == Approx(0.866).margin(0.002));
    CHECK(task.majorityScore(task.train) == Approx(0.866).margin(0.002));
}

TEST_CASE("The airline tweets are real CSV with line breaks inside quotes") {
    REQUIRE_AVAILABLE(sharedData("tasks/airline"));
    const Task task = load("airline");
    CHECK(task.train.size() + task.dev.size() + task.test.size() == 14640);
    CHECK(task.labels == std::vector<std::string>{"negative", "neutral", "positive"});
    CHECK(task.majorityScore(task.train) == Approx(0.627).margin(0.0005));
    const auto hasBreak = [](const Example& example) { return example.text.find('\n') != std::string::npos; };
    CHECK(std::any_of(task.train.begin(), task.train.end(), hasBreak));
    const Task again = load("airline/airline-Tweets.csv");
    CHECK(again.name == "airline-Tweets");
    CHECK(again.hash == task.hash);
}

TEST_CASE("STS-B is refused in words because its labels are scores") {
    REQUIRE_AVAILABLE(sharedData("tasks/glue/STS-B"));
    CHECK_THROWS_MATCHES(load("glue/STS-B"), Error, says("Regression"));
    CHECK_THROWS_MATCHES(load("glue/STS-B"), Error, says("\"score\""));
}

TEST_CASE("A preview of MRPC names its columns and counts its labels") {
    REQUIRE_AVAILABLE(sharedData("tasks/glue/MRPC"));
    TaskSource source;
    source.name = sharedData("tasks/glue/MRPC").string();
    const TaskPreview preview = previewTask(source, 3);
    CHECK(preview.columns == std::vector<std::string>{"Quality", "#1 ID", "#2 ID", "#1 String", "#2 String"});
    CHECK(preview.textColumn == "#1 String");
    CHECK(preview.pairColumn == "#2 String");
    CHECK(preview.labelColumn == "Quality");
    REQUIRE(preview.splits.size() == 3);
    CHECK(preview.splits[1].name == "dev");
    CHECK(preview.splits[1].rows == 408);
    CHECK(preview.splits[1].labelCounts == std::vector<std::size_t>{129, 279});
    CHECK(preview.splits[1].majorityScore == Approx(2.0 * 279 / (408 + 279)));
    CHECK(preview.splits[1].first.size() == 3);
}

TEST_CASE("The published tasks keep the hashes that stored runs have") {
    REQUIRE_AVAILABLE(sharedData("tasks"));
    const std::vector<std::pair<std::string, std::string>> hashes = {
        {"airline", "9898af226674ef4c1dcaa3d1f17aee79929ba5708c9c3c7385772aff18374f7c"},
        {"glue/MRPC", "54acdbcfc5f89d3bca90423cee454085682efda70558673bc98d81f7efa7451a"},
        {"glue/RTE", "f52ee62fd17edd821e727c1e690314ab6dbfd8e55bbef0f01c716def9f1e6313"},
        {"glue/SST-2", "df36cd591eb582ce9321d3b796576f4aa12078a2fc57d0266678e2282b5e5fe2"},
        {"sms_spam", "d6a73f81ad7e5c02a391a9dcd678fbb18dd501f80442495c679e4f841b3f55b3"},
        {"sst2", "c6b78a37eb2f3d601f12c48fb39ed337679aafb7112b7530d8c8d675e74bdd73"},
        {"trec", "02547b6e9c43c31c9ad3f259178062f3042f51a845dfb22ec6fe9dda2eda7e45"},
    };
    for (const auto& [folder, hash] : hashes) {
        CAPTURE(folder);
        CHECK(load(folder).hash == hash);
    }
    TaskSource f1;
    f1.metric = "f1";
    CHECK(load("sst2", f1).hash == "bd4599206102b1d579d286feacc418bbd0798804ce88cd070fd89e9b61c7bce7");
}
