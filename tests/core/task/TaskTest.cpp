// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/Error.h"
#include "core/task/TaskLoader.h"
#include "core/task/TaskPreview.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "tests/core/task/TaskCases.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Numeric labels are sorted by number and words by their letters") {
    TempFolder folder;
    writeFile(folder / "numbers.tsv", rows(60, {"10", "9", "-1.5"}));
    CHECK(loadTask(at(folder / "numbers.tsv")).labels == std::vector<std::string>{"-1.5", "9", "10"});
    writeFile(folder / "words.tsv", rows(60, {"pos", "neg", "Neutral"}));
    CHECK(loadTask(at(folder / "words.tsv")).labels == std::vector<std::string>{"Neutral", "neg", "pos"});
}

TEST_CASE("A file with one label only is an error that names it") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(50, {"same"}));
    CHECK_THROWS_MATCHES(loadTask(at(folder / "all.tsv")), Error, says("\"same\""));
    CHECK_THROWS_MATCHES(loadTask(at(folder / "all.tsv")), Error, says("all.tsv"));
}

TEST_CASE("Scores as labels are refused as regression") {
    TempFolder folder;
    std::string text = "text\tscore\n";
    for (int i = 0; i < 100; ++i)
        text += fmt::format("some words here {}\t{}\n", i, i * 0.05);
    writeFile(folder / "scores.tsv", text);
    CHECK_THROWS_MATCHES(loadTask(at(folder / "scores.tsv")), Error, says("Regression"));
}

TEST_CASE("A label column with a value of its own in each row is refused") {
    TempFolder folder;
    std::string text = "text\tlabel\n";
    for (int i = 0; i < 100; ++i)
        text += fmt::format("some words here {}\tname{}\n", i, i);
    writeFile(folder / "all.tsv", text);
    CHECK_THROWS_MATCHES(loadTask(at(folder / "all.tsv")), Error, says("100 different values"));
}

TEST_CASE("Refused rows are named by file and line and the others are kept") {
    TempFolder folder;
    std::string text = "text\tlabel\n" + rows(40);
    text += "   \t1\nno label here\t\nonly one column\ntoo\tmany\tcolumns\n";
    writeFile(folder / "all.tsv", text);
    const Task task = loadTask(at(folder / "all.tsv"));
    CHECK(task.train.size() + task.dev.size() + task.test.size() == 40);
    CHECK(anyRemark(task, "all.tsv, line 42: refused, its text"));
    CHECK(anyRemark(task,
                    "all.tsv: 1 row was left out because it has no label (the column is empty; the first in line 43)"));
    CHECK(anyRemark(task, "all.tsv, line 44: refused, it has 1 column and \"label\" is missing"));
    CHECK(anyRemark(task, "all.tsv, line 45: refused, it has 3 columns where the header has 2"));
}

TEST_CASE("A test set whose labels are placeholders is kept unlabelled") {
    TempFolder folder;
    writeFile(folder / "train.tsv", "sentence\tlabel\n" + rows(40));
    writeFile(folder / "dev.tsv", "sentence\tlabel\n" + rows(10));
    writeFile(folder / "test.tsv", "sentence\tlabel\n" + rows(10, {"-1"}));
    const Task task = loadTask(at(folder.path()));
    CHECK(task.labels == std::vector<std::string>{"0", "1"});
    REQUIRE(task.test.size() == 10);
    CHECK(task.test[4].label == -1);
    CHECK_FALSE(task.majorityScore(task.test));
}

TEST_CASE("A dev label that training never shows is still a class and is named") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(40));
    writeFile(folder / "dev.tsv", rows(12, {"0", "1", "2"}));
    const Task task = loadTask(at(folder.path()));
    CHECK(task.labels == std::vector<std::string>{"0", "1", "2"});
    CHECK(anyRemark(task, "the label \"2\" (4 rows) does not occur in training"));
}

TEST_CASE("A dev file without labels is an error") {
    TempFolder folder;
    writeFile(folder / "train.tsv", "sentence\tlabel\n" + rows(40));
    writeFile(folder / "dev.tsv", "index\tsentence\n1\tsome words are here\n2\tother words are here\n");
    CHECK_THROWS_MATCHES(loadTask(at(folder.path())), Error, says("dev.tsv"));
}

