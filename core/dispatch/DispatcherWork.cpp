// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/DispatcherWork.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/common/Fault.h"
#include "core/common/Folders.h"
#include "core/experiment/plan/Fusions.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr ScratchFolder::Use tuningScratch{"adapterscope-runs-", "trained tensors on their way into the project",
                                           "TMPDIR"};

constexpr std::int64_t leastRoom = 64 << 10;  // bytes: the header of a tuning, and what an engine keeps beside it

std::chrono::steady_clock::duration duration(double seconds) {
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

DispatcherWork::DispatcherWork(Project& project, DispatcherOptions options, DispatcherListener listener, Inbox& inbox)
    : m_project(project), m_options(std::move(options)), m_listener(std::move(listener)), m_inbox(inbox) {}

void DispatcherWork::start(std::set<std::string> ids) {
    m_ids = std::move(ids);
    m_queue.clear();
    m_failure.reset();
    m_active = true;
    m_exhausted = false;
    heard();
    for (auto& [id, outcome] : std::exchange(m_unsettled, {}))
        settle(id, std::move(outcome));
}

void DispatcherWork::stop() {
    m_active = false;
    m_stopAsked = Clock::now();
    for (auto& [id, flight] : m_running) {
        flight.stopped = true;
        m_engine->notify(CancelNotice::method, toJson(CancelNotice{id, std::nullopt}));
    }
}

void DispatcherWork::cancel(const std::string& id) {
    if (const auto found = m_running.find(id); found != m_running.end()) {
        found->second.cancelled = true;
        m_engine->notify(CancelNotice::method, toJson(CancelNotice{id, std::nullopt}));
        return;
    }
    try {
        const auto record = m_project.run(id);
        if (record && (record->result.status == Status::Waiting || record->result.status == Status::Interrupted))
            settle(id, {Status::Cancelled, "Cancelled before it was trained.", {}, {}});
        if (m_loss)
            m_loss->runs.erase(id);
    } catch (const std::exception&) {
        fail(currentFault(training));
    }
}

std::optional<DispatcherWork::Clock::time_point> DispatcherWork::proceed() {
    writePoints();
    if (const auto wait = limit(); wait && wait->time <= Clock::now()) {
        if (wait->why.empty())
            ping();
        else
            giveUp(wait->why);
    }
    try {
        fill();
    } catch (const std::exception&) {
        fail(currentFault(training));
    }
    tellLoss();
    if (m_active && !m_engine)
        return m_restart;
    const auto wait = limit();
    return wait ? std::optional(wait->time) : std::nullopt;
}

std::optional<DispatcherWork::Limit> DispatcherWork::limit() const {
    if (!m_engine || m_givenUp || m_running.empty())
        return std::nullopt;  // the connection itself limits the time that an engine may take to start
    const bool stopping =
        std::all_of(m_running.begin(), m_running.end(), [](const auto& run) { return run.second.stopped; });
    if (!stopping) {
        if (!m_pinged)
            return Limit{m_lastHeard + duration(m_options.hangSeconds / 2), {}};
        return Limit{m_lastHeard + duration(m_options.hangSeconds),
                     {"sent nothing for {} seconds", fmt::format("{:g}", m_options.hangSeconds)}};
    }
    const std::string seconds = fmt::format("{:g}", m_options.stopSeconds);
    return Limit{m_stopAsked + duration(m_options.stopSeconds),
                 m_options.stopSeconds == 1 ? Sentence("did not stop its runs within {} second", seconds)
                                            : Sentence("did not stop its runs within {} seconds", seconds)};
}

void DispatcherWork::fill() {
    if (m_active && !m_exhausted && m_running.size() < static_cast<std::size_t>(m_options.workers))
        startRuns();
    if (m_exhausted && m_running.empty())
        m_active = false;
}

/// Reading every pending run takes a while if there are many, so it is not done for each of them.
void DispatcherWork::readQueue() {
    for (const std::string& id : m_project.pending())
        if (m_ids.contains(id) && !m_running.contains(id) && !m_unsettled.contains(id))
            m_queue.push_back(id);
}

void DispatcherWork::startRuns() {
    while (m_active) {
        if (m_queue.empty())
            readQueue();
        m_exhausted = m_queue.empty();
        if (m_exhausted)
            return;
        if (!m_engine && m_restart <= Clock::now())
            startEngine();
        const std::string id = m_queue.front();
        if (!m_engine || !m_ready || !hasRoomFor(id))
            return;
        m_queue.pop_front();
        launch(id);
    }
}

bool DispatcherWork::hasRoomFor(const std::string& id) const {
    const bool oneIsAlone =
        std::any_of(m_running.begin(), m_running.end(), [this](const auto& run) { return mustRunAlone(run.first); });
    return m_running.empty() ||
           (m_running.size() < static_cast<std::size_t>(m_options.workers) && !oneIsAlone && !mustRunAlone(id));
}

/// A run that crashes the engine must not use up its neighbours' last attempt.
bool DispatcherWork::mustRunAlone(const std::string& id) const {
    const auto losses = m_losses.find(id);
    return losses != m_losses.end() && losses->second + 1 >= m_options.maxAttempts;
}

void DispatcherWork::launch(const std::string& id) {
    const auto record = m_project.run(id);
    const bool isPending = record && !record->marks.archived &&
                           (record->result.status == Status::Waiting || record->result.status == Status::Interrupted);
    if (!isPending)
        return;  // it was removed, archived or cancelled since the queue was read
    TrainRequest request{id, record->spec, std::nullopt};
    if (m_options.keepAllWeights || record->parameters <= DispatcherOptions::largestKeptTuning)
        request.folder = folderFor(id);
    try {
        request.fused = extractFusedRuns(record->spec.design, m_project, [&] { return folderFor(id); });
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Machine)
            throw;
        // Removed since the run was planned: the other runs continue.
        return settle(id, {Status::Failed, {"The adapters that it fuses are missing: {}", error.sentence()}, {}, {}});
    }
    m_project.begin(id);
    m_running[id] = {.bytes = leastRoom + (request.folder ? record->parameters * std::int64_t{sizeof(float)} : 0)};
    heard();
    tell(m_listener.status, id, Status::Running);
    m_engine->call(TrainRequest::method, toJson(request),
                   [this, id, generation = m_generation](EngineConnection::Answer answer) {
                       m_inbox.post([this, id, generation, answer = std::move(answer)] {
                           if (generation == m_generation)
                               answered(id, answer);
                       });
                   });
}

