// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "core/data/Bases.h"
#include "core/design/Budget.h"

namespace adapterscope::cli {

namespace {

struct CountOptions {
    std::vector<std::string> designs;
    std::string base;
    int classes = 2;
    std::string pooling;
};

struct Counted {
    Design design;
    Budget budget;
};

void print(const std::vector<Counted>& counted, const std::string& base, bool json) {
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const Counted& entry : counted)
            list.push_back(toJson(entry.budget, entry.design, base));
        printJson(list);
        return;
    }
    std::vector<std::string> components;
    for (const Counted& entry : counted)
        for (const Budget::Component& component : entry.budget.components)
            if (std::find(components.begin(), components.end(), component.name) == components.end())
                components.push_back(component.name);
    Table table;
    table.addColumn("design");
    for (const std::string& component : components)
        table.addColumn(component, Table::Align::Right);
    for (const char* header : {"trained", "% of base", "size", "per adapter"})
        table.addColumn(header, Table::Align::Right);
    for (const auto& [design, budget] : counted) {
        std::vector<std::string> row = {toText(design)};
        for (const std::string& component : components)
            row.push_back(budget.component(component) ? grouped(budget.component(component)) : "-");
        row.push_back(grouped(budget.trained));
        row.push_back(fmt::format("{:.3f}", budget.percent));
        row.push_back(byteSize(budget.bytes));
        row.push_back(budget.perAdapter ? grouped(budget.perAdapter) : "-");
        table.addRow(std::move(row));
    }
    table.print(std::cout);
}

}  // namespace

void addCountCommands(Session& session) {
    auto options = std::make_shared<CountOptions>();
    CLI::App* command =
        session.add("count", "Count what designs train, component by component, without training anything",
                    {"count houlsby:m=64 --base builtin",
                     "count 'houlsby:m=2|8|32' 'top:k=1|2' layernorm full --base minilm --json"});
    command->add_option("DESIGN", options->designs, "NAME[:key=value,...]; alternatives a|b expand")->required();
    command->add_option("--base", options->base, "builtin, minilm, or a model folder (its config.json is enough)")
        ->required();
    command->add_option("--classes", options->classes, "Classes of the task")->capture_default_str();
    command->add_option("--pooling", options->pooling,
                        "What the head reads: pooler, cls or mean; default: the base's own");
    session.addJson(command);
    command->callback([&session, options] {
        session.action = [&session, options] {
            const BaseConfig base = readBaseConfig(resolveBase(options->base).folder);
            std::vector<Counted> counted;
            for (const std::string& text : options->designs)
                for (const Design& design : expandDesigns(text)) {
                    requireValid(design, base);
                    const Pooling pooling =
                        options->pooling.empty() ? base.defaultPooling : poolingFromText(options->pooling);
                    counted.push_back({design, count(design, base, options->classes, pooling)});
                }
            print(counted, options->base, session.json);
            return 0;
        };
    });
}

}  // namespace adapterscope::cli
