// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "app/cli/Usage.h"
#include "core/base/BaseFolder.h"
#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/RequirePooler.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/design/Fit.h"

namespace adapterscope::cli {

namespace {

struct CountOptions {
    std::vector<std::string> designs;  ///< count: designs; fit: names of methods, or designs whose size is searched
    std::string budget;
    std::string base;
    int classes = 2;
    std::string pooling;

    /// Also throws Error for what keeps the base from being trained, as far as that shows without reading its weights.
    BaseConfig config() const {
        const BaseRef ref = resolveBase(base);
        BaseConfig config = readBaseConfig(ref.folder);
        requireFittingTokenizerIfAny(ref.folder, config, base);
        return config;
    }
    Pooling poolingOver(const BaseConfig& config) const {
        const Pooling chosen = pooling.empty() ? config.defaultPooling : poolingFromText(pooling);
        requirePooler(chosen, config, base);
        return chosen;
    }
};

void printCounts(const std::vector<Fit>& counted, const std::string& base, bool json) {
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Fit& entry : counted)
            list.push_back(toJson(entry.budget, entry.design, base));
        printJson(list);
        return;
    }
    std::vector<std::string> components;
    for (const Fit& entry : counted)
        for (const Budget::Component& component : entry.budget.components)
            if (std::find(components.begin(), components.end(), component.name) == components.end())
                components.push_back(component.name);
    Table table;
    table.addColumn("design");
    for (const std::string& component : components)
        table.addColumn(component, Table::Align::Right);
    const bool isLessStored = std::any_of(counted.begin(), counted.end(),
                                          [](const Fit& entry) { return entry.budget.stored != entry.budget.trained; });
    for (const char* header : {"trained", "% of base"})
        table.addColumn(header, Table::Align::Right);
    if (isLessStored)
        table.addColumn("stored", Table::Align::Right);
    for (const char* header : {"size", "per adapter", "multiply-adds"})
        table.addColumn(header, Table::Align::Right);
    for (const auto& [design, budget] : counted) {
        std::vector<std::string> row = {toText(design)};
        for (const std::string& component : components)
            row.push_back(budget.component(component) ? grouped(budget.component(component)) : "-");
        row.push_back(grouped(budget.trained));
        row.push_back(fmt::format("{:.3f}", budget.percent));
        if (isLessStored)
            row.push_back(grouped(budget.stored));
        row.push_back(byteSize(budget.bytes));
        row.push_back(budget.perAdapter ? grouped(budget.perAdapter) : "-");
        row.push_back(grouped(budget.multiplyAdds));
        table.addRow(std::move(row));
    }
    table.print(std::cout);
}

int countDesigns(const CountOptions& options, const Parser& parser) {
    const BaseConfig config = options.config();
    const Pooling pooling = options.poolingOver(config);
    Messages messages(parser.quiet);
    std::vector<Fit> counted;
    for (const std::string& text : options.designs)
        for (const Design& design : expandDesigns(text)) {
            requireValid(design, config);
            for (const Finding& finding : validate(design, config, pooling))
                messages.say(toText(design) + ": " + finding.sentence.text());
            counted.push_back({design, count(design, config, options.classes, pooling)});
        }
    printCounts(counted, options.base, parser.json);
    return 0;
}

int fitDesigns(const CountOptions& options, const Parser& parser) {
    const BaseConfig config = options.config();
    const Pooling pooling = options.poolingOver(config);
    const BudgetLimit limit = budgetFromText(options.budget, config, pooling);
    const std::vector<Fit> fits = fit(limit, config, options.classes, pooling, options.designs);
    Messages messages(parser.quiet);
    if (fits.empty() && options.designs.empty())
        messages.say("No design fits into " + limit.text() + ", the head included.");
    for (const std::string& name : options.designs)
        if (fit(limit, config, options.classes, pooling, {name}).empty())
            messages.say(doesNotFit(name, limit).text());
    printCounts(fits, options.base, parser.json);
    return 0;
}

void addShared(CLI::App* command, Parser& parser, CountOptions& options) {
    command->add_option("--base", options.base, "builtin, minilm, or a model folder (its config.json is enough)")
        ->type_name("BASE")
        ->required();
    addWholeNumber(command, "--classes", options.classes, "Number of classes of the task [2]", 2);
    command->add_option("--pooling", options.pooling, "What the head reads: pooler, cls or mean [the base's own]")
        ->type_name("NAME");
    parser.addJson(command);
}

}  // namespace

void addCountCommands(Parser& parser) {
    auto options = std::make_shared<CountOptions>();
    CLI::App* counting =
        parser.add("count",
                   "Count what designs train, component by component, how much of it is stored, and how many "
                   "multiply-adds a token it adds in use, without training anything",
                   {"count houlsby:m=64 --base builtin",
                    "count 'houlsby:m=2|8|32' 'top:k=1|2' layernorm full --base minilm --json"});
    counting->add_option("DESIGN", options->designs, "NAME[:key=value,...]; alternatives a|b expand")->required();
    addShared(counting, parser, *options);
    counting->callback(
        [&parser, options] { parser.action = [&parser, options] { return countDesigns(*options, parser); }; });

    CLI::App* fitting = parser.add("fit", "Find the designs that fit a budget, closest first",
                                   {"fit --budget 100000 --base builtin", "fit --budget '400 kB' --base builtin",
                                    "fit --budget 2% --base minilm houlsby layernorm"});
    fitting->add_option("NAME", options->designs, "Methods to choose from, or designs to find a size for [all]");
    fitting->add_option("--budget", options->budget, "Trained parameters, P% of the base, or a size such as 400kB")
        ->type_name("N|P%|SIZE")
        ->required();
    addShared(fitting, parser, *options);
    fitting->callback(
        [&parser, options] { parser.action = [&parser, options] { return fitDesigns(*options, parser); }; });
}

}  // namespace adapterscope::cli
