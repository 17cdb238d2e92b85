// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/RequirePooler.h"
#include "core/common/CommandLinePhrasing.h"
#include "core/common/Error.h"
#include "core/common/SentenceJson.h"
#include "core/design/Design.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/support/AdvisedTasks.h"
#include "tests/support/AnySentence.h"
#include "tests/support/Support.h"
#include "ui/session/Choice.h"
#include "ui/session/WindowPhrasing.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The window names its controls where the command line names options") {
    const auto named = [](Setting setting) { return WindowPhrasing().phrase({setting}); };
    CHECK(named(Setting::TextColumn) == "\"Text column\"");
    CHECK(named(Setting::PairColumn) == "\"Pair column\"");
    CHECK(named(Setting::LabelColumn) == "\"Label column\"");
    CHECK(named(Setting::Separator) == "\"Separator\"");
    CHECK(named(Setting::Header) == "\"Header\"");
    CHECK(named(Setting::Quotes) == "\"Quotes\"");
    CHECK(named(Setting::Encoding) == "\"Encoding\"");
    CHECK(named(Setting::Positive) == "\"Positive label\"");
    CHECK(named(Setting::Split) == "\"Split\"");
    CHECK(named(Setting::TrainFile) == "the training file");
    CHECK(named(Setting::DevFile) == "the dev file");
    CHECK(named(Setting::TestFile) == "the test file");
    CHECK(named(Setting::Pooling) == "\"Pooling\" on the Sweep page");
    CHECK(named(Setting::MaxLength) == "\"Longest text\" on the Sweep page");
    for (const Setting setting : {Setting::KeepWeights, Setting::Teacher, Setting::Start, Setting::Vocabulary,
                                  Setting::Resume, Setting::Overwrite, Setting::Base}) {
        CHECK(named(setting) == CommandLinePhrasing().phrase({setting}));
        CHECK(inWindowWords(Sentence("Give {}.", setting)).endsWith(". (On the command line.)"));
    }
}

TEST_CASE("What is found about a design names the controls of its part") {
    const auto shown = [](const char* design) {
        const std::vector<Finding> findings = validate(parseDesign(design), BaseConfig());
        REQUIRE_FALSE(findings.empty());
        return inWindowWords(findings.front().sentence);
    };
    // A whole number, a number, a switch, a choice, sites, layers, runs, a text, and what is the whole design's.
    CHECK(shown("lora:r=0").startsWith("\"Rank r\" = 0: write a rank from 1 to"));
    CHECK(shown("houlsby:sigma=-1").startsWith("\"Sigma\" = -1: a standard deviation is"));
    CHECK(shown("adapter:form=parallel,skip=off").startsWith("\"Skip connection: off\" needs \"Form: sequential\": "));
    CHECK(shown("adapter:sites=none") ==
          "No site has an adapter: write \"Sites: attention\", \"Sites: ffn\" or \"Sites: attention+ffn\".");
    CHECK(shown("houlsby:layers=0-12").startsWith("\"Layers: 0-12\" names layer 12, but"));
    CHECK(shown("adapter:m=8@0-12").startsWith("\"Bottleneck size m\" names layer 12, but"));
    CHECK(shown("fusion").endsWith("write their ids as \"Runs to fuse: ID+ID\"."));
    CHECK(shown("prompt:init=\" \"").startsWith("\"Starts as: \" \"\": the text is empty"));
    CHECK(shown("head:head=off") ==
          "The method head with \"Train the head: off\" trains nothing; write \"Train the head: on\".");
    CHECK(shown("houlsby:lr=2").startsWith("\"Learning rate\" = 2 is far above"));
    CHECK(shown("houlsby & layernorm").startsWith("The parts houlsby and layernorm cannot be combined: "));
}

TEST_CASE("Every sentence is phrased for the window as it was before it was sent") {
    checkProperty([] {
        const Sentence sentence = anySentence();
        const nlohmann::json sent = nlohmann::json::parse(toJson(sentence).dump());
        const Sentence back = sentenceSaying(sentence.text(), &sent);
        RC_ASSERT(inWindowWords(back) == inWindowWords(sentence));
        RC_ASSERT(faultText(back) == faultText(sentence));
    });
}

