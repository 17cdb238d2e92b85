// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/DispatcherWork.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "core/common/Fault.h"
#include "core/common/Folders.h"
#include "core/design/methods/Fusion.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr ScratchFolder::Use tuningScratch{"adapterscope-runs-", "trained tensors on their way into the project",
                                           "TMPDIR"};

constexpr std::int64_t leastRoom = 64 << 10;  // bytes: the header of a tuning, and what an engine keeps beside it

constexpr std::chrono::milliseconds firstDelay{200}, longestDelay{30'000};

template <typename Function, typename... Arguments>
void tell(const Function& function, const Arguments&... arguments) {
    if (function)
        function(arguments...);
}

std::chrono::steady_clock::duration duration(double seconds) {
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}

/// Call this in a catch block.
Error asError() {
    return currentFault("Training");
}

}  // namespace

DispatcherWork::DispatcherWork(Project& project, Dispatcher::Options options, Dispatcher::Listener listener,
                               Inbox& inbox)
    : m_project(project), m_options(std::move(options)), m_listener(std::move(listener)), m_inbox(inbox) {}

void DispatcherWork::start() {
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
        fail(asError());
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
        fail(asError());
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
                     fmt::format("sent nothing for {:g} seconds", m_options.hangSeconds)};
    }
    return Limit{m_stopAsked + duration(m_options.stopSeconds),
                 fmt::format("did not stop its runs within {:g} second{}", m_options.stopSeconds,
                             m_options.stopSeconds == 1 ? "" : "s")};
}

void DispatcherWork::fill() {
    if (m_active && !m_exhausted && m_running.size() < static_cast<std::size_t>(m_options.workers))
        startRuns();
    if (m_exhausted && m_running.empty())
        m_active = false;
}

void DispatcherWork::startRuns() {
    std::vector<std::string> ids = m_project.pending();
    std::erase_if(ids, [this](const std::string& id) {
        const bool isOurs = m_options.only.empty() || m_options.only.contains(id);
        return !isOurs || m_running.contains(id) || m_unsettled.contains(id);
    });
    m_exhausted = ids.empty();
    if (m_exhausted)
        return;
    if (!m_engine && m_restart <= Clock::now())
        startEngine();
    if (!m_engine || !m_ready)
        return;
    for (const std::string& id : ids) {
        if (!hasRoomFor(id))
            return;
        launch(id);
    }
    m_exhausted = true;
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
    if (!record)
        return;  // just removed
    TrainRequest request{id, record->spec, std::nullopt};
    if (m_options.keepAllWeights || record->parameters <= Dispatcher::largestKeptTuning)
        request.folder = folderFor(id);
    try {
        request.fused = fusedBy(id, record->spec.design);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Machine)
            throw;
        // Removed since the run was planned: the other runs go on.
        return settle(
            id, {Status::Failed, fmt::format("The adapters that it fuses are missing: {}", error.what()), {}, {}});
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

/// A folder of the run's own for its tensors on their way into and out of the project, until it is settled.
std::filesystem::path DispatcherWork::folderFor(const std::string& id) {
    if (!m_scratch) {
        ScratchFolder::removeLeftovers(tuningScratch, temporaryFolder());
        m_scratch = std::make_unique<ScratchFolder>(tuningScratch, temporaryFolder());
    }
    std::filesystem::path& folder = m_folders[id];
    if (folder.empty())
        folder = m_scratch->newFolder();
    return folder;
}

/// The runs whose adapters the design fuses, their tensors written out for the engine.
std::vector<FusedRun> DispatcherWork::fusedBy(const std::string& id, const Design& design) {
    std::vector<FusedRun> fused;
    for (const std::string& run : fusedRuns(design)) {
        const auto file = folderFor(id) / (run + ".safetensors");
        fused.push_back({run, toText(m_project.requireRun(run).spec.design), file});
        m_project.extractTuning(run, file);
    }
    return fused;
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
        [this, post](const std::string& why) { post([this, why] { lost(why); }); }, patience());
    m_engine->call(HelloRequest::method, toJson(HelloRequest{}), [this, post](EngineConnection::Answer answer) {
        post([this, answer = std::move(answer)] { greeted(answer); });
    });
}

