// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/References.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "app/cli/TableFormat.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/common/Text.h"
#include "core/experiment/comparison/Comparison.h"
#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/runs/FactorNumbers.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/statistics/Decision.h"

namespace adapterscope::cli {

namespace {

struct CompareOptions {
    std::string project;
    std::vector<std::string> filter;
    TableFormat format;
    std::string on = "dev";
    std::string against;
    std::string bestOver;
    std::string by;
};

/// The designs in the order of a cost, or of a factor with numbers for values, and these numbers.
struct Ordered {
    std::vector<ComparedDesign> designs;
    std::vector<std::optional<double>> numbers;  ///< all absent without either
};

/// Designs that differ only in the factor are next to each other, from small to large; those without a number for it
/// are last.
Ordered orderedBy(const std::string& by, std::vector<ComparedDesign> designs) {
    if (by.empty())
        return {designs, std::vector<std::optional<double>>(designs.size())};
    const Factors factors = Factors::of(designs);
    if (!isCost(by))
        requireNumeric(factors, designs.size(), by);
    using Place = std::tuple<bool, std::size_t, std::optional<double>>;
    std::map<std::string, std::size_t> lines;
    std::vector<std::pair<Place, std::size_t>> order;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        const std::optional<double> number = numberBy(by, designs[i], factors, i);
        const std::string together = isCost(by) ? std::string() : factors.labelWithout(i, by);
        const std::size_t line = lines.try_emplace(together, lines.size()).first->second;
        order.emplace_back(Place(!number, line, number), i);
    }
    std::sort(order.begin(), order.end());
    Ordered ordered;
    for (const auto& [place, i] : order) {
        ordered.designs.push_back(std::move(designs[i]));
        ordered.numbers.push_back(std::get<2>(place));
    }
    return ordered;
}

/// One seed shows nothing about the spread.
nlohmann::json ofSeveral(const Estimate& estimate, double value) {
    return estimate.n > 1 ? nlohmann::json(value) : nlohmann::json(nullptr);
}

/// Scripts rely on there being none for one seed, whose interval would include only the rows.
nlohmann::json intervalJson(const Estimate& estimate) {
    if (!estimate.hasInterval() || estimate.n == 1)
        return {nullptr, nullptr};
    return {estimate.low, estimate.high};
}

/// Null if nothing is known about it.
nlohmann::json knownError(const Estimate& estimate) {
    return estimate.error > 0 ? nlohmann::json(estimate.error) : nlohmann::json(nullptr);
}

nlohmann::json rowsJson(const Estimate& estimate) {
    return estimate.rows > 0 ? nlohmann::json(estimate.rows) : nlohmann::json(nullptr);
}

/// What would decide an undecided difference; null for what would not.
nlohmann::json neededJson(const Estimate& difference) {
    const Needed needed = neededToDecide(difference);
    nlohmann::json json = {{"more_seeds", nullptr}, {"rows", nullptr}};
    if (needed.seeds)
        json["more_seeds"] = *needed.seeds;
    if (needed.rows)
        json["rows"] = *needed.rows;
    return json;
}

/// On dev and on test, if it was picked among others by dev.
nlohmann::json pickedJson(const ComparedDesign& design) {
    nlohmann::json json;
    for (const auto& [split, estimate] : {std::pair("dev", &design.onDev), std::pair("test", &design.onTest)}) {
        json[split] = *estimate ? nlohmann::json((*estimate)->mean) : nlohmann::json(nullptr);
        json[split + std::string("_interval")] = intervalJson(estimate->value_or(Estimate()));
    }
    return json;
}

nlohmann::json comparedJson(const ComparedDesign& design, const ComparedDesign* reference) {
    const Estimate& estimate = design.estimate;
    nlohmann::json json = settingsJson(design.spec);
    eachCost([&](const char* name, auto member) {  // null if the design's runs did not record it
        json[name] = design.costs ? nlohmann::json((*design.costs).*member) : nlohmann::json();
    });
    json.update({{"design", toText(design.spec.design)},
                 {"label", design.label},
                 {"base", design.spec.base},
                 {"task", design.spec.taskName},
                 {"metric", design.metric},
                 {"trained", design.trained},
                 {"seconds", design.seconds},
                 {"n", estimate.n},
                 {"mean", estimate.mean},
                 {"sem", ofSeveral(estimate, estimate.standardError)},
                 {"interval", intervalJson(estimate)},
                 {"error", knownError(estimate)},
                 {"rows", rowsJson(estimate)},
                 {"row_error", toText(estimate.rowError)},
                 {"front", toText(design.front)},
                 {"tried", design.tried},
                 {"rates_tried", design.rates},
                 {"rate_chosen_by", rateOrigin(design.spec, design.pilots)},
                 {"fewer_rates", design.hasFewerRates},
                 {"diverged", design.diverged},
                 {"unfinished", design.unfinished}});
    if (reference && reference != &design) {
        const Estimate difference = differenceBetween(design, *reference);
        if (difference.n > 0)
            json["difference"] = {{"to", reference->label},
                                  {"n", difference.n},
                                  {"mean", difference.mean},
                                  {"interval", intervalJson(difference)},
                                  {"error", knownError(difference)},
                                  {"row_error", toText(difference.rowError)},
                                  {"verdict", toText(verdictOn(difference))},
                                  {"needed", neededJson(difference)}};
    }
    return json;
}

std::string intervalText(const Estimate& estimate, const char* format, const char* none) {
    return estimate.hasInterval() ? fmt::format(fmt::runtime(format), estimate.low, estimate.high) : std::string(none);
}

/// "0.5020 [0.4862, 0.5193]"
std::string scoreText(const std::optional<Estimate>& estimate) {
    return estimate ? fraction(estimate->mean) + intervalText(*estimate, " [{:.4f}, {:.4f}]", "") : "-";
}

std::string differenceText(const ComparedDesign& design, const ComparedDesign* reference, const std::string& split) {
    if (reference == &design)
        return "(what the others are compared with)";
    const Estimate paired = reference ? differenceBetween(design, *reference) : Estimate();
    if (paired.n == 0)
        return {};
    const std::string what = inWords(neededToDecide(paired), paired, split).text();
    return fmt::format("{:+.4f}{} to {}: {}{}", paired.mean, intervalText(paired, " [{:+.4f}, {:+.4f}]", ""),
                       reference->label, toText(verdictOn(paired)), what.empty() ? "" : "; " + what);
}

/// The value of a cost or factor.
std::string axisText(const std::string& by, double number) {
    if (by == "seconds")
        return fmt::format("{:.1f}", number);
    if (by == "percent")
        return fmt::format("{:.3f}", number);
    if (by == "learning_rate")
        return rateText(number);
    return isCost(by) ? grouped(static_cast<std::int64_t>(number)) : numberText(number);
}

void printForPeople(const Ordered& ordered, const References& references, const CompareOptions& options) {
    Table table;
    if (!options.by.empty())
        table.addColumn(options.by, Table::Align::Right);
    table.addColumn("label");
    for (const char* header : {"base", "task"})
        table.addColumn(header);
    for (const char* header : {"lr", "rates", "trained", "n"})
        table.addColumn(header, Table::Align::Right);
    if (!options.bestOver.empty())
        table.addColumn("best of", Table::Align::Right);
    table.addColumn("mean " + options.on, Table::Align::Right);
    for (const char* header : {"sem", "95 % interval", "front"})
        table.addColumn(header, Table::Align::Right);
    const bool isOnDev = options.on == "dev";
    if (!options.bestOver.empty())
        table.addColumn(isOnDev ? "test, 95 % interval" : "dev, 95 % interval");
    table.addColumn("difference, paired by seed");
    for (std::size_t i = 0; i < ordered.designs.size(); ++i) {
        const ComparedDesign& design = ordered.designs[i];
        const Estimate& estimate = design.estimate;
        std::vector<std::string> row = {design.label,
                                        design.spec.base,
                                        design.spec.taskName,
                                        rateText(effectiveLearningRate(design.spec)),
                                        std::to_string(design.rates) + (design.hasFewerRates ? "*" : ""),
                                        grouped(design.trained),
                                        std::to_string(estimate.n)};
        if (!options.bestOver.empty())
            row.push_back(std::to_string(design.tried));
        for (std::string cell :
             {fraction(estimate.mean), estimate.n > 1 ? fraction(estimate.standardError) : std::string("-"),
              intervalText(estimate, "[{:.4f}, {:.4f}]", "-"), std::string(toText(design.front))})
            row.push_back(std::move(cell));
        if (!options.bestOver.empty())
            row.push_back(scoreText(isOnDev ? design.onTest : design.onDev));
        row.push_back(differenceText(design, references.of(design), options.on));
        if (!options.by.empty())
            row.insert(row.begin(), ordered.numbers[i] ? axisText(options.by, *ordered.numbers[i]) : "-");
        table.addRow(std::move(row));
    }
    table.print(std::cout);
    if (std::any_of(ordered.designs.begin(), ordered.designs.end(),
                    [](const auto& design) { return design.hasFewerRates; }))
        std::cout
            << "* fewer learning rates were tried than for others here, and a rate can matter more than a method: "
               "give each the same chances with --learning-rate auto\n";
}

/// Reports which designs a comparison lacks because no run of theirs has a score.
void tellUncompared(const std::vector<RunRecord>& runs, ScoredOn scoredOn, Messages& messages) {
    struct Group {
        const RunRecord* first = nullptr;
        int runs = 0, finished = 0, scored = 0, diverged = 0;
    };
    std::map<std::string, Group> groups;
    for (const RunRecord& run : runs) {
        Group& group = groups[groupOf(run)];
        if (!group.first)
            group.first = &run;
        ++group.runs;
        group.finished += run.result.status == Status::Done;
        group.scored += run.result.status == Status::Done && scoreOf(run.result, scoredOn);
        group.diverged += run.result.status == Status::Diverged;
    }
    for (const auto& [key, group] : groups)
        if (group.scored == 0)
            messages.say(fmt::format("Left out because it has no {}: {} on {} ({}, {} of them diverged)",
                                     group.finished == 0         ? "finished run"
                                     : scoredOn == ScoredOn::Dev ? "score on dev"
                                                                 : "score on test",
                                     toText(group.first->spec.design), group.first->spec.taskName,
                                     counted(group.runs, "run"), group.diverged));
}

/// Reports what the intervals lack. Recorded rows are the normal case and need no mention.
void tellRowErrors(const std::vector<ComparedDesign>& designs, const std::string& split, Messages& messages) {
    bool isUnpaired = false, isUnknown = false;
    for (const ComparedDesign& design : designs) {
        isUnpaired = isUnpaired || design.estimate.rowError == RowError::Unpaired;
        isUnknown = isUnknown || design.estimate.rowError == RowError::Unknown;
    }
    if (isUnpaired)
        messages.say("Some runs do not record which rows of " + split +
                     " they answered correctly, so their differences are not paired row by row and their intervals are "
                     "wider than necessary: remove such runs and train them again.");
    if (isUnknown)
        messages.say("Some runs do not record how they answered the rows of " + split +
                     ", so the sampling error of the rows is missing from their intervals: remove such runs and train "
                     "them again.");
}

/// Reports how many designs come last because their runs did not record the cost that orders the others.
void tellUnrecorded(const Ordered& ordered, const std::string& by, Messages& messages) {
    const auto without = std::count(ordered.numbers.begin(), ordered.numbers.end(), std::nullopt);
    if (isCost(by) && without > 0)
        messages.say(
            fmt::format("Listed last: {} without a number for {}, because an earlier version trained the runs "
                        "and did not record it; remove such runs and train them again.",
                        counted(without, "design"), by));
}

int compare(CompareOptions options, const Parser& parser) {
    if (options.by == "trained")
        options.by.clear();  // the usual order
    if (options.on != "dev" && options.on != "test")
        throw Error("--on is dev or test, not \"{}\".", options.on);
    const auto project = readExisting(options.project);
    Messages messages(parser.quiet);
    std::vector<UnreadableRun> unreadable;
    std::vector<RunRecord> all = project->runs(&unreadable);
    const RatesGiven rates(all);
    const auto runs = filteredRuns(std::move(all), options.filter, messages, {.pilots = RunFilter::Pilots::LeftOut});
    reportUnreadable(unreadable, messages);
    if (unreadable.size() > 1)
        messages.say(counted(std::ssize(unreadable), "run") + " are left out of this comparison");
    const ScoredOn scoredOn = options.on == "dev" ? ScoredOn::Dev : ScoredOn::Test;
    const Ordered ordered = orderedBy(options.by, compareRuns(runs, scoredOn, options.bestOver, &rates));
    const std::vector<ComparedDesign>& designs = ordered.designs;
    tellUncompared(runs, scoredOn, messages);
    tellUnrecorded(ordered, options.by, messages);
    tellRowErrors(designs, options.on, messages);
    const References references(designs, options.against);
    if (parser.json) {
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = 0; i < designs.size(); ++i) {
            list.push_back(comparedJson(designs[i], references.of(designs[i])));
            if (!options.bestOver.empty())
                list.back().update(pickedJson(designs[i]));
            if (!options.by.empty())
                list.back()["by"] = ordered.numbers[i] ? nlohmann::json(*ordered.numbers[i]) : nlohmann::json(nullptr);
        }
        printJson(list);
    } else if (options.format.isFlat()) {
        options.format.print(comparisonTable(designs));
    } else {
        printForPeople(ordered, references, options);
    }
    return 0;
}

}  // namespace

