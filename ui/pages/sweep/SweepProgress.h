// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace adapterscope {

/// How far a sweep is and how long it will still take, from the steps of its runs.
class SweepProgress {
public:
    void clear();
    /// A run to be trained; `weight` is proportional to its time.
    void expect(const QString& id, double weight);
    bool expects(const QString& id) const { return m_runs.contains(id); }
    void setShare(const QString& id, double share);  ///< 0 to 1
    void finish(const QString& id) { setShare(id, 1); }

    int runs() const { return static_cast<int>(m_runs.size()); }
    int finished() const;
    double share() const;  ///< of all, 0 to 1
    /// From the elapsed time; at the beginning from `expected`, the estimate for the whole.
    double secondsLeft(double elapsed, double expected) const;

private:
    struct Run {
        double weight = 1, share = 0;
    };
    QHash<QString, Run> m_runs;
};

}  // namespace adapterscope
