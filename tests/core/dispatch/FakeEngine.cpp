// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// An engine that trains nothing: it speaks the protocol and misbehaves as its arguments specify. It writes its
/// messages by hand, so that the tests check the client against the protocol and not against itself.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "core/dispatch/JsonRpc.h"
#include "tests/core/dispatch/FakeEngineScript.h"
#include "tests/core/dispatch/Rubbish.h"
#include "tests/core/dispatch/Surroundings.h"

using adapterscope::parseLine;
using adapterscope::RpcMessage;
using nlohmann::json;

namespace {

class FakeEngine {
public:
    explicit FakeEngine(Script script)
        : m_script(std::move(script)),
          m_rubbish(static_cast<std::uint64_t>(m_script.mutate),
                    {{{"jsonrpc", "2.0"}, {"id", 1}, {"result", {{"protocol", 1}}}}}) {}
    int run();

private:
    void say(const json& message);
    void handle(const RpcMessage& message);
    void hello(std::int64_t id);
    void train(std::int64_t id, const json& params);
    void probe(std::int64_t id, const json& params);
    void writeAdapter(std::int64_t id, const json& params);
    void point(const std::string& run, int step);
    bool misbehave(std::int64_t id, const std::string& run, const json& params);
    void advise(std::int64_t id);
    void answer(std::int64_t id, const json& params, const std::string& status);
    static void writeTuning(const std::string& name);
    void cancel(const json& params);
    void note(const std::string& line) const;
    void leaveGrandchild() const;
    [[noreturn]] void hang() const;

