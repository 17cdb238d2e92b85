// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine sends to the dispatcher, how runs end, and what becomes of them if their engine is lost.

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "core/common/Fault.h"
#include "core/dispatch/DispatcherWork.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds firstDelay{200}, longestDelay{30'000};

}  // namespace

void DispatcherWork::greeted(const EngineConnection::Answer& answer) {
    if (answer.lost && !answer.unstarted)
        return;  // lost() follows
    if (answer.error) {
        ++m_generation;
        m_engine.reset();
        return fail(*answer.error);  // another engine would answer the same
    }
    m_ready = true;
    heard();
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
        giveUp({"sent something that cannot be read: {}", error.sentence()});
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
        return fail(currentFault(training));
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
        const Sentence fullness = whyFull(found->second, answer);
        Outcome outcome =
            fullness.empty() ? outcomeOf(id, found->second, answer) : Outcome{Status::Interrupted, fullness, {}, {}};
        m_running.erase(found);
        settle(id, std::move(outcome));
        if (!fullness.empty())
            fail(Error(fullness, ErrorKind::Machine));
    } catch (const Error& error) {
        giveUp({"answered with something that cannot be read: {}", error.sentence()});
    }
}

/// If one run finds no room for temporary files, the others will not either: nothing is gained by failing them one
/// by one.
Sentence DispatcherWork::whyFull(const Flight& flight, const EngineConnection::Answer& answer) const {
    const bool isPossible = answer.error && answer.error->kind() == ErrorKind::Machine && m_scratch;
    return isPossible ? m_scratch->fullness(flight.bytes) : Sentence();
}

DispatcherWork::Outcome DispatcherWork::outcomeOf(const std::string& id, const Flight& flight,
                                                  const EngineConnection::Answer& answer) const {
    const bool onlyStopped = flight.stopped && !flight.cancelled;
    if (answer.error) {
        const bool cancelled = answer.error->kind() == ErrorKind::Cancelled;
        return {!cancelled    ? Status::Failed
                : onlyStopped ? Status::Interrupted
                              : Status::Cancelled,
                answer.error->sentence(),
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
    Sentence message = train.result.message;
    return {status, std::move(message), std::move(train.result), std::move(train.tuning)};
}

/// The process has ended already.
void DispatcherWork::lost(const Sentence& why) {
    ++m_generation;
    m_engine.reset();
    m_ready = false;
    m_exhausted = false;
    m_queue.clear();  // those that were in flight come first again
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
                                                      const Sentence& why) {
    if (flight.cancelled)
        return {Status::Cancelled, why, {}, {}};
    if (flight.stopped)
        return {Status::Interrupted, why, {}, {}};
    const int losses = ++m_losses[id];
    if (losses < m_options.maxAttempts)
        return {Status::Interrupted, why, {}, {}};
    m_losses.erase(id);
    return {Status::Failed, Sentence("The engine was lost in each of {} attempts. {}", losses, why), {}, {}, true};
}

/// Nothing is reported while an engine is being started for them: whether they will be restarted is still unknown.
void DispatcherWork::tellLoss() {
    if (!m_loss || (m_active && m_running.empty() && !m_loss->runs.empty()))
        return;
    const auto [why, runs] = *std::exchange(m_loss, std::nullopt);
    const bool allBegun =
        std::all_of(runs.begin(), runs.end(), [this](const std::string& id) { return m_running.contains(id); });
    Sentence report = why;
    if (runs.size() == 1)
        report = allBegun   ? Sentence("{} The run it was training was started again.", why)
                 : m_active ? Sentence("{} The run it was training is started again when its turn comes.", why)
                            : Sentence("{} The run it was training is interrupted.", why);
    else if (runs.size() > 1)
        report = allBegun   ? Sentence("{} The {} runs it was training were started again.", why, runs.size())
                 : m_active ? Sentence("{} The {} runs it was training are started again one by one.", why, runs.size())
                            : Sentence("{} The {} runs it was training are interrupted.", why, runs.size());
    tell(m_listener.lost, report);
}

/// Writes how a run ended; if that fails, keeps it until the next start().
void DispatcherWork::settle(const std::string& id, Outcome outcome) {
    writePoints();
    try {
        write(id, outcome);
    } catch (const std::exception&) {
        m_unsettled.insert_or_assign(id, std::move(outcome));
        return fail(currentFault(training));
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
             Sentence("Run {} is kept without its trained tensors: there is no {}.", id, outcome.tuning->string()));
}

/// The first failure is reported; those that follow from it are not.
void DispatcherWork::fail(const Error& error) {
    const bool isFirst = !m_failure;
    if (isFirst)
        m_failure = error;
    stop();
    tellLoss();
    if (isFirst)
        tell(m_listener.message, error.sentence());
}

void DispatcherWork::giveUp(const Sentence& why) {
    m_givenUp = true;
    m_engine->end(why);
}

}  // namespace adapterscope
