// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TrainingBoard.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/Table.h"
#include "core/common/Quantity.h"

namespace adapterscope::cli {

bool hasEnded(Status status) {
    return status != Status::Waiting && status != Status::Running && status != Status::Interrupted;
}

TrainingBoard::TrainingBoard(std::map<std::string, std::string> labels, int workers)
    : m_labels(std::move(labels)), m_workers(workers) {}

Dispatcher::Listener TrainingBoard::listener() {
    Dispatcher::Listener listener;
    listener.status = [this](const std::string& id, Status status) { onStatus(id, status); };
    listener.progress = [this](const std::string& id, const RunProgress& progress) {
        const std::lock_guard lock(m_mutex);
        m_running[id].progress = progress;
    };
    listener.point = [this](const std::string& id, const CurvePoint& point) {
        const std::lock_guard lock(m_mutex);
        m_running[id].dev = point.dev;
    };
    listener.message = [this](const Sentence& sentence) {
        const std::lock_guard lock(m_mutex);
        m_events.push_back({{}, {}, sentence.text()});
    };
    listener.lost = listener.message;
    return listener;
}

void TrainingBoard::onStatus(const std::string& id, Status status) {
    const std::lock_guard lock(m_mutex);
    if (status == Status::Running) {
        m_running[id] = {};
        return;
    }
    m_running.erase(id);
    if (!hasEnded(status))
        return;
    ++m_ended;
    m_events.push_back({id, status, {}});
}

std::vector<TrainingBoard::Event> TrainingBoard::takeEvents() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_events, {});
}

double TrainingBoard::secondsLeft() const {
    double running = 0;
    for (const auto& [id, run] : m_running)
        running += run.progress.secondsLeft;
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    const auto waiting = static_cast<double>(m_labels.size()) - m_ended - static_cast<double>(m_running.size());
    // What an average run costs a worker: from those that ended, or before that from those running.
    const double one = m_ended > 0 ? elapsed * m_workers / (m_ended + 0.5 * static_cast<double>(m_running.size()))
                                   : elapsed + running / std::max<double>(1, static_cast<double>(m_running.size()));
    return (running + std::max(0.0, waiting) * one) / m_workers;
}

std::vector<std::string> TrainingBoard::lines() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> lines;
    for (const auto& [id, run] : m_running) {
        const RunProgress& progress = run.progress;
        std::string line = "  " + m_labels.at(id);
        line += progress.steps > 0 ? fmt::format(": step {} of {}, loss {:.4f}", grouped(progress.step),
                                                 grouped(progress.steps), progress.trainLoss)
                                   : std::string(": starting");
        if (run.dev >= 0)
            line += fmt::format(", dev {:.4f}", run.dev);
        lines.push_back(line);
    }
    lines.push_back(
        fmt::format("{} of {} runs ended, about {} left", m_ended, m_labels.size(), durationText(secondsLeft())));
    return lines;
}

}  // namespace adapterscope::cli