TEST_CASE("A test file that lacks the second text is an error") {
    TempFolder folder;
    std::string text = "sentence1\tsentence2\tlabel\n";
    for (int i = 0; i < 20; ++i)
        text += fmt::format("first text {}\tsecond text {}\t{}\n", i, i, i % 2);
    writeFile(folder / "train.tsv", text);
    writeFile(folder / "test.tsv", "index\tsentence\n1\tsome words are here\n");
    CHECK_THROWS_MATCHES(loadTask(at(folder.path())), Error, says("test.tsv has no column for the second text"));
}

TEST_CASE("A limited training set is one fixed sample and the other splits stay whole") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(100));
    writeFile(folder / "dev.tsv", rows(10));
    TaskSource source = at(folder.path());
    source.limitTrain = 30;
    const Task task = loadTask(source);
    CHECK(task.train.size() == 30);
    CHECK(task.dev.size() == 10);
    CHECK(std::count_if(task.train.begin(), task.train.end(), [](const Example& e) { return e.label == 1; }) == 15);
    CHECK(task.hash == loadTask(source).hash);
    CHECK(task.hash != loadTask(at(folder.path())).hash);
    source.limitTrain = 1;
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("limited to 1 rows"));
    source.limitTrain = -5;
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("-5"));
}

TEST_CASE("The hash follows the content and not the path") {
    TempFolder a, b;
    writeFile(a / "x.tsv", rows(50));
    writeFile(b / "y.tsv", rows(50));
    const std::string hash = loadTask(at(a / "x.tsv")).hash;
    CHECK(loadTask(at(b / "y.tsv")).hash == hash);
    TaskSource macro = at(a / "x.tsv");
    macro.metric = "f1-macro";
    CHECK(loadTask(macro).hash != hash);
    writeFile(b / "y.tsv", rows(50, {"0", "1"}, "a sentence of word"));
    CHECK(loadTask(at(b / "y.tsv")).hash != hash);
}

TEST_CASE("Tasks that were read before keep their hash") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(50));
    CHECK(loadTask(at(folder / "all.tsv")).hash == "01a5cce2f94295da787bf454a0c5337a0366834d5d925804ad4fc2d47aa45628");
    TaskSource f1 = at(folder / "all.tsv");
    f1.metric = "f1";
    CHECK(loadTask(f1).hash == "c1a3101823cfdff0a25b0254903970e799725128eba4f246a9ece94c64de23f8");
    TaskSource builtin;
    builtin.name = "sentiment";
    CHECK(loadTask(builtin).hash == "2e1238d849a23d35b9b00ee576e794765675be0c25cd30a36139698a04aafb4f");
}

TEST_CASE("The label that F1 is for is shown and stored and part of the hash if it is not the second") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(60, {"abusive", "normal", "normal"}));
    TaskSource source = at(folder / "all.tsv");
    source.metric = "f1";
    const Task rarer = loadTask(source);
    CHECK(rarer.positive == 0);
    CHECK(anyRemark(rarer, "f1 is for the label \"abusive\""));
    source.positive = "normal";
    const Task given = loadTask(source);
    CHECK(given.positive == 1);
    CHECK(given.hash != rarer.hash);
    CHECK(given.majorityScore(given.dev) == Approx(0.8));  // always predicted: precision 2/3, recall 1
    CHECK(rarer.majorityScore(rarer.dev) == Approx(0));
    CHECK(toJson(previewTask(source, 0)).at("positive") == "normal");
    source.positive = "nobody";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("--positive \"nobody\""));
}

TEST_CASE("How a file is read can be given and a wrong word is refused") {
    TempFolder folder;
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += fmt::format("caf\xe9 words {}^{}\n", i, i % 2);
    writeFile(folder / "all.txt", text);
    TaskSource source = at(folder / "all.txt");
    source.separator = "^";
    source.encoding = "windows-1252";
    source.header = "no";
    CHECK(loadTask(source).train[0].text.starts_with("caf\u00e9 words"));
    const nlohmann::json json = toJson(previewTask(source, 0));
    CHECK(json.at("separator") == "^");
    CHECK(json.at("encoding") == "windows-1252");
    CHECK(json.at("header") == false);
    for (const auto& [field, option] : {std::pair(&TaskSource::separator, "--separator"),
                                        {&TaskSource::header, "--header"},
                                        {&TaskSource::quotes, "--quotes"},
                                        {&TaskSource::encoding, "--encoding"}}) {
        TaskSource wrong = source;
        wrong.*field = "perhaps";
        CHECK_THROWS_MATCHES(loadTask(wrong), Error, says(option));
        CHECK_THROWS_MATCHES(loadTask(wrong), Error, says("perhaps"));
    }
}

