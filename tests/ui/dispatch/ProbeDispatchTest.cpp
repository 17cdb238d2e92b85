// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/dispatch/ProbeDispatch.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr int generousMilliseconds = 60000;

ProbeDispatch::Question questionOf(double sigma, const std::string& base = "base") {
    ProbeRequest request;
    request.design = "houlsby";
    request.base = base;
    request.sigmas = {sigma};
    return {request};
}

/// A dispatch over the scripted engine, and the answers to its questions.
struct Desk {
    TempFolder folder;
    ProbeDispatch dispatch;
    std::vector<double> answered;  ///< the sigmas
    QStringList failures;

    explicit Desk(std::vector<std::string> script = {})
        : dispatch(nullptr, [this, script = std::move(script)](int) {
              auto words = script;
              words.insert(words.end(), {"--journal", (folder / "journal").string()});
              return fakeEngine(words);
          }) {
        QObject::connect(&dispatch, &ProbeDispatch::answered,
                         [this](const ProbeDispatch::Question&, const ProbeDispatch::Answers& answers) {
                             answered.push_back(answers.at(0).at(0).sigma);
                         });
        QObject::connect(&dispatch, &ProbeDispatch::failed,
                         [this](const Sentence& why) { failures << QString::fromStdString(why.text()); });
    }
    bool becomesIdle() {
        return becomes([this] { return !dispatch.isBusy(); }, generousMilliseconds);
    }
    QString journal() const { return QString::fromStdString(readFile(folder / "journal")); }
    bool journalSays(const QString& line) {
        return becomes([&] { return std::filesystem::exists(folder / "journal") && journal().contains(line); },
                       generousMilliseconds);
    }
};

}  // namespace

TEST_CASE("The steps of a drag become one question and the last one is always answered") {
    Desk desk;
    for (const double sigma : {0.1, 0.2, 0.3})
        desk.dispatch.ask(questionOf(sigma));
    CHECK(desk.dispatch.isBusy());
    REQUIRE(desk.becomesIdle());
    CHECK(desk.answered == std::vector<double>{0.3});
    CHECK(desk.journal().count("probe") == 1);
    CHECK(desk.journal().count("hello") == 1);
}

TEST_CASE("Two requests of one question are answered together") {
    Desk desk;
    auto question = questionOf(0.1);
    question.push_back(question.front());
    question.back().design = "houlsby:skip=off";
    std::vector<std::size_t> sizes;
    QObject::connect(&desk.dispatch, &ProbeDispatch::answered,
                     [&](const ProbeDispatch::Question&, const ProbeDispatch::Answers& answers) {
                         for (const auto& each : answers)
                             sizes.push_back(each.at(0).layers.size());
                         CHECK(answers.at(1).at(0).layers.at(0).distance == 1);
                     });
    desk.dispatch.ask(question);
    REQUIRE(desk.becomesIdle());
    CHECK(sizes == std::vector<std::size_t>{8, 8});
}

TEST_CASE("A slow question that is no longer needed is cancelled and only the newest follows it") {
    Desk desk({"--hold-probes"});
    desk.dispatch.ask(questionOf(0.1));
    REQUIRE(desk.journalSays("probe houlsby 0.1"));
    desk.dispatch.ask(questionOf(0.2));
    desk.dispatch.ask(questionOf(0.3));
    REQUIRE(desk.journalSays("probe houlsby 0.3"));
    CHECK(desk.journal().count("cancel") == 1);
    CHECK_FALSE(desk.journal().contains("probe houlsby 0.2"));
    CHECK(desk.answered.empty());
    CHECK(desk.failures.isEmpty());
}

TEST_CASE("Nothing more is heard of a question that is forgotten") {
    Desk desk({"--hold-probes"});
    desk.dispatch.ask(questionOf(0.1));
    REQUIRE(desk.journalSays("probe"));
    desk.dispatch.forget();
    REQUIRE(desk.becomesIdle());
    CHECK(desk.answered.empty());
    CHECK(desk.failures.isEmpty());
}

TEST_CASE("What the engine refuses is reported and the next question is asked of the same engine") {
    TempFolder once;
    Desk desk({"--misbehave", "error:3", "--once", (once / "refused").string()});
    desk.dispatch.ask(questionOf(0.1));
    REQUIRE(desk.becomesIdle());
    CHECK(desk.failures == QStringList{"The fake refuses."});
    desk.dispatch.ask(questionOf(0.2));
    REQUIRE(desk.becomesIdle());
    CHECK(desk.answered == std::vector<double>{0.2});
    CHECK(desk.journal().count("hello") == 1);
}

TEST_CASE("A probe engine that dies or prints rubbish is reported and a new one answers the next question") {
    for (const char* how : {"die:9", "rubbish"}) {
        CAPTURE(how);
        TempFolder once;
        Desk desk({"--misbehave", how, "--once", (once / "lost").string()});
        desk.dispatch.ask(questionOf(0.1));
        REQUIRE(desk.becomesIdle());
        REQUIRE(desk.failures.size() == 1);
        CHECK(desk.failures.first().contains("engine"));
        desk.dispatch.ask(questionOf(0.2));
        REQUIRE(desk.becomesIdle());
        CHECK(desk.answered == std::vector<double>{0.2});
        CHECK(desk.journal().count("hello") == 2);
    }
}

TEST_CASE("An engine that cannot be started or speaks another protocol is reported in words") {
    ProbeDispatch dispatch(nullptr, [](int) { return EngineProgram{{"/nowhere/adapterscope-engine"}}; });
    QStringList failures;
    QObject::connect(&dispatch, &ProbeDispatch::failed,
                     [&](const Sentence& why) { failures << QString::fromStdString(why.text()); });
    dispatch.ask(questionOf(0.1));
    REQUIRE(becomes([&] { return !failures.isEmpty(); }, generousMilliseconds));
    CHECK(failures.first().contains("/nowhere/adapterscope-engine"));
    Desk other({"--protocol", "7"});
    other.dispatch.ask(questionOf(0.1));
    REQUIRE(other.becomesIdle());
    REQUIRE(other.failures.size() == 1);
    CHECK(other.failures.first().contains("7"));
}
