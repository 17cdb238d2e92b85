// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <tuple>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/exchange/RunTable.h"

namespace adapterscope::cli {

namespace {

struct ListOptions {
    std::string project;
    bool csv = false, latex = false;
    std::string on = "dev";
    std::string against;
};

/// `--csv` and `--latex`; true if the table was printed in one of these.
bool printForPrograms(const FlatTable& table, const ListOptions& options) {
    if (options.csv)
        std::cout << toCsv(table);
    else if (options.latex)
        std::cout << toLatex(table);
    return options.csv || options.latex;
}

void addFormats(CLI::App* command, Parser& parser, const std::shared_ptr<ListOptions>& options) {
    CLI::Option* csv = command->add_flag("--csv", options->csv, "Print comma-separated values");
    CLI::Option* latex = command->add_flag("--latex", options->latex, "Print a LaTeX table")->excludes(csv);
    parser.addJson(command);
    command->get_option("--json")->excludes(csv)->excludes(latex);
}

int listRuns(const ListOptions& options, const Parser& parser) {
    const auto project = readExisting(options.project);
    std::vector<UnreadableRun> unreadable;
    const std::vector<RunRecord> runs = project->runs(&unreadable);
    Messages messages(parser.quiet);
    if (options.csv || options.latex)
        reportUnreadable(unreadable, messages);
    if (parser.json) {
        nlohmann::json list = nlohmann::json::array();
        for (const RunRecord& run : runs)
            list.push_back(listedRunJson(project->requireRun(run.id)));
        for (const UnreadableRun& run : unreadable)
            list.push_back(unreadableRunJson(run));
        printJson(list);
        return 0;
    }
    if (printForPrograms(runTable(runs), options))
        return 0;
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
            std::cout << run.id << ": " << run.result.message << '\n';
    for (const UnreadableRun& run : unreadable)
        std::cout << run.id << ": kept, but not readable by this program: " << run.reason << '\n';
    return 0;
}

/// The reference of paired differences on each base and task: the requested design, else full fine-tuning, else the
/// best mean.
class References {
public:
    References(const std::vector<ComparedDesign>& designs, const std::string& against) {
        for (const ComparedDesign& design : designs) {
            Candidates& candidates = m_candidates[scopeOf(design)];
            keepBetter(candidates.best, design);
            if (toText(design.spec.design) == (against.empty() ? "full" : against))
                keepBetter(candidates.wanted, design);
        }
        if (against.empty())
            for (auto& [scope, candidates] : m_candidates)
                if (!candidates.wanted)
                    candidates.wanted = candidates.best;
    }
    /// Null if the requested design is missing.
    const ComparedDesign* of(const ComparedDesign& design) const { return m_candidates.at(scopeOf(design)).wanted; }

private:
    struct Candidates {
        const ComparedDesign *wanted = nullptr, *best = nullptr;
    };
    using Scope = std::tuple<std::string, std::string, std::string>;

    static Scope scopeOf(const ComparedDesign& design) {
        return {design.spec.baseHash, design.spec.taskHash, design.metric};
    }
    static void keepBetter(const ComparedDesign*& kept, const ComparedDesign& design) {
        if (!kept || design.estimate.mean > kept->estimate.mean)
            kept = &design;
    }

