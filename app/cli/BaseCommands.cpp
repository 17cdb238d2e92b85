// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <optional>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "core/base/BaseFetch.h"
#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"

namespace adapterscope::cli {

namespace {

/// The config of a base; nothing, with a message, if it cannot be used: the others are still listed.
std::optional<BaseConfig> configOf(const BaseRef& base, Messages& messages) {
    try {
        return readBaseConfig(base.folder);
    } catch (const Error& error) {
        messages.say("The base " + base.name + " is left out. " + error.what());
        return std::nullopt;
    }
}

int listBases(const Parser& parser) {
    Messages messages(parser.quiet);
    nlohmann::json list = nlohmann::json::array();
    Table table;
    for (const char* header : {"base", "family"})
        table.addColumn(header);
    for (const char* header : {"layers", "d", "parameters"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("head reads");
    table.addColumn("folder");
    for (const BaseRef& base : availableBases()) {
        const std::optional<BaseConfig> config = configOf(base, messages);
        if (!config)
            continue;
        const std::int64_t parameters = encoderParameters(*config, config->defaultPooling == Pooling::Pooler);
        list.push_back({{"name", base.name},
                        {"family", config->family},
                        {"layers", config->layers},
                        {"hidden", config->hidden},
                        {"base_parameters", parameters},
                        {"pooling", toText(config->defaultPooling)},
                        {"folder", base.folder.string()}});
        table.addRow({base.name, config->family, std::to_string(config->layers), std::to_string(config->hidden),
                      grouped(parameters), toText(config->defaultPooling), base.folder.string()});
    }
    if (parser.json)
        printJson(list);
    else
        table.print(std::cout);
    return 0;
}

int getBase(const std::string& name, const Parser& parser) {
    requireFetchable(name);
    Messages(parser.quiet).say("Getting " + name + " (about a minute if it is not there yet)");
    const std::string folder = fetchBase(name).string();
    if (parser.json)
        printJson({{"name", name}, {"folder", folder}});
    else
        std::cout << folder << '\n';
    return 0;
}

}  // namespace

void addBaseCommands(Parser& parser) {
    CLI::App* command = parser.add("bases", "List the available bases, or download one", {"bases", "bases get minilm"});
    parser.addJson(command);
    command->require_subcommand(0, 1);
    command->callback([&parser, command] {
        if (command->get_subcommands().empty())
            parser.action = [&parser] { return listBases(parser); };
    });
    auto name = std::make_shared<std::string>();
    CLI::App* get = parser.add(command, "get", "Download a pre-trained encoder into your cache and print its folder",
                               {"bases get minilm"});
    get->add_option("NAME", *name, "minilm: all-MiniLM-L6-v2, Apache-2.0, 91 MB")->required();
    parser.addJson(get);
    get->callback([&parser, name] { parser.action = [&parser, name] { return getBase(*name, parser); }; });
}

}  // namespace adapterscope::cli
