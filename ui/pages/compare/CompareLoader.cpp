// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/CompareLoader.h"

#include <QtConcurrent>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/common/Error.h"
#include "core/experiment/comparison/FilterWords.h"
#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/runs/FactorNumbers.h"
#include "ui/look/NumberText.h"
#include "ui/session/Message.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

std::shared_ptr<CompareRuns> read(const Project& project) {
    auto runs = std::make_shared<CompareRuns>();
    try {
        runs->records = project.runs(&runs->unreadable);
        for (const RunRecord& run : runs->records)
            runs->known[run.id] = run.result.status;
        for (const UnreadableRun& run : runs->unreadable)
            runs->known[run.id] = Status::Failed;  // whatever it is, it will have no score here
        runs->factors = Factors::of(runs->records);
        runs->rates = RatesGiven(runs->records);
        runs->rows = RunRow::of(runs->records, runs->unreadable);
        for (const std::string& word : filterWords(runs->records, runs->factors))
            runs->words << QString::fromStdString(word);
        for (const FigureScope& scope : scopesOf(runs->records))
            runs->scopes << taskOnBase(scope.task, scope.baseName);
    } catch (const std::exception&) {
        runs->fault = faultSentence(CompareLoader::tr("Reading the project"));
    }
    return runs;
}

/// What a filter finds.
struct Filtered {
    std::vector<bool> matching;
    QString fault;  ///< why it cannot be read, or what no run has
    bool isRead = false;

    bool isAny() const { return isRead && std::find(matching.begin(), matching.end(), true) != matching.end(); }
};

Filtered filtered(const CompareRuns& runs, const std::string& text, bool withArchived) {
    Filtered found;
    try {
        RunFilter filter(text, RunFilter::Pilots::LeftOut);
        if (withArchived)
            filter.setArchived(RunFilter::Archived::Any);
        std::vector<Sentence> unmet;
        found.matching = filter.matches(runs.records, runs.factors, &unmet);
        for (const UnreadableRun& run : runs.unreadable)
            found.matching.push_back(filter.matches(run));
        found.fault = inWindowWords(joined(unmet, " "));
        found.isRead = true;
    } catch (const Error& error) {
        found.fault = inWindowWords(error.sentence());
    }
    return found;
}

/// What the last word of a filter is while letters may follow.
struct LastWord {
    bool isTyped = false;       ///< this very moment: whatever is wrong would only flash
    bool isUnfinished = false;  ///< what is meant is not there yet, so the result before stays

    LastWord(const CompareChoice& choice, const CompareRuns& runs, const Filtered& found) {
        if (choice.typing == FilterTyping::Over || choice.filter.empty())
            return;
        std::vector<std::string> words;
        for (const QString& word : runs.words)
            words.push_back(word.toStdString());
        const bool isBeginning = endsUnfinished(choice.filter, words), isGoing = choice.typing == FilterTyping::Going;
        isTyped = isGoing && (isBeginning || choice.filter.back() != ' ');
        // The beginning of a known word waits however long the person thinks, although it is a text that runs may have:
        // `se`, on the way to `seed=1`, is in "sentiment".
        isUnfinished = isBeginning || (isTyped && !found.isAny());
    }
};

/// By the chosen filter; while that is unfinished or cannot be read, by the last that could be, else all.
void filterRows(const CompareChoice& choice, const std::string& lastFilter, CompareData& data) {
    Filtered found = filtered(*data.runs, choice.filter, choice.withArchived);
    const LastWord last(choice, *data.runs, found);
    QStringList faults{found.fault};
    data.filter = choice.filter;
    if (last.isUnfinished || !found.isRead) {
        data.filter = lastFilter;
        found = filtered(*data.runs, lastFilter, choice.withArchived);
        if (!found.isRead) {
            data.filter.clear();
            found = filtered(*data.runs, {}, choice.withArchived);
        }
        faults << (data.filter.empty() ? CompareLoader::tr("Until the filter is complete, all runs are shown.")
                                       : CompareLoader::tr("Until the filter is complete, the runs of %1 are shown.")
                                             .arg(QString::fromStdString(data.filter)));
    }
    if (!last.isTyped)
        data.filterFault = faults.join(QLatin1Char(' ')).trimmed();
    data.matching = std::move(found.matching);
}

/// The places of those that match on each base and task; with panels of tasks on each base, of bases on each task.
std::map<std::string, std::vector<std::size_t>> matchingByScope(const CompareData& data, const std::string& facet) {
    std::map<std::string, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < data.runs->records.size(); ++i) {
        const RunSpec& spec = data.runs->records[i].spec;
        if (data.matching[i])
            places[(facet == "base" ? "" : spec.baseHash) + '/' + (facet == "task" ? "" : spec.taskHash)].push_back(i);
    }
    return places;
}

