// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/RunChanges.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "app/cli/TableFormat.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Quantity.h"
#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/tables/FlatTable.h"

namespace adapterscope::cli {

namespace {

struct RunsOptions {
    std::string project;
    std::vector<std::string> filter;
    TableFormat format;
    RunChanges changes;
};

int changeRuns(const RunsOptions& options, const Parser& parser) {
    if (options.format.isFlat())
        throw Error("--csv and --latex list runs; leave them out to change some.", ErrorKind::Usage);
    options.changes.marks();  // before the project is touched
    const auto project = openExisting(options.project);
    Messages messages(parser.quiet);
    const auto runs =
        filteredRuns(project->runs(), options.filter, messages,
                     {.archived = options.changes.unarchive ? RunFilter::Archived::Yes : RunFilter::Archived::No});
    options.changes.apply(*project, runs, !options.filter.empty(), parser.json);
    return 0;
}

void printRunsJson(const std::vector<RunRecord>& runs, const RatesGiven& rates,
                   const std::vector<UnreadableRun>& unreadable) {
    const Factors factors = Factors::of(runs);
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t i = 0; i < runs.size(); ++i)
        list.push_back(listedRunJson(runs[i], factors.label(i), rates.of(runs[i])));
    for (const UnreadableRun& run : unreadable)
        list.push_back(unreadableRunJson(run));
    printJson(list);
}

void printForPeople(const std::vector<RunRecord>& runs, const std::vector<UnreadableRun>& unreadable) {
    const bool hasTags =
        std::any_of(runs.begin(), runs.end(), [](const RunRecord& run) { return !run.marks.tags.empty(); });
    const Factors factors = Factors::of(runs);
    const bool hasRates = factors.hasUnstatedRates();
    Table table;
    for (const char* header : {"id", "label"})
        table.addColumn(header);
    if (hasRates)
        table.addColumn("lr", Table::Align::Right);
    for (const char* header : {"seed", "trained"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("status");
    for (const char* header : {"dev", "test", "step", "time"})
        table.addColumn(header, Table::Align::Right);
    if (hasTags)
        table.addColumn("tags");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunRecord& run = runs[i];
        const RunResult& result = run.result;
        std::vector<std::string> cells{run.id, factors.label(i)};
        if (hasRates)
            cells.push_back(rateText(effectiveLearningRate(run.spec)));
        for (const std::string& cell : {std::to_string(run.spec.seed), grouped(trainedParameters(run)), statusText(run),
                                        fraction(result.dev.value_or(NAN)), fraction(result.test.value_or(NAN)),
                                        grouped(result.bestStep), durationText(result.seconds)})
            cells.push_back(cell);
        if (hasTags)
            cells.push_back(fmt::format("{}", fmt::join(run.marks.tags, ", ")));
        table.addRow(std::move(cells));
    }
    for (const UnreadableRun& run : unreadable) {
        std::vector<std::string> cells{run.id, fmt::format("{}, {}, on {}", run.design, run.task, run.base)};
        cells.resize(hasRates ? 5 : 4);  // with rate, seed and trained
        cells.emplace_back(notReadable);
        table.addRow(std::move(cells));
    }
    table.print(std::cout);
    printCommon(factors);
    for (const RunRecord& run : runs)
        for (const std::string& text : {run.result.message.text(), run.marks.note})
            if (!text.empty())
                std::cout << run.id << ": " << withoutControls(text) << '\n';
    for (const UnreadableRun& run : unreadable)
        std::cout << run.id << ": kept, but this program cannot read it: " << onOneLine(run.reason.text()) << '\n';
}

int listRuns(const RunsOptions& options, const Parser& parser) {
    const auto project = readExisting(options.project);
    std::vector<UnreadableRun> unreadable;
    Messages messages(parser.quiet);
    std::vector<RunRecord> all = parser.json ? project->runsWithCurves(&unreadable) : project->runs(&unreadable);
    const RatesGiven rates(all);
    const std::vector<RunRecord> runs = filteredRuns(std::move(all), options.filter, messages);
    if (!options.filter.empty())
        unreadable.clear();  // it is not known whether the filter matches them
    if (options.format.isFlat())
        reportUnreadable(unreadable, messages);
    if (parser.json)
        printRunsJson(runs, rates, unreadable);
    else if (options.format.isFlat())
        options.format.print(runTable(runs, &rates));
    else
        printForPeople(runs, unreadable);
    return 0;
}

}  // namespace

void addRunsCommand(Parser& parser) {
    auto options = std::make_shared<RunsOptions>();
    CLI::App* runs = parser.add(
        "runs", "List the runs of a project; archive, tag, note or delete some",
        {"runs p.adapterscope", "runs p.adapterscope --csv > runs.csv", "runs p.adapterscope m=8 'lr>=1e-3' done",
         "runs p.adapterscope diverged --archive", "runs p.adapterscope m=8 --tag paper --note 'as in table 2'",
         "runs p.adapterscope archived --delete"});
    runs->add_option("PROJECT", options->project, "The project file")->required();
    addFilter(runs, options->filter);
    addFormats(runs, parser, options->format);
    options->changes.addTo(runs);
    runs->callback([&parser, options] {
        parser.action = [&parser, options] {
            return options->changes.areWanted() ? changeRuns(*options, parser) : listRuns(*options, parser);
        };
    });
}

}  // namespace adapterscope::cli
