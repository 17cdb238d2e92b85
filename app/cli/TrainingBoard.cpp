// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TrainingBoard.h"

#include <fmt/format.h>

#include "app/cli/Table.h"
#include "core/common/Quantity.h"

namespace adapterscope::cli {

TrainingBoard::TrainingBoard(std::map<std::string, std::string> labels, const std::map<std::string, double>& steps,
                             double expectedSeconds)
    : m_labels(std::move(labels)), m_expectedSeconds(expectedSeconds) {
    for (const auto& [id, label] : m_labels)
        m_progress.expect(id, steps);
}

Dispatcher::Listener TrainingBoard::listener() {
    Dispatcher::Listener listener;
    listener.status = [this](const std::string& id, Status status) { onStatus(id, status); };
    listener.progress = [this](const std::string& id, const RunProgress& progress) {
        const std::lock_guard lock(m_mutex);
        m_running[id].progress = progress;
        m_progress.setShare(id, progress.share());
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
    m_running.erase(id);
    if (status == Status::Running)
        m_running[id] = {};
    if (!hasEnded(status)) {
        m_progress.setShare(id, 0);
        return;
    }
    m_progress.finish(id);
    m_events.push_back({id, status, {}});
}

std::vector<TrainingBoard::Event> TrainingBoard::takeEvents() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_events, {});
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
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    std::string whole = fmt::format("{} of {} runs ended", m_progress.finished(), m_progress.runs());
    if (const auto left = m_progress.secondsLeft(elapsed, m_expectedSeconds))
        whole += fmt::format(", about {} left", durationText(*left));
    lines.push_back(std::move(whole));
    return lines;
}

}  // namespace adapterscope::cli