void DispatcherWork::removeLeftovers() {
    try {
        ScratchFolder::removeLeftovers(tuningScratch, temporaryFolder());
    } catch (const Error&) {
        return;  // there is no such folder: whoever needs one reports it
    }
}

/// A folder of the run's own for its tensors on their way into and out of the project, until it is settled.
std::filesystem::path DispatcherWork::folderFor(const std::string& id) {
    if (!m_scratch) {
        removeLeftovers();
        m_scratch = std::make_unique<ScratchFolder>(tuningScratch, temporaryFolder());
    }
    std::filesystem::path& folder = m_folders[id];
    if (folder.empty())
        folder = m_scratch->newFolder();
    return folder;
}

/// Whoever does not wait for runs to stop does not wait for an engine to close either.
EnginePatience DispatcherWork::patience() const {
    EnginePatience patience{.start = m_options.startTime};
    patience.close =
        std::min(patience.close, std::chrono::ceil<std::chrono::milliseconds>(duration(m_options.stopSeconds)));
    return patience;
}

void DispatcherWork::startEngine() {
    m_ready = false;
    m_givenUp = false;
    heard();
    const int generation = ++m_generation;
    const auto post = [this, generation](std::function<void()> action) {
        m_inbox.post([this, generation, action = std::move(action)] {
            if (generation == m_generation)
                action();
        });
    };
    m_engine = std::make_unique<EngineConnection>(
        m_options.engine,
        [this, post](const std::string& method, const json& params) {
            post([this, method, params] { notified(method, params); });
        },
        [this, post](const Sentence& why) { post([this, why] { lost(why); }); }, patience());
    m_engine->greet([this, post](EngineConnection::Answer answer) {
        post([this, answer = std::move(answer)] { greeted(answer); });
    });
}

/// A run may be silent for long, say in an evaluation of many rows, while its engine is healthy and listening.
void DispatcherWork::ping() {
    m_pinged = true;
    m_engine->greet([this, generation = m_generation](const EngineConnection::Answer& answer) {
        if (!answer.lost)
            m_inbox.post([this, generation] {
                if (generation == m_generation)
                    heard();
            });
    });
}

void DispatcherWork::heard() {
    m_lastHeard = Clock::now();
    m_pinged = false;
}

}  // namespace adapterscope