    std::map<Scope, Candidates> m_candidates;
};

/// One seed says nothing about the spread.
nlohmann::json ofSeveral(const Estimate& estimate, double value) {
    return estimate.n > 1 ? nlohmann::json(value) : nlohmann::json(nullptr);
}

nlohmann::json intervalJson(const Estimate& estimate) {
    if (!estimate.hasInterval())
        return {nullptr, nullptr};
    return {estimate.low, estimate.high};
}

nlohmann::json comparedJson(const ComparedDesign& design, const ComparedDesign* reference) {
    const Estimate& estimate = design.estimate;
    nlohmann::json json = {{"design", toText(design.spec.design)},
                           {"base", design.spec.base},
                           {"task", design.spec.taskName},
                           {"learning_rate", effectiveLearningRate(design.spec)},
                           {"metric", design.metric},
                           {"trained", design.trained},
                           {"n", estimate.n},
                           {"mean", estimate.mean},
                           {"sem", ofSeveral(estimate, estimate.standardError)},
                           {"interval", intervalJson(estimate)},
                           {"front", toText(design.front)},
                           {"diverged", design.diverged},
                           {"unfinished", design.unfinished}};
    if (reference && reference != &design) {
        const Estimate difference = differenceBetween(design, *reference);
        if (difference.n > 0)
            json["difference"] = {{"to", toText(reference->spec.design)},
                                  {"n", difference.n},
                                  {"mean", difference.mean},
                                  {"interval", intervalJson(difference)},
                                  {"verdict", toText(verdictOn(difference))}};
    }
    return json;
}

std::string intervalText(const Estimate& estimate, const char* format, const char* none) {
    return estimate.hasInterval() ? fmt::format(fmt::runtime(format), estimate.low, estimate.high) : std::string(none);
}

/// Reports which designs a comparison lacks because none of their runs finished.
void tellUncompared(const std::vector<RunRecord>& runs, const std::vector<ComparedDesign>& designs,
                    Messages& messages) {
    std::map<std::string, int> all, diverged;
    for (const RunRecord& run : runs) {
        const std::string key = groupOf(run);
        ++all[key];
        diverged[key] += run.result.status == Status::Diverged;
    }
    for (const ComparedDesign& design : designs)
        all.erase(design.key);
    for (const RunRecord& run : runs) {
        const std::string key = groupOf(run);
        if (const auto left = all.extract(key))
            messages.say(fmt::format("Left out, for it has no finished run: {} on {} ({}, {} of them diverged)",
                                     toText(run.spec.design), run.spec.taskName, counted(left.mapped(), "run"),
                                     diverged[key]));
    }
}

int compare(const ListOptions& options, const Parser& parser) {
    if (options.on != "dev" && options.on != "test")
        throw Error("--on is dev or test, not \"" + options.on + "\".");
    const auto project = readExisting(options.project);
    Messages messages(parser.quiet);
    std::vector<UnreadableRun> unreadable;
    const auto runs = project->runs(&unreadable);
    reportUnreadable(unreadable, messages);
    if (unreadable.size() > 1)
        messages.say(counted(std::ssize(unreadable), "run") + " are left out of this comparison");
    const auto designs = compareRuns(runs, options.on == "dev" ? ScoredOn::Dev : ScoredOn::Test);
    tellUncompared(runs, designs, messages);
    const References references(designs, options.against.empty() ? "" : toText(parseDesign(options.against)));
    if (parser.json) {
        nlohmann::json list = nlohmann::json::array();
        for (const ComparedDesign& design : designs)
            list.push_back(comparedJson(design, references.of(design)));
        printJson(list);
        return 0;
    }
    if (printForPrograms(comparisonTable(designs), options))
        return 0;
    Table table;
    for (const char* header : {"design", "base", "task"})
        table.addColumn(header);
    for (const char* header : {"rate", "trained", "n"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("mean " + options.on, Table::Align::Right);
    for (const char* header : {"sem", "95 % interval", "front"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("difference, paired by seed");
    for (const ComparedDesign& design : designs) {
        const Estimate& estimate = design.estimate;
        const ComparedDesign* reference = references.of(design);
        std::string difference = reference == &design ? "(what the others are held against)" : "";
        if (reference && reference != &design) {
            const Estimate paired = differenceBetween(design, *reference);
            if (paired.n > 0)
                difference =
                    fmt::format("{:+.4f}{} to {}: {}", paired.mean, intervalText(paired, " [{:+.4f}, {:+.4f}]", ""),
                                toText(reference->spec.design), toText(verdictOn(paired)));
        }
        table.addRow({toText(design.spec.design), design.spec.base, design.spec.taskName,
                      fmt::format("{:g}", effectiveLearningRate(design.spec)), grouped(design.trained),
                      std::to_string(estimate.n), fraction(estimate.mean),
                      estimate.n > 1 ? fraction(estimate.standardError) : "-",
                      intervalText(estimate, "[{:.4f}, {:.4f}]", "-"), toText(design.front), difference});
    }
    table.print(std::cout);
    return 0;
}

}  // namespace

void addProjectCommands(Parser& parser) {
    auto options = std::make_shared<ListOptions>();
    CLI::App* runs = parser.add("runs", "List every run of a project",
                                {"runs p.adapterscope", "runs p.adapterscope --csv > runs.csv"});
    runs->add_option("PROJECT", options->project, "The project file")->required();
    addFormats(runs, parser, options);
    runs->callback([&parser, options] { parser.action = [&parser, options] { return listRuns(*options, parser); }; });
    CLI::App* comparison =
        parser.add("compare", "Average designs over seeds: intervals, Pareto front, paired differences",
                   {"compare p.adapterscope", "compare p.adapterscope --on test --against layernorm --json"});
    comparison->add_option("PROJECT", options->project, "The project file")->required();
    comparison->add_option("--on", options->on, "Score by dev or test [dev]")->type_name("dev|test");
    comparison
        ->add_option("--against", options->against, "The design that differences are taken from [full, else the best]")
        ->type_name("DESIGN");
    addFormats(comparison, parser, options);
    comparison->callback(
        [&parser, options] { parser.action = [&parser, options] { return compare(*options, parser); }; });
}

}  // namespace adapterscope::cli
