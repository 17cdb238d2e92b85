// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Training.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "app/cli/Interrupt.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "app/cli/TrainingBoard.h"
#include "core/common/Quantity.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope::cli {

namespace {

/// Lets the drawing thread wait for the dispatcher to end without missing Ctrl-C.
class IdleFlag {
public:
    void set() {
        const std::lock_guard lock(m_mutex);
        m_idle = true;
        m_changed.notify_all();
    }
    bool waitFor(std::chrono::milliseconds time) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, [this] { return m_idle; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_idle = false;
};

std::string ending(const RunRecord& record) {
    const RunResult& result = record.result;
    if (result.status != Status::Done)
        return endingText(result).text();
    std::string text = result.dev ? fmt::format("dev {:.4f}", *result.dev) : std::string("no dev score");
    return text + fmt::format(" at step {}, {}", grouped(result.bestStep), durationText(result.seconds));
}

/// The rate is all that distinguishes the pilots of a design.
std::string pilotLabel(const RunSpec& spec) {
    return ", pilot at " + rateText(effectiveLearningRate(spec));
}

/// All but the sentence on what stopped the training, which comes last.
void sayEvents(TrainingBoard& board, const Dispatcher& dispatcher, const Project& project, std::size_t runs,
               std::size_t& ended, Messages& messages) {
    for (const TrainingBoard::Event& event : board.takeEvents()) {
        if (event.id.empty()) {
            if (const auto failure = dispatcher.failure(); !failure || event.sentence != failure->sentence())
                messages.say(event.sentence);
            continue;
        }
        const auto record = project.run(event.id);
        messages.say(
            fmt::format("[{}/{}] {}: {}", ++ended, runs, board.label(event.id), record ? ending(*record) : "gone"));
    }
}

}  // namespace

TrainingEnd trainRuns(Project& project, const std::vector<std::string>& ids, const TrainingSettings& settings,
                      Messages& messages) {
    Dispatcher::removeLeftovers();  // also if there is nothing to train: nobody may ever train again
    if (ids.empty())
        return {};
    if (const std::string notice = project.placeNotice(); !notice.empty())
        messages.say(notice);
    std::map<std::string, std::string> labels;
    const std::set<std::string> wanted(ids.begin(), ids.end());
    for (const RunRecord& record : project.runs())
        if (wanted.contains(record.id))
            labels[record.id] = runLabel(record.spec) + (record.isPilot ? pilotLabel(record.spec) : std::string());
    Dispatcher::Options options;
    options.workers = settings.workers;
    options.stopSeconds = 1;  // nothing finished is lost, and the engine would end with this program anyway
    options.keepAllWeights = settings.keepAllWeights;
    options.engine = EngineProgram::local(settings.workers);
    TrainingBoard board(labels, settings.steps, settings.expectedSeconds);
    IdleFlag idle;
    Dispatcher::Listener listener = board.listener();
    listener.idle = [&idle] { idle.set(); };

    const Interrupt interrupt;
    std::optional<Dispatcher> training(std::in_place, project, options, listener);
    Dispatcher& dispatcher = *training;
    dispatcher.start(wanted);
    messages.say(
        fmt::format("Training {} with {}", counted(std::ssize(ids), "run"), counted(settings.workers, "worker")));
    std::size_t ended = 0;
    bool stopped = false, givenAway = false;
    while (!idle.waitFor(std::chrono::milliseconds(200)) && !stopped) {
        sayEvents(board, dispatcher, project, ids.size(), ended, messages);
        messages.show(board.lines());
        if (interrupt.projectIsWanted() && !givenAway) {
            givenAway = true;
            dispatcher.pause();
            messages.say("The project was requested by another program; the runs in flight are ended first.");
        }
        if (interrupt.asked()) {
            stopped = true;
            messages.say("Stopping; what was finished is kept. Ctrl-C again ends at once.");
            dispatcher.stop();
        }
    }
    dispatcher.wait();
    sayEvents(board, dispatcher, project, ids.size(), ended, messages);
    if (const auto failure = dispatcher.failure())
        throw Error(Sentence("Stopped; what was finished is kept. {}", failure->sentence()), failure->kind());
    const bool machineFailed = dispatcher.machineFailed();
    training.reset();  // ends the engines, which takes a while
    project.requireInPlace();
    return {!stopped && !givenAway, machineFailed};
}

int workersFor(std::size_t runs) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    return static_cast<int>(std::max<std::size_t>(1, std::min(cores, runs)));
}

std::string runLabel(const RunSpec& spec) {
    std::string seeds = std::to_string(spec.seed);
    if (spec.dataSeed != spec.seed)
        seeds += "/" + std::to_string(spec.dataSeed);
    return toText(spec.design) + " on " + spec.taskName + ", seed " + seeds;
}

}  // namespace adapterscope::cli
