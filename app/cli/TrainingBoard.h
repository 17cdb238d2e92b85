// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/dispatch/Dispatcher.h"
#include "core/experiment/plan/TrainingProgress.h"

namespace adapterscope::cli {

/// What the dispatcher's thread reports, kept for the thread that draws it: the running runs and what happened since
/// the last look. Safe to use from both.
class TrainingBoard {
public:
    /// `labels` and, as far as they are known, `steps` by run; `expectedSeconds` for all runs, 0 if there is no
    /// estimate.
    TrainingBoard(std::map<std::string, std::string> labels, const std::map<std::string, double>& steps,
                  double expectedSeconds);

    /// Fills the board; `idle` is left to the caller.
    Dispatcher::Listener listener();

    struct Event {
        std::string id;  ///< of a run that ended, or empty
        Status status = Status::Waiting;
        std::string sentence;  ///< if id is empty
    };
    std::vector<Event> takeEvents();
    const std::string& label(const std::string& id) const { return m_labels.at(id); }

    /// One line per running run, and one for the whole with the time left.
    std::vector<std::string> lines() const;

private:
    struct Running {
        RunProgress progress;
        double dev = -1;  ///< of the last evaluation
    };
    void onStatus(const std::string& id, Status status);

    const std::map<std::string, std::string> m_labels;
    const double m_expectedSeconds;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    mutable std::mutex m_mutex;
    std::map<std::string, Running> m_running;
    std::vector<Event> m_events;
    TrainingProgress m_progress;
};

}  // namespace adapterscope::cli