TEST_CASE("A header that joined files repeat is refused by its line") {
    TempFolder folder;
    writeFile(folder / "all.csv", "text,label\n\"a b\",1\n" + rows(0) + "\"c d\",0\ntext,label\n" +
                                      "\"e f\",1\n\"g h\",0\n\"i j\",1\n\"k l\",0\n\"m n\",1\n\"o p\",0\n");
    TaskSource source = at(folder / "all.csv");
    source.split = {50, 25, 25};
    const Task task = loadTask(source);
    CHECK(task.labels == std::vector<std::string>{"0", "1"});
    CHECK(anyRemark(task, "line 4: refused, it repeats the names of the columns"));
}

TEST_CASE("A row that does not fit is refused by its line and never shifted") {
    TempFolder folder;
    std::string text, wide = "id,label,text\n";
    for (int i = 0; i < 40; ++i) {
        text += i == 2 ? "a text, with a comma,pos\n" : fmt::format("a text {},{}\n", i, i % 2 ? "pos" : "neg");
        wide += i == 2 ? "pos,a text without number\n" : fmt::format("{},{},a text {}\n", i, i % 2 ? "pos" : "neg", i);
    }
    writeFile(folder / "bare.csv", text);
    writeFile(folder / "wide.csv", wide);
    const Task bare = loadTask(at(folder / "bare.csv")), named = loadTask(at(folder / "wide.csv"));
    CHECK(bare.labels == std::vector<std::string>{"neg", "pos"});
    CHECK(anyRemark(bare, "bare.csv, line 3: refused, it has 3 columns where most rows have 2"));
    CHECK(named.labels == std::vector<std::string>{"neg", "pos"});
    CHECK(anyRemark(named, "wide.csv, line 4: refused, it has 2 columns and \"text\" is missing"));
}

TEST_CASE("Empty fields and rows after the others are not read") {
    TempFolder folder;
    std::string text = "text,label,,\n";
    for (int i = 0; i < 40; ++i)
        text += fmt::format("a text {},{},,,\n", i, i % 2);
    writeFile(folder / "all.csv", text + ",,,,\n,,,,\n");
    const Task task = loadTask(at(folder / "all.csv"));
    CHECK(task.train.size() + task.dev.size() + task.test.size() == 40);
    REQUIRE(task.remarks.size() == 1);
    CHECK(anyRemark(task, "split into"));
}

TEST_CASE("Labels that a split lacks are reported") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(60, {"a", "b", "c"}));
    writeFile(folder / "dev.tsv", rows(10, {"a", "b"}));
    CHECK(anyRemark(loadTask(at(folder.path())), "dev lacks 1 of the 3 labels: \"c\""));
}

TEST_CASE("A wrong metric lists the choices and F1 needs two labels") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(60, {"a", "b", "c"}));
    TaskSource source = at(folder / "all.tsv");
    source.metric = "accuarcy";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("accuarcy"));
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("accuracy, f1, f1-macro, mcc"));
    source.metric = "f1";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("f1-macro"));
    source.metric = "mcc";
    CHECK(loadTask(source).metric == "mcc");
}

TEST_CASE("Always predicting the commonest training label scores by the metric of the task") {
    Task task;
    task.labels = {"a", "b"};
    task.train = {{"x", "", 1}, {"y", "", 1}, {"z", "", 0}};
    task.dev = {{"p", "", 0}, {"q", "", 0}, {"r", "", 1}, {"s", "", -1}};
    CHECK(task.majorityScore(task.train) == Approx(2.0 / 3));
    CHECK(task.majorityScore(task.dev) == Approx(1.0 / 3));
    CHECK_FALSE(task.majorityScore({}));
    task.metric = "f1";  // of label b, which is always predicted: precision 1/3, recall 1
    CHECK(task.majorityScore(task.dev) == Approx(0.5));
    task.metric = "mcc";
    CHECK(task.majorityScore(task.dev) == Approx(0));
}

