// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/dispatch/DispatcherBench.h"

#include <algorithm>
#include <fstream>

namespace adapterscope::test {

std::vector<std::string> linesOf(const std::vector<std::string>& journal, const std::string& word) {
    std::vector<std::string> found;
    for (const std::string& line : journal)
        if (line.rfind(word + " ", 0) == 0)
            found.push_back(line.substr(word.size() + 1));
    return found;
}

Bench::Bench(int runs, std::int64_t parameters)
    : project(Project::open(folder / "test.adapterscope")), m_parameters(parameters) {
    add(runs);
}

void Bench::add(int runs) {
    for (int i = 0; i < runs; ++i) {
        RunSpec spec;
        spec.base = "builtin";
        spec.baseHash = "base";
        spec.task.name = spec.taskName = "sentiment";
        spec.taskHash = "task";
        spec.seed = spec.dataSeed = ids.size();
        project->addRuns({spec}, {m_parameters});
        ids.push_back(runId(spec));
    }
}

void Bench::hear(const std::string& line) {
    threads.change([](auto& all) { all.insert(std::this_thread::get_id()); });
    heard.change([&](auto& all) { all.push_back(line); });
}

Dispatcher::Listener Bench::listener() {
    Dispatcher::Listener listener;
    listener.status = [this](const std::string& id, Status status) {
        hear(toText(status) + " " + id);
        if (onStatus)
            onStatus(id, status);
    };
    listener.progress = [this](const std::string& id, const RunProgress& progress) {
        hear("progress " + id + " " + std::to_string(progress.step) + "/" + std::to_string(progress.steps));
    };
    listener.point = [this](const std::string& id, const CurvePoint& point) {
        hear("point " + id + " " + std::to_string(point.step));
        if (onPoint)
            onPoint(id, point);
    };
    listener.message = [this](const Sentence& sentence) {
        messages.change([&](auto& all) { all.push_back(sentence.text()); });
        if (onMessage)
            onMessage(sentence);
    };
    listener.lost = listener.message;
    listener.idle = [this] {
        hear("idle");
        if (onIdle)
            onIdle();
    };
    return listener;
}

void Bench::make(const EngineProgram& engine) {
    dispatcher.reset();
    options.engine = engine;
    dispatcher = std::make_unique<Dispatcher>(*project, options, listener());
}

void Bench::start() {
    const std::vector<std::string> waiting = project->pending();
    dispatcher->start({waiting.begin(), waiting.end()});
}

void Bench::start(const EngineProgram& engine) {
    make(engine);
    start();
}

void Bench::run(const EngineProgram& engine) {
    start(engine);
    dispatcher->wait();
}

RunRecord Bench::record(int seed) const {
    const auto record = project->run(ids.at(static_cast<std::size_t>(seed)));
    REQUIRE(record);
    return *record;
}

std::vector<Status> Bench::statuses() const {
    std::vector<Status> statuses;
    for (const RunRecord& record : project->runs())
        statuses.push_back(record.result.status);
    return statuses;
}

bool Bench::waitFor(int seed, Status status) {
    const std::string line = toText(status) + " " + ids.at(static_cast<std::size_t>(seed));
    return heard.waitFor([&](const auto& all) { return std::find(all.begin(), all.end(), line) != all.end(); });
}

bool Bench::waitForRunning(std::size_t runs) {
    return heard.waitFor([&](const auto& all) {
        return runs == static_cast<std::size_t>(std::count_if(
                           all.begin(), all.end(), [](const auto& line) { return line.rfind("running ", 0) == 0; }));
    });
}

std::vector<std::string> Bench::journal() const {
    std::ifstream file(journalFile());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

}  // namespace adapterscope::test
