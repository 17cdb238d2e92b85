// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/SweptRuns.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace adapterscope {

namespace {

/// How the rate of a run came about, which is the same for all designs of a sweep that have no lr= of their own.
enum class RateKind { Own, Default, Auto, Given };

RateKind rateKindOf(const RunRecord& run) {
    if (run.spec.design.learningRate)
        return RateKind::Own;
    if (!run.tried.empty())
        return RateKind::Auto;
    return run.spec.hyperparameters.learningRate > 0 ? RateKind::Given : RateKind::Default;
}

/// Sweeps give no adapters to start from, no early ends, and one number as both seeds.
bool canBeSwept(const RunRecord& run) {
    const Hyperparameters& hyperparameters = run.spec.hyperparameters;
    return !run.isPilot && !run.marks.archived && !hyperparameters.start && hyperparameters.stopAfter == 0 &&
           hyperparameters.defaults == defaultsVersion && run.spec.seed == run.spec.dataSeed;
}

/// How the runs of a sweep are trained, apart from their rates.
Hyperparameters trainingOf(const RunRecord& run) {
    Hyperparameters common = run.spec.hyperparameters;
    common.learningRate = 0;
    return common;
}

/// What the runs of a sweep share.
class Shared {
public:
    explicit Shared(const RunRecord& first) : m_training(trainingOf(first)) { take(first); }

    bool isOf(const RunRecord& run) const {
        const RateKind kind = rateKindOf(run);
        const auto base = m_bases.find(run.spec.base);
        const auto task = m_tasks.find(run.spec.task.name);
        return trainingOf(run) == m_training && (kind == RateKind::Own || !m_kind || *m_kind == kind) &&
               (base == m_bases.end() || base->second == baseOf(run)) &&
               (task == m_tasks.end() || task->second == taskOf(run));
    }
    void take(const RunRecord& run) {
        if (const RateKind kind = rateKindOf(run); kind != RateKind::Own)
            m_kind = kind;
        m_bases.try_emplace(run.spec.base, baseOf(run));
        m_tasks.try_emplace(run.spec.task.name, taskOf(run));
    }

private:
    using Base = std::pair<std::string, Pooling>;
    using Task = std::pair<std::string, TaskSource>;
    static Base baseOf(const RunRecord& run) { return {run.spec.baseHash, run.spec.pooling}; }
    static Task taskOf(const RunRecord& run) { return {run.spec.taskHash, run.spec.task}; }

    Hyperparameters m_training;
    std::optional<RateKind> m_kind;
    std::map<std::string, Base> m_bases;  ///< by name
    std::map<std::string, Task> m_tasks;
};

/// Where a run is in a sweep's grid: the numbers of its values.
enum SweepAxis : std::size_t { OfDesign, OfBase, OfTask, OfRate, OfSeed, AxisCount };
using GridPlace = std::array<int, AxisCount>;
using GridValues = std::array<std::set<int>, AxisCount>;

class Numbering {
public:
    GridPlace of(const RunRecord& run) {
        const RunSpec& spec = run.spec;
        const RateKind kind = rateKindOf(run);
        const int rate = kind == RateKind::Given ? number(m_rates, spec.hyperparameters.learningRate) : 0;
        return {number(m_designs, toText(spec.design)),
                number(m_bases, spec.base + '\n' + spec.baseHash + '\n' + toText(spec.pooling)),
                number(m_tasks, spec.taskHash), static_cast<int>(kind) + rate,
                static_cast<int>(std::min(spec.seed, beyondAnySweep))};
    }

private:
    static constexpr std::uint64_t beyondAnySweep = 1'000'000'000;

    template <class Value>
    static int number(std::map<Value, int>& numbers, const Value& value) {
        return numbers.try_emplace(value, static_cast<int>(numbers.size())).first->second;
    }

    std::map<std::string, int> m_designs, m_bases, m_tasks;
    std::map<double, int> m_rates;
};

/// A grid that grows as long as everything in it is there. Designs with a rate of their own make a second one on the
/// same bases, tasks and seeds, since no other rates apply to them.
class Grid {
public:
    explicit Grid(std::set<GridPlace> there) : m_there(std::move(there)) {}