TEST_CASE("A task source survives JSON and leaves defaults out") {
    TaskSource source;
    source.name = "data/x";
    CHECK(toJson(source).dump() == R"({"name":"data/x"})");
    source.textColumn = "review";
    source.pairColumn = "2";
    source.labelColumn = "stars";
    source.trainFile = "a";
    source.devFile = "b";
    source.testFile = "c";
    source.split = {70, 20, 10};
    source.limitTrain = 2000;
    source.metric = "f1-macro";
    source.separator = ";";
    source.header = "no";
    source.quotes = "yes";
    source.encoding = "shift_jis";
    source.positive = "spam";
    CHECK(taskSourceFromJson(toJson(source)) == source);
    CHECK_THROWS_MATCHES(taskSourceFromJson({{"seperator", ";"}}), Error, says("seperator"));
    CHECK_THROWS_MATCHES(taskSourceFromJson({{"limit_train", "many"}}), Error, says("limit_train"));
    CHECK_THROWS_AS(taskSourceFromJson(nlohmann::json::array()), Error);
}

TEST_CASE("The source of a loaded task holds whole paths") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(40));
    writeFile(folder / "held.tsv", rows(10));
    TaskSource source = at(folder.path() / ".");
    source.devFile = "held.tsv";
    const Task task = loadTask(source);
    CHECK(task.source.name == std::filesystem::canonical(folder.path()).string());
    CHECK(task.source.devFile == std::filesystem::canonical(folder / "held.tsv").string());
    CHECK(loadTask(task.source).hash == task.hash);
    CHECK(task.name == folder.path().filename().string());
    source.name = folder.path().string() + "/";
    CHECK(loadTask(source).name == task.name);
}

TEST_CASE("A built-in task takes a limit and a metric but no columns") {
    REQUIRE_FALSE(builtinTasks().empty());
    TaskSource source;
    source.name = builtinTasks().front();
    const Task whole = loadTask(source);
    CHECK(whole.hash.size() == 64);
    source.limitTrain = 100;
    source.metric = "mcc";
    const Task task = loadTask(source);
    CHECK(task.train.size() == 100);
    CHECK(task.metric == "mcc");
    CHECK(task.dev.size() == whole.dev.size());
    CHECK(task.hash != whole.hash);
    source.labelColumn = "label";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says(source.name));
}

TEST_CASE("A preview as JSON shows splits and labels and rows") {
    TempFolder folder;
    writeFile(folder / "train.tsv", "sentence\tlabel\n" + rows(40));
    writeFile(folder / "dev.tsv", "sentence\tlabel\n" + rows(10));
    writeFile(folder / "test.tsv", "index\tsentence\n7\twords without label\n");
    const nlohmann::json json = toJson(previewTask(at(folder.path()), 2));
    CHECK(json.at("columns") == nlohmann::json({"sentence", "label"}));
    CHECK(json.at("text_column") == "sentence");
    CHECK(json.at("splits").size() == 3);
    CHECK(json.at("splits")[0].at("labels") == nlohmann::json({{"0", 20}, {"1", 20}}));
    CHECK(json.at("splits")[0].at("majority") == 0.5);
    CHECK(json.at("splits")[0].at("examples").size() == 2);
    CHECK(json.at("splits")[2].at("majority").is_null());
    CHECK(json.at("splits")[2].at("unlabelled") == 1);
    CHECK(json.at("splits")[2].at("examples")[0].at("label").is_null());
}

TEST_CASE("What was guessed about all files of a task is remarked on once") {
    const TempFolder folder;
    for (const char* split : {"train", "dev", "test"}) {
        std::string rows = "a,b,label\n";
        for (int i = 0; i < 12; ++i)
            rows += fmt::format("{} text number {},another text number {},{}\n", split, i, i, i % 2 ? "yes" : "no");
        writeFile(folder / (std::string(split) + ".csv"), rows);
    }
    const auto remarks = textsOf(loadTask({.name = folder.path().string()}).remarks);
    CHECK(std::count_if(remarks.begin(), remarks.end(), [](const std::string& remark) {
              return remark.find("there are texts in") != std::string::npos;
          }) == 1);
}
