// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RunGrid.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "core/experiment/runs/FactorNumbers.h"

namespace adapterscope {

namespace {

constexpr auto rateFactor = "learning_rate";
constexpr auto unordered = std::numeric_limits<std::uint64_t>::max();

/// A title on an axis, and its place there.
struct AxisTitle {
    std::pair<std::uint64_t, std::uint64_t> order;
    std::string text;
    std::vector<double> numbers = {};  ///< in the text, if it is one of a design
    bool operator<(const AxisTitle& other) const {
        return std::tie(order, numbers, text) < std::tie(other.order, other.numbers, other.text);
    }
};

/// A text with a sign in the place of each of its numbers, and these: "m=#, lr #" with 8 and 1e-3.
std::pair<std::string, std::vector<double>> withoutNumbers(const std::string& text) {
    std::string rest;
    std::vector<double> numbers;
    for (const char* at = text.data(); at != text.data() + text.size();) {
        double number = 0;
        const bool isInWord = !rest.empty() && std::isalpha(static_cast<unsigned char>(rest.back()));
        const bool isDigit = std::isdigit(static_cast<unsigned char>(*at));
        const auto [end, error] = std::from_chars(at, text.data() + text.size(), number);
        if (isInWord || !isDigit || error != std::errc()) {
            rest += *at++;
            continue;
        }
        rest += '#';
        numbers.push_back(number);
        at = end;
    }
    return {rest, numbers};
}

/// The texts of runs that differ only in their seeds.
struct Titles {
    std::string group, row, column;
};

class Arranger {
public:
    Arranger(const std::vector<const RunRecord*>& runs, const GridAxes& wanted)
        : m_runs(runs),
          m_factors(Factors::of(runs)),
          m_settings(onePerSetting()),
          m_telling(telling()),
          m_onlyPilotsStop(std::all_of(
              runs.begin(), runs.end(),
              [](const RunRecord* run) { return run->isPilot || run->spec.hyperparameters.stopAfter == 0; })),
          m_axes(resolved(wanted)) {
        m_common = commonInGroups();
    }

    RunGrid grid() {
        RunGrid grid;
        grid.axes = m_axes;
        for (const Factor& factor : m_factors.varying())
            grid.factors.push_back(factor.name);
        placeRuns(grid);
        return grid;
    }

private:
    GridAxes resolved(GridAxes axes) const;
    GridAxes automatic() const;
    bool isCrossed(const std::vector<std::string>& values, const std::vector<std::string>& others) const;
    std::vector<std::string> valuesOf(const std::string& factor) const;
    std::vector<std::size_t> onePerSetting() const;
    std::vector<std::size_t> telling() const;
    std::set<std::string> commonInGroups() const;
    std::string designTitle(std::size_t i, const std::string& other) const;
    std::string factorTitle(std::size_t i, const std::string& factor) const;
    Titles titlesOf(std::size_t i) const;
    std::string groupTitle(std::size_t i) const;
    AxisTitle place(std::size_t i, const std::string& axis, const std::string& text);
    std::vector<std::size_t> pilotsLast() const;
    void placeRuns(RunGrid& grid);

