// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/dispatch/Dispatcher.h"
#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// Those of a journal's lines that start with the word, without it.
std::vector<std::string> linesOf(const std::vector<std::string>& journal, const std::string& word);

/// A project with runs of the seeds 0, 1, …, a dispatcher over it, and everything that the dispatcher reports.
class Bench {
public:
    explicit Bench(int runs, std::int64_t parameters = 100);

    /// Adds that many further runs.
    void add(int runs);
    /// A dispatcher with `options` over that engine.
    void make(const EngineProgram& engine);
    /// Starts, or continues with, all runs that wait now.
    void start();
    /// Made, and started.
    void start(const EngineProgram& engine);
    /// Started, and waited for.
    void run(const EngineProgram& engine);

    RunRecord record(int seed) const;
    std::vector<Status> statuses() const;
    bool waitFor(int seed, Status status);
    bool waitForRunning(std::size_t runs);
    std::string journalFile() const { return folder / "journal"; }
    std::vector<std::string> journal() const;

    TempFolder folder;
    std::unique_ptr<Project> project;
    std::vector<std::string> ids;
    Dispatcher::Options options;
    std::function<void(const std::string& id, Status status)> onStatus;
    std::function<void(const std::string& id, const CurvePoint& point)> onPoint;
    std::function<void()> onIdle;
    std::function<void(const Sentence& sentence)> onMessage;
    Watched<std::vector<std::string>> heard;  ///< "done ID", "progress ID 1/3", "point ID 1", "idle"
    Watched<std::vector<std::string>> messages;
    Watched<std::set<std::thread::id>> threads;  ///< in which the listener was called
    std::unique_ptr<Dispatcher> dispatcher;

private:
    Dispatcher::Listener listener();
    void hear(const std::string& line);

    std::int64_t m_parameters;
};

}  // namespace adapterscope::test
