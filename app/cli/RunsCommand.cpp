// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "app/cli/TableFormat.h"
#include "core/common/Excerpt.h"
#include "core/common/Quantity.h"
#include "core/experiment/Factors.h"
#include "core/experiment/tables/RunTable.h"

namespace adapterscope::cli {

namespace {

struct ListOptions {
    std::string project;
    std::vector<std::string> filter;
    TableFormat format;
};

int listRuns(const ListOptions& options, const Parser& parser) {
    const auto project = readExisting(options.project);
    std::vector<UnreadableRun> unreadable;
    Messages messages(parser.quiet);
    const std::vector<RunRecord> runs = filteredRuns(
        parser.json ? project->runsWithCurves(&unreadable) : project->runs(&unreadable), options.filter, messages);
    if (!options.filter.empty())
        unreadable.clear();  // it is not known whether the filter matches them
    if (options.format.isFlat())
        reportUnreadable(unreadable, messages);
    if (parser.json) {
        const Factors factors = Factors::of(runs);
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = 0; i < runs.size(); ++i)
            list.push_back(listedRunJson(runs[i], factors.label(i)));
        for (const UnreadableRun& run : unreadable)
            list.push_back(unreadableRunJson(run));
        printJson(list);
        return 0;
    }
    if (options.format.isFlat()) {
        options.format.print(runTable(runs));
        return 0;
    }
    Table table;
    for (const char* header : {"id", "design", "base", "task"})
        table.addColumn(header);
    for (const char* header : {"rate", "seed", "trained"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("status");
    for (const char* header : {"dev", "test", "step", "time"})
        table.addColumn(header, Table::Align::Right);
    for (const RunRecord& run : runs) {
        const RunResult& result = run.result;
        table.addRow({run.id, toText(run.spec.design), run.spec.base, run.spec.taskName,
                      fmt::format("{:g}", effectiveLearningRate(run.spec)), std::to_string(run.spec.seed),
                      grouped(trainedParameters(run)), toText(result.status), fraction(result.dev.value_or(NAN)),
                      fraction(result.test.value_or(NAN)), grouped(result.bestStep), durationText(result.seconds)});
    }
    for (const UnreadableRun& run : unreadable)
        table.addRow({run.id, run.design, run.base, run.task, "", "", "", notReadable, "", "", "", ""});
    table.print(std::cout);
    for (const RunRecord& run : runs)
        if (!run.result.message.empty())
            std::cout << run.id << ": " << withoutControls(run.result.message) << '\n';
    for (const UnreadableRun& run : unreadable)
        std::cout << run.id << ": kept, but not readable by this program: " << run.reason << '\n';
    return 0;
}

}  // namespace

void addRunsCommand(Parser& parser) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* runs = parser.add(
        "runs", "List every run of a project",
        {"runs p.adapterscope", "runs p.adapterscope --csv > runs.csv", "runs p.adapterscope m=8 'lr>=1e-3' done"});
    runs->add_option("PROJECT", options->project, "The project file")->required();
    addFilter(runs, options->filter);
    addFormats(runs, parser, options->format);
    runs->callback([&parser, options] { parser.action = [&parser, options] { return listRuns(*options, parser); }; });
}

}  // namespace adapterscope::cli