    /// Adds the run, unless the grid would then hold one that is not there.
    bool grow(const GridPlace& run, bool hasOwnRate) {
        if (static_cast<std::size_t>(run[OfSeed]) >= m_there.size())
            return false;
        auto grown = m_grids;
        for (const SweepAxis axis : {OfDesign, OfRate})
            grown[hasOwnRate ? 1 : 0][axis].insert(run[axis]);
        for (GridValues& axes : grown) {
            axes[OfBase].insert(run[OfBase]);
            axes[OfTask].insert(run[OfTask]);
            for (int seed = static_cast<int>(axes[OfSeed].size()); seed <= run[OfSeed]; ++seed)
                axes[OfSeed].insert(seed);
        }
        if (sizeOf(grown[0]) + sizeOf(grown[1]) > m_there.size())
            return false;
        for (std::size_t i = 0; i < grown.size(); ++i)
            if (!isNewThere(m_grids[i], grown[i]))
                return false;
        m_grids = std::move(grown);
        return true;
    }

private:
    static std::size_t sizeOf(const GridValues& axes) {
        std::size_t size = 1;
        for (const std::set<int>& values : axes)
            size *= values.size();
        return size;
    }

    bool isNewThere(const GridValues& before, const GridValues& after) const {
        for (std::size_t axis = 0; axis < AxisCount; ++axis) {
            GridValues added = after;
            for (const int value : before[axis])
                added[axis].erase(value);
            GridPlace place{};
            if (!areThere(added, place, 0))
                return false;
        }
        return true;
    }

    bool areThere(const GridValues& axes, GridPlace& place, std::size_t axis) const {
        if (axis == AxisCount)
            return m_there.contains(place);
        return std::all_of(axes[axis].begin(), axes[axis].end(), [&](int value) {
            place[axis] = value;
            return areThere(axes, place, axis + 1);
        });
    }

    std::set<GridPlace> m_there;
    std::array<GridValues, 2> m_grids;
};

/// The places of all runs that were trained like this one.
std::set<GridPlace> placesLike(const RunRecord& first, const std::vector<RunRecord>& runs, Numbering& numbering) {
    const Hyperparameters training = trainingOf(first);
    std::set<GridPlace> there;
    for (const RunRecord& run : runs)
        if (!run.isPilot && run.spec.seed == run.spec.dataSeed && trainingOf(run) == training)
            there.insert(numbering.of(run));
    return there;
}

/// From the run at `last` back; empty if it has no place in any grid.
std::vector<RunRecord> gridUpTo(std::size_t last, const std::vector<RunRecord>& runs) {
    Numbering numbering;
    Shared shared(runs[last]);
    Grid grid(placesLike(runs[last], runs, numbering));
    std::vector<RunRecord> swept;
    for (std::size_t i = last + 1; i-- > 0;) {
        const RunRecord& run = runs[i];
        if (!canBeSwept(run) || !shared.isOf(run))
            continue;
        if (!grid.grow(numbering.of(run), rateKindOf(run) == RateKind::Own))
            break;
        shared.take(run);
        swept.push_back(run);
    }
    std::reverse(swept.begin(), swept.end());
    return swept;
}

}  // namespace

std::vector<RunRecord> lastSweep(const std::vector<RunRecord>& runs) {
    std::map<std::string, std::set<std::uint64_t>> seeds;  // by group
    for (const RunRecord& run : runs)
        if (run.spec.seed == run.spec.dataSeed)
            seeds[groupOf(run)].insert(run.spec.seed);
    const auto hasSeedsBefore = [&](const RunRecord& run) {
        const std::set<std::uint64_t>& own = seeds.at(groupOf(run));
        return static_cast<std::uint64_t>(std::distance(own.begin(), own.find(run.spec.seed))) == run.spec.seed;
    };
    for (std::size_t last = runs.size(); last-- > 0;)
        if (canBeSwept(runs[last]) && hasSeedsBefore(runs[last]))
            if (std::vector<RunRecord> swept = gridUpTo(last, runs); !swept.empty())
                return swept;
    return {};
}

std::vector<RunRecord> ofOneSweep(const std::vector<RunRecord>& runs) {
    const auto last = std::find_if(runs.rbegin(), runs.rend(), &canBeSwept);
    if (last == runs.rend())
        return {};
    Shared shared(*last);
    for (auto run = last; run != runs.rend(); ++run)
        if (canBeSwept(*run) && shared.isOf(*run))
            shared.take(*run);
    std::vector<RunRecord> swept;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(swept),
                 [&](const RunRecord& run) { return canBeSwept(run) && shared.isOf(run); });
    return swept;
}

}  // namespace adapterscope