TEST_CASE("A task's faults and remarks advise the window's controls, as thrown and as sent") {
    for (const AdvisedTask& task : advisedTasks()) {
        TempFolder folder;
        const std::vector<Sentence> advice = adviceOn(writeAdvised(task, folder.path()));
        REQUIRE(advice.size() == 1);
        const auto shown = [&](const Sentence& sentence) {
            return withoutFolder(faultText(sentence).toStdString(), folder.path());
        };
        CHECK(shown(advice[0]) == task.inWindow);
        const nlohmann::json sent = toJson(advice[0]);
        CHECK(shown(sentenceSaying(advice[0].text(), &sent)) == task.inWindow);
    }
}

TEST_CASE("In the dialog of a task's settings sentences do not tell where that dialog is") {
    const auto here = [](const Sentence& sentence) { return sentence.phrased(TaskOptionsPhrasing()); };
    CHECK(here({"Give another {}.", byMeansOf(Setting::Separator)}) == "Give another under \"Separator\".");
    CHECK(here({"Then {}.", leavingOut(Setting::Split)}) == "Then leave \"Split\" empty.");
    CHECK(here({"{} reads it.", setTo(Setting::Quotes, "no")}) == "\"Quotes: no\" reads it.");
    CHECK(here({"Lower {}.", Setting::MaxLength}) == "Lower \"Longest text\" on the Sweep page.");
    CHECK(here({"Give {}.", Setting::Vocabulary}) ==
          inWindowWords(Sentence("Give {}.", Setting::Vocabulary)).toStdString());
}

TEST_CASE("What people reported about their files is worded without an option in the window") {
    const auto cases = sharedData("cases");
    if (!available(cases))
        return;
    for (const auto& entry : std::filesystem::directory_iterator(cases)) {
        if (entry.path().filename() == "README.md" || entry.path().filename() == "bases")
            continue;
        for (const Sentence& sentence : adviceOn(taskNamed(entry.path().string()))) {
            CAPTURE(sentence.text());
            CHECK_FALSE(inWindowWords(sentence).contains("--"));
            const nlohmann::json sent = toJson(sentence);
            CHECK(inWindowWords(sentenceSaying(sentence.text(), &sent)) == inWindowWords(sentence));
        }
    }
}

TEST_CASE("A base's faults and remarks advise the Sweep page") {
    const auto faultOf = [](const auto& work) {
        try {
            work();
        } catch (const Error& error) {
            return faultText(error.sentence());
        }
        return QString("nothing");
    };
    BaseConfig config;
    config.positions = 64;
    config.hasPooler = false;
    CHECK(faultOf([&] { requirePooler(Pooling::Pooler, config, "mine"); }) ==
          "The base mine has no pooler: choose \"Pooling: cls or mean\" on the Sweep page.");
    CHECK(
        faultOf([&] { requirePositions(128, config, "base mine"); }) ==
        "A maximum length of 128 tokens is more than the 64 positions of the base mine: lower \"Longest text\" on the "
        "Sweep page.");
    config.defaultPooling = Pooling::Mean;
    Sweep sweep;
    sweep.designs = {"head"};
    sweep.bases = {"mine"};
    sweep.tasks = {taskNamed("own.tsv")};
    PlannedBase base{"mine", "hash", config, {}};
    CHECK(
        faultOf([&] { plan(sweep, {base}, {}); }) ==
        "Max length is 128, but the base mine has only 64 positions: lower \"Longest text\" on the Sweep page to 64 or "
        "less.");
    TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
    const auto remarkOn = [&](const char* pooling) {
        std::filesystem::create_directories(folder / "1_Pooling");
        writeFile(folder / "1_Pooling/config.json", pooling);
        return inWindowWords(baseRemarks(folder.path(), config)).join('\n');
    };
    CHECK(
        remarkOn(R"({"pooling_mode_max_tokens": true})").endsWith("choose which under \"Pooling\" on the Sweep page."));
    CHECK(remarkOn("{}").endsWith(
        "choose what the head reads under \"Pooling\" on the Sweep page if it is not the base's default."));
}

TEST_CASE("A fault by itself begins with a capital letter but not the name of a file") {
    CHECK(faultText(Sentence("learning rate is {}: it must be above 0.", 0.0)) ==
          "Learning rate is 0: it must be above 0.");
    CHECK(faultText(Sentence("reviews.csv: it is empty.")) == "reviews.csv: it is empty.");
    CHECK(faultText(Sentence("")) == "");
}