    Script m_script;
    adapterscope::test::Rubbish m_rubbish;
    int m_said = 0, m_trained = 0;
    std::map<std::int64_t, json> m_held;  ///< open calls: id -> params
};

void FakeEngine::say(const json& message) {
    if (m_script.mutate >= 0 && ++m_said % 4 == 0)
        std::cout << m_rubbish.lineOf(message) << std::flush;
    else
        std::cout << message.dump() << '\n' << std::flush;
}

void FakeEngine::note(const std::string& line) const {
    if (!m_script.journal.empty())
        std::ofstream(m_script.journal, std::ios::app) << line << '\n';
}

void FakeEngine::hang() const {
    for (;;)
        pause();
}

void FakeEngine::hello(std::int64_t id) {
    note("hello");
    if (m_script.mute)
        return;
    if (m_script.chatty)
        say({{"jsonrpc", "2.0"}, {"method", "log"}, {"params", {{"message", "hello"}}}});
    say({{"jsonrpc", "2.0"},
         {"id", id},
         {"result",
          {{"protocol", m_script.protocol},
           {"version", "fake"},
           {"workers", 1},
           {"environment", {{"cpu", m_script.cpu}}}}}});
}

void FakeEngine::point(const std::string& run, int step) {
    say({{"jsonrpc", "2.0"},
         {"method", "progress"},
         {"params",
          {{"run", run}, {"step", step}, {"steps", m_script.steps}, {"train_loss", 0.5}, {"seconds_left", 1.5}}}});
    say({{"jsonrpc", "2.0"},
         {"method", "point"},
         {"params",
          {{"run", run},
           {"point",
            {{"step", step},
             {"train_loss", 1.0 / step},
             {"dev_loss", 0.5},
             {"dev", 0.5 + 0.1 * (step % 5)},
             {"metrics", {{"accuracy", 0.5}}},
             {"identity", json::array()}}}}}});
}

/// True if the run gets no good answer.
bool FakeEngine::misbehave(std::int64_t id, const std::string& run, const json& params) {
    if (m_script.misbehave.empty() || (m_script.onlySeed >= 0 && params.at("spec").at("seed") != m_script.onlySeed))
        return false;
    if (!m_script.once.empty()) {
        const int made = open(m_script.once.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (made < 0)
            return false;
        close(made);
    }
    const std::string what = m_script.misbehave.substr(0, m_script.misbehave.find(':'));
    const std::string value = m_script.misbehave.substr(std::min(what.size() + 1, m_script.misbehave.size()));
    if (what == "die") {
        std::signal(std::stoi(value), SIG_DFL);
        kill(getpid(), std::stoi(value));
        hang();
    }
    if (what == "exit")
        _exit(std::stoi(value));
    if (what == "hang")
        hang();
    if (what == "close") {
        close(STDOUT_FILENO);
        hang();
    }
    if (what == "rubbish")
        std::cout << "terminate called after throwing an instance of 'c10::Error'\n" << std::flush;
    if (what == "badpoint")
        say({{"jsonrpc", "2.0"}, {"method", "point"}, {"params", {{"run", run}}}});
    if (what == "badanswer")
        say({{"jsonrpc", "2.0"}, {"id", id}, {"result", {{"tuning", 3}}}});
    if (what == "error")
        say({{"jsonrpc", "2.0"},
             {"id", id},
             {"error", {{"code", -32000}, {"message", "The fake refuses."}, {"data", {{"kind", std::stoi(value)}}}}}});
    if (what == "advise")
        advise(id);
    if (what == "status")
        answer(id, params, value);
    return true;
}

/// Logs and refuses with sentences about settings.
void FakeEngine::advise(std::int64_t id) {
    say({{"jsonrpc", "2.0"},
         {"method", "log"},
         {"params",
          {{"message", "Long texts need --max-length 64."},
           {"sentence",
            {{"pattern", "{} texts need {}."},
             {"arguments", json::array({"Long", {{"setting", "--max-length"}, {"as", "name"}, {"value", "64"}}})}}}}}});
    say({{"jsonrpc", "2.0"},
         {"id", id},
         {"error",
          {{"code", -32000},
           {"message", "The base fake has no pooler: choose --pooling cls or mean."},
           {"data",
            {{"kind", 3},
             {"sentence",
              {{"pattern", "The base {} has no pooler: choose {}."},
               {"arguments",
                json::array({"fake", {{"setting", "--pooling"}, {"as", "name"}, {"value", "cls or mean"}}})}}}}}}}});
}

void FakeEngine::writeTuning(const std::string& name) {
    const std::string header = R"({"classifier.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    const std::uint64_t size = header.size();
    std::ofstream file(name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&size), sizeof size) << header << "run!";
}

void FakeEngine::answer(std::int64_t id, const json& params, const std::string& status) {
    const std::string run = params.at("run");
    json tuning;
    if (params.at("folder").is_string() && status == "done") {
        tuning = params.at("folder").get<std::string>() + "/tuning.safetensors";
        if (!m_script.tuning.empty())
            tuning = m_script.tuning;
        else
            writeTuning(tuning);
    }
    const double rate = params.at("spec").at("hyperparameters").at("learning_rate");
    double dev = 0.5 + 0.01 * params.at("spec").at("seed").get<int>();
    if (!m_script.bestRate.empty())
        dev = std::max(0.0, 0.99 - 0.5 * std::abs(std::log10(rate / std::stod(m_script.bestRate))));
    note("end " + run);
    say({{"jsonrpc", "2.0"},
         {"id", id},
         {"result",
          {{"tuning", tuning},
           {"result",
            {{"status", status},
             {"trained", 7},
             {"metric", "accuracy"},
             {"dev", dev},
             {"test", nullptr},
             {"metrics", {{"dev_accuracy", dev}}},
             {"best_step", 1},
             {"steps", m_script.steps},
             {"seconds", 0.25},
             {"message", status == "done" ? "" : "as told"},
             {"environment", {{"cpu", m_script.cpu}}},
             {"curve", json::array()}}}}}});
}

void FakeEngine::train(std::int64_t id, const json& params) {
    const std::string run = params.at("run");
    note("train " + run);
    for (const json& fused : params.value("fused", json::array()))
        if (std::ifstream(fused.at("tuning").get<std::string>()))
            note("fused " + fused.at("run").get<std::string>());
    if (m_script.at == 0 && misbehave(id, run, params))
        return;
    for (int step = 1; step <= m_script.steps; ++step) {
        point(run, step);
        if (step == m_script.at && misbehave(id, run, params))
            return;
    }
    if (!m_script.until.empty())
        std::ifstream(m_script.until).get();
    const double rate = params.at("spec").at("hyperparameters").at("learning_rate");
    if (m_script.hold)
        m_held[id] = params;
    else if (!m_script.divergeFrom.empty() && rate >= std::stod(m_script.divergeFrom))
        answer(id, params, "diverged");
    else
        answer(id, params, "done");
    if (++m_trained == m_script.quitAfter)
        _exit(0);
}

/// A base of 4 layers whose adapters' distance is sigma squared times 1 to 8, and 1 without the skip connection; half
/// of the 200 labels agree from sigma = 0.1 on. Without a sigma, sub-layers are at the base's, but with a prefix they
/// are at 0.01 times 1 to 8 and the embeddings at 0.5.
void FakeEngine::probe(std::int64_t id, const json& params) {
    const std::string design = params.at("design");
    std::string line = "probe " + design;
    const bool hasSigma = params.contains("sigmas");
    const json sigmas = hasSigma ? params.at("sigmas") : json::array({nullptr});
    for (const json& sigma : hasSigma ? sigmas : json::array())
        line += ' ' + sigma.dump();
    note(line);
    if (misbehave(id, "probe", params))
        return;
    if (m_script.holdProbes) {
        m_held[id] = params;
        return;
    }
    const bool skip = design.find("skip=off") == std::string::npos;
    json results = json::array();
    const bool hasPrefix = !hasSigma && design.find("prefix") != std::string::npos;
    for (const json& each : sigmas) {
        const double sigma = hasSigma ? each.get<double>() : hasPrefix ? 0.1 : 0;
        json layers = json::array();
        for (int place = 0; place < 8; ++place) {
            const double distance = skip ? sigma * sigma * (place + 1) : 1;
            layers.push_back({{"layer", place / 2},
                              {"site", place % 2 == 0 ? "attention" : "ffn"},
                              {"distance", distance},
                              {"median", distance},
                              {"p95", 2 * distance}});
            if (!hasSigma)
                layers.back()["measured"] = "output";
        }
        if (hasPrefix)
            layers.push_back({{"layer", -1},
                              {"site", "embeddings"},
                              {"distance", 0.5},
                              {"median", 0.5},
                              {"p95", 0.5},
                              {"measured", "result"}});
        const bool far = !skip || sigma >= 0.1;
        results.push_back({{"sigma", each},
                           {"seed", 0},
                           {"layers", layers},
                           {"states", {0, 0, 0, 0, 0}},
                           {"logit_kl", sigma},
                           {"agreement", far         ? 0.5
                                         : sigma > 0 ? 0.995
                                                     : 1},
                           {"texts", 200},
                           {"tokens", 5000}});
    }
    say({{"jsonrpc", "2.0"}, {"id", id}, {"result", results}});
}

/// Only the configuration, and that empty.
void FakeEngine::writeAdapter(std::int64_t id, const json& params) {
    if (misbehave(id, "export", params))
        return;
    std::ofstream(params.at("out").get<std::string>() + "/adapter_config.json") << "{}";
    const std::string note = "Written for " + params.at("library").get<std::string>() + ".";
    say({{"jsonrpc", "2.0"},
         {"id", id},
         {"result",
          {{"files", json::array({"adapter_config.json"})},
           {"labels", json::array()},
           {"notes", json::array({note})}}}});
}

void FakeEngine::cancel(const json& params) {
    note("cancel " + (params.contains("run") ? params.at("run").get<std::string>() : "call"));
    if (m_script.deaf)
        return;
    for (const auto& [id, held] : std::map(m_held)) {
        if (params.contains("run") && held.value("run", "") == params.at("run"))
            answer(id, held, "cancelled");
        else if (params.contains("call") && params.at("call") == id)
            say({{"jsonrpc", "2.0"},
                 {"id", id},
                 {"error", {{"code", -32000}, {"message", "Cancelled on request."}, {"data", {{"kind", 130}}}}}});
        else
            continue;
        m_held.erase(id);
    }
}

void FakeEngine::handle(const RpcMessage& message) {
    const std::int64_t id = message.id ? message.id->json().get<std::int64_t>() : 0;
    if (message.method == "hello")
        hello(id);
    else if (message.method == "train")
        train(id, message.params);
    else if (message.method == "probe")
        probe(id, message.params);
    else if (message.method == "export")
        writeAdapter(id, message.params);
    else if (message.method == "cancel")
        cancel(message.params);
    else if (message.method == "echo")
        say({{"jsonrpc", "2.0"}, {"id", id}, {"result", message.params}});
    else if (message.method == "surroundings")
        say({{"jsonrpc", "2.0"}, {"id", id}, {"result", surroundings()}});
    else if (message.method == "wait") {
        m_held[id] = message.params;
        if (message.params.contains("announce"))
            say({{"jsonrpc", "2.0"}, {"method", "waiting"}});
    } else if (message.method == "count") {
        for (int i = 0; i < message.params.at("to").get<int>(); ++i)
            say({{"jsonrpc", "2.0"}, {"method", "counting"}, {"params", {{"i", i}}}});
        say({{"jsonrpc", "2.0"}, {"id", id}, {"result", "counted"}});
    } else if (message.method == "misbehave") {
        misbehave(id, "none", message.params);
    } else
        say({{"jsonrpc", "2.0"},
             {"id", id},
             {"error",
              {{"code", -32601}, {"message", "There is no method " + message.method + "."}, {"data", {{"kind", 3}}}}}});
}

void FakeEngine::leaveGrandchild() const {
    int ready[2];
    if (pipe(ready) != 0)
        _exit(1);
    if (fork() == 0) {
        setsid();
        std::ofstream(m_script.grandchild) << getpid() << std::endl;
        close(ready[0]);
        close(ready[1]);
        alarm(120);
        hang();
    }
    close(ready[1]);
    char byte;
    [[maybe_unused]] const ssize_t end = read(ready[0], &byte, 1);
    close(ready[0]);
}

int FakeEngine::run() {
    if (!m_script.words.empty())
        std::cerr << m_script.words << std::endl;
    if (m_script.stubborn == "term")
        std::signal(SIGTERM, SIG_IGN);
    if (!m_script.grandchild.empty())
        leaveGrandchild();
    adapterscope::LineBuffer lines;
    std::vector<char> bytes(65536);
    for (;;) {
        const ssize_t got = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (got <= 0)
            break;
        lines.append({bytes.data(), static_cast<std::size_t>(got)});
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (m_script.settle > 0 && poll(&input, 1, m_script.settle) > 0)
            continue;
        while (const auto line = lines.next())
            handle(parseLine(*line));
    }
    if (m_script.stubborn == "term")
        hang();
    note("bye");
    return 0;
}

}  // namespace

int main(int count, char** words) {
    return FakeEngine(readScript({words + 1, words + count})).run();
}