Factors factorsAt(const std::vector<std::size_t>& places, const CompareData& data) {
    std::vector<const RunRecord*> members;
    for (const std::size_t place : places)
        members.push_back(&data.runs->records[place]);
    return Factors::of(members);
}

/// Labels those that match among all that are in one table, and finds what varies among them on each base and task.
void labelRows(const std::string& facet, CompareData& data) {
    const auto label = [&data](const std::vector<std::size_t>& places, const Factors& factors) {
        for (std::size_t i = 0; i < places.size(); ++i)
            data.labels[static_cast<qsizetype>(places[i])] = QString::fromStdString(factors.label(i));
    };
    data.labels.resize(static_cast<qsizetype>(data.runs->records.size()));
    for (const auto& [key, places] : matchingByScope(data, {})) {
        const Factors factors = factorsAt(places, data);
        label(places, factors);
        for (const Factor& factor : factors.varying())
            data.varying[key].insert(factor.name);
        data.axes[key] = numericFactors(factors);
    }
    if (facet == "task" || facet == "base")
        for (const auto& [key, places] : matchingByScope(data, facet))
            label(places, factorsAt(places, data));
}

/// The runs of the designs that are compared.
std::vector<bool> pickedRows(const std::vector<RunRecord>& records, const std::vector<ComparedDesign>& designs) {
    std::set<std::string> keys;
    for (const ComparedDesign& design : designs)
        keys.insert(design.key);
    std::vector<bool> picked;
    for (const RunRecord& run : records)
        picked.push_back(keys.contains(groupOf(run)));
    return picked;
}

std::shared_ptr<CompareData> compared(const std::shared_ptr<CompareRuns>& runs, const CompareChoice& choice,
                                      const std::string& lastFilter) {
    auto data = std::make_shared<CompareData>();
    data->runs = runs;
    data->fault = runs->fault;
    try {
        filterRows(choice, lastFilter, *data);
        labelRows(choice.look.facet, *data);
        std::vector<RunRecord> matching;
        for (std::size_t i = 0; i < runs->records.size(); ++i)
            if (data->matching[i])
                matching.push_back(runs->records[i]);
        data->figures = ProjectFigures::of(matching, choice.bestOver, choice.by, choice.look, &runs->rates);
        if (!choice.bestOver.empty())
            data->picked = pickedRows(runs->records, data->figures.dev);
        for (const auto& scope : data->figures.scopes)
            data->complete = data->complete && knownFacts(scope.scope).has_value();
    } catch (const std::exception&) {
        data->fault = faultSentence(CompareLoader::tr("Comparing the runs"));
    }
    return data;
}

}  // namespace

CompareLoader::CompareLoader(QObject* parent)
    : QObject(parent), m_reader([this](const std::shared_ptr<CompareRuns>& runs) {
          m_runs = runs;
          compute();
      }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(150);
    connect(&m_pause, &QTimer::timeout, this, &CompareLoader::compute);
    connect(&m_computation, &QFutureWatcherBase::finished, this, &CompareLoader::finish);
    connect(&m_facts, &QFutureWatcherBase::finished, this, &CompareLoader::compute);
}

CompareLoader::~CompareLoader() {
    release();
}

void CompareLoader::request(Project& project) {
    m_reader.request(project, read);
}

void CompareLoader::choose(CompareChoice choice) {
    m_pause.stop();
    m_choice = std::move(choice);
    compute();
}

void CompareLoader::chooseSoon(CompareChoice choice) {
    m_choice = std::move(choice);
    m_pause.start();
}

void CompareLoader::compute() {
    m_again = m_computing;
    if (m_computing || !m_runs)
        return;
    m_computing = true;
    m_computation.setFuture(QtConcurrent::run(
        [runs = m_runs, choice = m_choice, lastFilter = m_lastFilter] { return compared(runs, choice, lastFilter); }));
}

void CompareLoader::finish() {
    m_computing = false;
    const std::shared_ptr<CompareData> data = m_computation.result();
    if (m_runs && data->runs == m_runs) {
        m_lastFilter = data->filter;
        if (!data->complete && !m_facts.isRunning())
            readFacts(*data);
        emit loaded(data);
    }
    if (m_again)
        compute();
}

void CompareLoader::readFacts(const CompareData& data) {
    std::vector<FigureScope> scopes;
    for (const auto& scope : data.figures.scopes)
        scopes.push_back(scope.scope);
    m_facts.setFuture(QtConcurrent::run([scopes] {
        for (const FigureScope& scope : scopes)
            scopeFacts(scope);
    }));
}

void CompareLoader::release() {
    m_pause.stop();
    m_runs.reset();
    m_lastFilter.clear();
    m_computation.waitForFinished();
    m_reader.release();
}

}  // namespace adapterscope