void addCompareCommand(Parser& parser) {
    auto options = std::make_shared<CompareOptions>();
    CLI::App* command = parser.add("compare", "Average designs over seeds: intervals, Pareto front, paired differences",
                                   {"compare p.adapterscope", "compare p.adapterscope --best-over learning_rate",
                                    "compare p.adapterscope --on test --against layernorm --json"});
    command->add_option("PROJECT", options->project, "The project file")->required();
    addFilter(command, options->filter);
    command->add_option("--on", options->on, "Score by dev or test [dev]")->type_name("dev|test");
    command
        ->add_option("--against", options->against,
                     "The label, parts of it, or the design with which the others are compared [full, else the best]")
        ->type_name("LABEL");
    command
        ->add_option(
            "--best-over", options->bestOver,
            "Among designs that differ only in this factor, show the one that is best on dev: learning_rate, m, \u2026")
        ->type_name("FACTOR");
    command
        ->add_option("--by", options->by,
                     "Order the designs by a cost (stored, bytes, percent, multiply_adds, seconds) or by a numeric "
                     "factor, and print its values: m, learning_rate, \u2026")
        ->type_name("COST|FACTOR");
    addFormats(command, parser, options->format);
    command->callback([&parser, options] {
        readFactor(options->bestOver);
        readFactor(options->by);
        parser.action = [&parser, options] { return compare(*options, parser); };
    });
}

}  // namespace adapterscope::cli