    const std::vector<const RunRecord*>& m_runs;
    const Factors m_factors;
    const std::vector<std::size_t> m_settings, m_telling;
    const bool m_onlyPilotsStop;     ///< before the end of their schedule, which need not be stated for the others
    std::set<std::string> m_common;  ///< hyperparameters that groups differ in, but not the runs of a group
    const GridAxes m_axes;
    std::map<std::string, std::uint64_t> m_designs;  ///< by title without numbers, in the order of the runs
};

/// One run of each setting.
std::vector<std::size_t> Arranger::onePerSetting() const {
    std::set<std::string> labels;
    std::vector<std::size_t> settings;
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (labels.insert(m_factors.label(i)).second)
            settings.push_back(i);
    return settings;
}

/// Pilots vary in what they choose for the others: what the others vary in is more telling, if there are any.
std::vector<std::size_t> Arranger::telling() const {
    std::vector<std::size_t> pilots, others;
    for (const std::size_t i : m_settings)
        (m_runs[i]->isPilot ? pilots : others).push_back(i);
    return others.empty() ? pilots : others;
}

/// Runs of several sweeps often differ in how they were trained, each sweep on its own task: that is stated once for
/// each group, not in every row.
std::set<std::string> Arranger::commonInGroups() const {
    const auto isOn = [this](const std::string& axis) { return m_axes.rows == axis || m_axes.columns == axis; };
    std::set<std::string> common;
    if (!isOn(byDesign) || isOn("task") || isOn("base"))
        return common;
    for (const Factor& factor : m_factors.varying()) {
        if (!isSetting(factor.name) || factor.name == rateFactor || factor.name == "stop_after" || isOn(factor.name))
            continue;
        std::map<std::pair<std::string, std::string>, std::string> byGroup;
        const bool isCommon = std::all_of(m_settings.begin(), m_settings.end(), [&](std::size_t i) {
            const RunSpec& spec = m_runs[i]->spec;
            const std::string value = m_factors.valueOf(i, factor.name);
            return byGroup.try_emplace({spec.taskHash, spec.baseHash}, value).first->second == value;
        });
        if (isCommon)
            common.insert(factor.name);
    }
    return common;
}

/// By telling run; empty texts for those that lack the factor.
std::vector<std::string> Arranger::valuesOf(const std::string& factor) const {
    std::vector<std::string> values;
    for (const std::size_t i : m_telling)
        values.push_back(m_factors.valueOf(i, factor));
    return values;
}

/// Whether several of these meet several of those: if each has only its own, a table of both is mostly empty.
bool Arranger::isCrossed(const std::vector<std::string>& values, const std::vector<std::string>& others) const {
    std::set<std::pair<std::string, std::string>> pairs;
    for (std::size_t i = 0; i < values.size(); ++i)
        pairs.insert({values[i], others[i]});
    const std::set<std::string> rows(values.begin(), values.end()), columns(others.begin(), others.end());
    return pairs.size() > std::max(rows.size(), columns.size());
}

GridAxes Arranger::automatic() const {
    const std::vector<std::string> rates = valuesOf(rateFactor);
    std::vector<std::string> designs;
    for (const std::size_t i : m_telling)
        designs.push_back(designTitle(i, rateFactor));
    if (!isCrossed(designs, rates))
        return {byDesign, bySeed};
    for (const std::string& factor : numericFactors(m_factors)) {
        const std::vector<std::string> values = valuesOf(factor);
        const bool areNumbers = std::all_of(values.begin(), values.end(),
                                            [](const std::string& value) { return numberIn(value).has_value(); });
        // The runs of one sweep share their settings, which differ from sweep to sweep.
        if (!isSetting(factor) && areNumbers && isCrossed(values, rates))
            return {factor, rateFactor};
    }
    return {byDesign, rateFactor};
}

/// What was automatic beside an axis that a person then chooses stays there, if it can.
GridAxes Arranger::resolved(GridAxes axes) const {
    const GridAxes own = automatic();
    if (axes.rows.empty() && axes.columns.empty())
        return own;
    if (axes.rows.empty() && axes.columns == own.columns)
        axes.rows = own.rows;
    if (axes.rows.empty())
        axes.rows = axes.columns == byDesign ? bySeed : byDesign;
    if (axes.columns.empty() && axes.rows != own.columns)
        axes.columns = own.columns;
    if (axes.columns.empty() || axes.columns == axes.rows)
        axes.columns = axes.rows == bySeed ? byDesign : bySeed;
    return axes;
}

/// Without what is on the other axis, and without task and base, which are on one or make groups.
std::string Arranger::designTitle(std::size_t i, const std::string& other) const {
    std::set<std::string> omitted = m_common;
    omitted.insert({"task", "base", other});
    if (!m_runs[i]->isPilot && m_onlyPilotsStop)
        omitted.insert("stop_after");
    const std::string label = m_factors.labelWithoutAll(i, omitted);
    if (!label.empty())
        return label;
    const Design& design = m_runs[i]->spec.design;
    return other == bySeed ? toText(design) : design.name();
}

std::string Arranger::factorTitle(std::size_t i, const std::string& factor) const {
    const auto& values = m_factors.values(i);
    const auto found = values.find(factor);
    return found == values.end() ? "without " + factor : factorText(factor, found->second);
}

/// "sentiment on builtin, sigma=1e-2", "sentiment, 200 rows, epochs 3": as far as it varies and is on no axis.
std::string Arranger::groupTitle(std::size_t i) const {
    std::set<std::string> omitted = {m_axes.rows, m_axes.columns};
    const bool hasDesigns = omitted.contains(byDesign);
    std::string title;
    for (const char* factor : {"task", "base"}) {
        const auto& varying = m_factors.varying();
        const bool varies =
            std::any_of(varying.begin(), varying.end(), [&](const Factor& one) { return one.name == factor; });
        if (varies && !omitted.contains(factor))
            title += (title.empty() ? "" : title.find(',') == std::string::npos ? " " : ", ") + factorTitle(i, factor);
    }
    omitted.insert({"task", "base"});
    if (hasDesigns)  // all else is in their titles
        for (const Factor& factor : m_factors.varying())
            if (!m_common.contains(factor.name))
                omitted.insert(factor.name);
    if (const std::string rest = m_factors.labelWithoutAll(i, omitted); !rest.empty())
        title += (title.empty() ? "" : ", ") + rest;
    return title;
}

Titles Arranger::titlesOf(std::size_t i) const {
    const auto titleOn = [&](const std::string& axis, const std::string& other) {
        return axis == bySeed ? std::string() : axis == byDesign ? designTitle(i, other) : factorTitle(i, axis);
    };
    Titles titles{groupTitle(i), titleOn(m_axes.rows, m_axes.columns), titleOn(m_axes.columns, m_axes.rows)};
    if (!m_runs[i]->isPilot)
        return titles;
    std::string& named = m_axes.rows == byDesign      ? titles.row
                         : m_axes.columns == byDesign ? titles.column
                                                      : titles.group;
    named = named.empty() ? "pilots" : "pilot: " + named;
    return titles;
}

AxisTitle Arranger::place(std::size_t i, const std::string& axis, const std::string& text) {
    const RunSpec& spec = m_runs[i]->spec;
    if (axis == bySeed)
        return {{spec.seed, spec.dataSeed}, seedText(spec)};
    if (axis == byDesign) {
        auto [kind, numbers] = withoutNumbers(text);
        return {{m_designs.try_emplace(kind, m_designs.size()).first->second, 0}, text, std::move(numbers)};
    }
    const auto value = m_factors.values(i).find(axis);
    for (const Factor& factor : m_factors.varying())
        if (factor.name == axis && value != m_factors.values(i).end()) {
            const auto found = std::find(factor.values.begin(), factor.values.end(), value->second);
            return {{static_cast<std::uint64_t>(found - factor.values.begin()), 0}, text};
        }
    return {{unordered, 0}, text};
}

/// The runs in their order, but first those that a person asked for.
std::vector<std::size_t> Arranger::pilotsLast() const {
    std::vector<std::size_t> order(m_runs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [this](std::size_t i) { return !m_runs[i]->isPilot; });
    return order;
}

void Arranger::placeRuns(RunGrid& grid) {
    struct Group {
        std::string title;
        std::map<AxisTitle, int> rows;
    };
    std::map<std::pair<std::string, bool>, Titles> known;  // by label, which takes longer to make, and pilot
    std::vector<Group> groups;
    std::map<std::string, std::size_t> groupOf;
    std::map<AxisTitle, int> columns;
    struct Found {
        std::size_t group = 0;
        AxisTitle row, column;
    };
    std::vector<Found> found(m_runs.size());
    for (const std::size_t i : pilotsLast()) {
        const auto [titles, isNew] = known.try_emplace({m_factors.label(i), m_runs[i]->isPilot});
        if (isNew)
            titles->second = titlesOf(i);
        const auto [group, isNewGroup] = groupOf.try_emplace(titles->second.group, groups.size());
        if (isNewGroup)
            groups.push_back({titles->second.group, {}});
        found[i] = {group->second, place(i, m_axes.rows, titles->second.row),
                    place(i, m_axes.columns, titles->second.column)};
        groups[group->second].rows.try_emplace(found[i].row);
        columns.try_emplace(found[i].column);
    }
    for (auto& [title, column] : columns) {
        column = static_cast<int>(grid.columns.size());
        grid.columns.push_back(title.text);
    }
    // A single group has a title if it holds pilots.
    const bool isGrouped = groups.size() > 1 || (groups.size() == 1 && !groups.front().title.empty());
    for (Group& group : groups) {
        if (isGrouped)
            grid.rows.push_back({group.title, group.title, true});
        for (auto& [title, row] : group.rows) {
            row = static_cast<int>(grid.rows.size());
            grid.rows.push_back({title.text, group.title, false});
        }
    }
    for (const Found& run : found)
        grid.places.push_back({groups[run.group].rows.at(run.row), columns.at(run.column)});
}

}  // namespace

RunGrid arrangedRuns(const std::vector<const RunRecord*>& runs, const GridAxes& wanted) {
    return Arranger(runs, wanted).grid();
}

std::optional<double> scoreOf(const GridRun& run) {
    return run.isCounted() && run.status == Status::Done ? run.record.result.dev : std::nullopt;
}

std::optional<double> scoreOf(const GridCell& cell) {
    double sum = 0;
    int scored = 0;
    for (const GridRun* run : cell)
        if (const auto score = scoreOf(*run)) {
            sum += *score;
            ++scored;
        }
    return scored > 0 ? std::optional(sum / scored) : std::nullopt;
}

std::optional<Status> commonStatus(const GridCell& cell) {
    const Status status = cell.front()->status;
    const bool isCommon = std::all_of(
        cell.begin(), cell.end(), [status](const GridRun* run) { return run->isCounted() && run->status == status; });
    return isCommon ? std::optional(status) : std::nullopt;
}

bool areAllPlanned(const GridCell& cell) {
    return std::all_of(cell.begin(), cell.end(), [](const GridRun* run) { return run->isPlanned; });
}

std::optional<double> progressOf(const GridCell& cell) {
    double done = 0;
    bool isRunning = false;
    for (const GridRun* run : cell) {
        done += !run->isPlanned && hasEnded(run->status) ? 1 : run->progress;
        isRunning = isRunning || (!run->isPlanned && run->status == Status::Running);
    }
    return isRunning ? std::optional(done / static_cast<double>(cell.size())) : std::nullopt;
}

}  // namespace adapterscope
