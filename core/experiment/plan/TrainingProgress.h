// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

namespace adapterscope {

/// How far the training of several runs is and how long it will still take.
class TrainingProgress {
public:
    void clear();
    /// A run to be trained; `weight` is proportional to its time. One of unknown weight counts like the mean of those
    /// whose weight is known.
    void expect(const std::string& id, std::optional<double> weight);
    /// Weighed by its steps, if they are among these.
    void expect(const std::string& id, const std::map<std::string, double>& steps);
    bool expects(const std::string& id) const { return m_runs.contains(id); }
    void setShare(const std::string& id, double share);  ///< of its steps, 0 to 1
    void finish(const std::string& id);                  ///< not before: a run's last step is not yet its end

    int runs() const { return static_cast<int>(m_runs.size()); }
    int finished() const;
    double share() const;  ///< of all, 0 to 1
    /// From the elapsed time; at the beginning from `expected`, the estimate for the whole, 0 if there is none. Nothing
    /// if neither tells.
    std::optional<double> secondsLeft(double elapsed, double expected) const;

private:
    struct Run {
        std::optional<double> weight;
        double share = 0;
    };
    std::map<std::string, Run> m_runs;
};

}  // namespace adapterscope