/// A run may be silent for long, say in an evaluation of many rows, while its engine is healthy and listening.
void DispatcherWork::ping() {
    m_pinged = true;
    m_engine->call(HelloRequest::method, toJson(HelloRequest{}),
                   [this, generation = m_generation](const EngineConnection::Answer& answer) {
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

void DispatcherWork::greeted(const EngineConnection::Answer& answer) {
    if (answer.lost && !answer.unstarted)
        return;  // lost() follows
    try {
        if (answer.error)
            throw *answer.error;
        requireSameProtocol(helloAnswerFromJson(answer.result).protocol, "The engine");
        m_ready = true;
        heard();
    } catch (const Error& error) {
        ++m_generation;
        m_engine.reset();
        fail(error);  // another engine would answer the same
    }
}

void DispatcherWork::notified(const std::string& method, const json& params) {
    heard();
    try {
        if (method == ProgressNotice::method) {
            const ProgressNotice notice = progressNoticeFromJson(params);
            if (m_running.contains(notice.run))
                m_news.emplace_back([this, notice] { tell(m_listener.progress, notice.run, notice.progress); });
        } else if (method == LogNotice::method) {
            tell(m_listener.message, logNoticeFromJson(params).message);
        } else if (method == PointNotice::method) {
            const PointNotice notice = pointNoticeFromJson(params);
            if (m_running.contains(notice.run) && !m_failure) {
                m_points.push_back({notice.run, notice.point});
                m_news.emplace_back([this, notice] { tell(m_listener.point, notice.run, notice.point); });
            }
        }
    } catch (const Error& error) {
        giveUp(fmt::format("sent something that cannot be read: {}", error.what()));
    }
}

/// Writes the points that came while the last change was being written, all in one: with many workers the disk's syncs
/// would otherwise limit the speed. Only then are they announced, in their order.
void DispatcherWork::writePoints() {
    const std::vector<RunPoint> points = std::exchange(m_points, {});
    const std::vector<std::function<void()>> news = std::exchange(m_news, {});
    try {
        if (!points.empty())
            m_project.addPoints(points);
    } catch (const std::exception&) {
        return fail(asError());
    }
    for (const auto& tellIt : news)
        tellIt();
}

void DispatcherWork::answered(const std::string& id, const EngineConnection::Answer& answer) {
    const auto found = m_running.find(id);
    if (answer.lost || found == m_running.end())
        return;  // lost() follows
    heard();
    m_exhausted = false;
    m_emptyLosses = 0;
    m_delay = {};
    try {
        const std::string fullness = whyFull(found->second, answer);
        Outcome outcome =
            fullness.empty() ? outcomeOf(id, found->second, answer) : Outcome{Status::Interrupted, fullness, {}, {}};
        m_running.erase(found);
        settle(id, std::move(outcome));
        if (!fullness.empty())
            fail(Error(fullness, ErrorKind::Machine));
    } catch (const Error& error) {
        giveUp(fmt::format("answered with something that cannot be read: {}", error.what()));
    }
}

/// If one run finds no room for temporary files, the others will not either: nothing is gained by failing them one
/// by one.
std::string DispatcherWork::whyFull(const Flight& flight, const EngineConnection::Answer& answer) const {
    const bool isPossible = answer.error && answer.error->kind() == ErrorKind::Machine && m_scratch;
    return isPossible ? m_scratch->fullness(flight.bytes) : std::string();
}

DispatcherWork::Outcome DispatcherWork::outcomeOf(const std::string& id, const Flight& flight,
                                                  const EngineConnection::Answer& answer) const {
    const bool onlyStopped = flight.stopped && !flight.cancelled;
    if (answer.error) {
        const bool cancelled = answer.error->kind() == ErrorKind::Cancelled;
        return {!cancelled    ? Status::Failed
                : onlyStopped ? Status::Interrupted
                              : Status::Cancelled,
                answer.error->what(),
                {},
                {},
                answer.error->kind() == ErrorKind::Machine};
    }
    TrainAnswer train = trainAnswerFromJson(answer.result);
    const auto folder = m_folders.find(id);
    if (train.tuning && (folder == m_folders.end() || *train.tuning != folder->second / TrainRequest::tuningName))
        throw Error(Sentence("its tuning is {}, which is not at the requested place", train.tuning->string()),
                    ErrorKind::Machine);
    switch (train.result.status) {
        case Status::Waiting:
        case Status::Running:
        case Status::Interrupted:
            throw Error(Sentence("a run cannot end as \"{}\"", toText(train.result.status)), ErrorKind::Machine);
        case Status::Cancelled:
            if (onlyStopped)
                return {Status::Interrupted, "Stopped before its end.", {}, {}};
            break;
        default:
            break;
    }
    const Status status = train.result.status;
    std::string message = train.result.message;
    return {status, std::move(message), std::move(train.result), std::move(train.tuning)};
}

/// The process has ended already.
void DispatcherWork::lost(const std::string& why) {
    ++m_generation;
    m_engine.reset();
    m_ready = false;
    m_exhausted = false;
    m_delay = std::clamp<Clock::duration>(2 * m_delay, firstDelay, longestDelay);
    m_restart = Clock::now() + m_delay;
    const auto flights = std::exchange(m_running, {});
    if (flights.empty()) {
        if (m_active && ++m_emptyLosses >= m_options.maxAttempts)
            fail(Error(why, ErrorKind::Machine));
        return;  // nobody misses one that had nothing to do
    }
    m_loss = Loss{why, {}};
    std::map<std::string, Outcome> outcomes;
    for (const auto& [id, flight] : flights) {
        outcomes.emplace(id, outcomeOfLoss(id, flight, why));
        if (outcomes.at(id).status == Status::Interrupted)
            m_loss->runs.insert(id);
    }
    for (auto& [id, outcome] : outcomes)
        settle(id, std::move(outcome));
}

DispatcherWork::Outcome DispatcherWork::outcomeOfLoss(const std::string& id, const Flight& flight,
                                                      const std::string& why) {
    if (flight.cancelled)
        return {Status::Cancelled, why, {}, {}};
    if (flight.stopped)
        return {Status::Interrupted, why, {}, {}};
    const int losses = ++m_losses[id];
    if (losses < m_options.maxAttempts)
        return {Status::Interrupted, why, {}, {}};
    m_losses.erase(id);
    return {Status::Failed, fmt::format("The engine was lost in each of {} attempts. {}", losses, why), {}, {}, true};
}

/// Nothing is reported while an engine is being started for them: whether they will be restarted is still unknown.
void DispatcherWork::tellLoss() {
    if (!m_loss || (m_active && m_running.empty() && !m_loss->runs.empty()))
        return;
    const auto [why, runs] = *std::exchange(m_loss, std::nullopt);
    const bool allBegun =
        std::all_of(runs.begin(), runs.end(), [this](const std::string& id) { return m_running.contains(id); });
    std::string became;
    if (runs.size() == 1)
        became = fmt::format(" The run it was training {}.", allBegun   ? "was started again"
                                                             : m_active ? "is started again when its turn comes"
                                                                        : "is interrupted");
    else if (runs.size() > 1)
        became = fmt::format(" The {} runs it was training {}.", runs.size(),
                             allBegun   ? "were started again"
                             : m_active ? "are started again one by one"
                                        : "are interrupted");
    tell(m_listener.lost, why + became);
}

/// Writes how a run ended; if that fails, keeps it until the next start().
void DispatcherWork::settle(const std::string& id, Outcome outcome) {
    writePoints();
    try {
        write(id, outcome);
    } catch (const std::exception&) {
        m_unsettled.insert_or_assign(id, std::move(outcome));
        return fail(asError());
    }
    m_machineFailed = m_machineFailed || outcome.byMachine;
    std::error_code ignored;
    if (const auto folder = m_folders.extract(id))
        std::filesystem::remove_all(folder.mapped(), ignored);
    tell(m_listener.status, id, outcome.status);
}

void DispatcherWork::write(const std::string& id, const Outcome& outcome) {
    if (!outcome.result)
        return m_project.setStatus(id, outcome.status, outcome.message);
    std::error_code unknown;
    const bool there = outcome.tuning && std::filesystem::exists(*outcome.tuning, unknown);
    m_project.finish(id, *outcome.result, there ? &*outcome.tuning : nullptr);
    if (outcome.tuning && !there)
        tell(m_listener.message,
             fmt::format("Run {} is kept without its trained tensors: there is no {}.", id, outcome.tuning->string()));
}

/// The first failure is reported; those that follow from it are not.
void DispatcherWork::fail(const Error& error) {
    const bool isFirst = !m_failure;
    if (isFirst)
        m_failure = error;
    stop();
    tellLoss();
    if (isFirst)
        tell(m_listener.message, std::string(error.what()));
}

void DispatcherWork::giveUp(const std::string& why) {
    m_givenUp = true;
    m_engine->end(why);
}

}  // namespace adapterscope
