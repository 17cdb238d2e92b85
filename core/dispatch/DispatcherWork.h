// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/common/ScratchFolder.h"
#include "core/dispatch/DispatcherSetup.h"
#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Inbox.h"
#include "core/experiment/project/Project.h"

namespace adapterscope {

/// What the dispatcher's thread does. Everything runs in that thread; the engine's callbacks come in through the inbox.
class DispatcherWork {
public:
    using Clock = Inbox::Clock;

    DispatcherWork(Project& project, DispatcherOptions options, DispatcherListener listener, Inbox& inbox);

    /// The runs to train.
    void start(std::set<std::string> ids);
    void pause() { m_active = false; }
    void stop();
    void cancel(const std::string& id);

    /// Starts what can be started and gives up what takes too long. Returns the latest time at which to call it
    /// again.
    std::optional<Clock::time_point> proceed();
    bool isIdle() const { return !m_active && m_running.empty(); }
    const std::optional<Error>& failure() const { return m_failure; }
    bool machineFailed() const { return m_machineFailed; }  ///< from any thread
    static void removeLeftovers();

private:
    static constexpr const char* training = "Training";  ///< as currentFault() names it

    template <typename Function, typename... Arguments>
    static void tell(const Function& function, const Arguments&... arguments) {
        if (function)
            function(arguments...);
    }

    struct Flight {
        bool cancelled = false;  ///< by the person: not to be trained again
        bool stopped = false;    ///< by stop(): to be trained again
        std::int64_t bytes = 0;  ///< of its tuning on the way into the project
    };
    /// How a run ended, to be written into the project.
    struct Outcome {
        Status status;
        Sentence message;
        std::optional<RunResult> result;  ///< empty if the engine gave no result
        std::optional<std::filesystem::path> tuning;
        bool byMachine = false;  ///< the machine or the engine failed, not the run
    };

    /// An engine that was lost, until it is known what becomes of the runs it was training.
    struct Loss {
        Sentence why;
        std::set<std::string> runs;  ///< that will be trained again
    };

    /// A deadline, and what is reported about an engine that misses it.
    struct Limit {
        Clock::time_point time;
        Sentence why;  ///< empty = first ask whether it still listens
    };

    void fill();
    void startRuns();
    void readQueue();
    bool hasRoomFor(const std::string& id) const;
    bool mustRunAlone(const std::string& id) const;
    void launch(const std::string& id);
    std::filesystem::path folderFor(const std::string& id);
    EnginePatience patience() const;
    void startEngine();
    void ping();
    void heard();

    void greeted(const EngineConnection::Answer& answer);
    void notified(const std::string& method, const nlohmann::json& params);
    void answered(const std::string& id, const EngineConnection::Answer& answer);
    void lost(const Sentence& why);
    Outcome outcomeOf(const std::string& id, const Flight& flight, const EngineConnection::Answer& answer) const;
    Sentence whyFull(const Flight& flight, const EngineConnection::Answer& answer) const;
    Outcome outcomeOfLoss(const std::string& id, const Flight& flight, const Sentence& why);

    void writePoints();
    void tellLoss();
    void settle(const std::string& id, Outcome outcome);
    void write(const std::string& id, const Outcome& outcome);
    void fail(const Error& error);
    void giveUp(const Sentence& why);
    std::optional<Limit> limit() const;

    Project& m_project;
    DispatcherOptions m_options;
    DispatcherListener m_listener;
    Inbox& m_inbox;

    std::set<std::string> m_ids;      ///< the runs to train
    std::deque<std::string> m_queue;  ///< those of them that were pending when they were last read; empty = read again
    bool m_active = false;            ///< whether to start further runs
    bool m_exhausted = false;         ///< there were none to start at the last check
    std::map<std::string, Flight> m_running;
    std::vector<RunPoint> m_points;              ///< received, to be written before anything else
    std::vector<std::function<void()>> m_news;   ///< to be announced once they are written
    std::map<std::string, Outcome> m_unsettled;  ///< ended, but the project could not be written
    std::map<std::string, int> m_losses;         ///< engines lost with this run in flight
    std::optional<Loss> m_loss;
    std::optional<Error> m_failure;
    std::atomic<bool> m_machineFailed = false;

    std::unique_ptr<ScratchFolder> m_scratch;
    std::map<std::string, std::filesystem::path> m_folders;  ///< of a run's tunings, in m_scratch
    int m_generation = 0;    ///< of the engine, so that an old one's last messages are not taken for the new one's
    bool m_ready = false;    ///< the engine has answered hello
    bool m_pinged = false;   ///< it was asked whether it still listens
    bool m_givenUp = false;  ///< the engine is being ended
    int m_emptyLosses = 0;   ///< engines lost one after the other without a run in flight
    Clock::time_point m_lastHeard{}, m_stopAsked{}, m_restart{};
    Clock::duration m_delay{};
    std::unique_ptr<EngineConnection> m_engine;  ///< last, because its thread uses the others until it is gone
};

}  // namespace adapterscope
