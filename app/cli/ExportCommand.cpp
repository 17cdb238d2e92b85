// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "core/base/Bases.h"
#include "core/exchange/ConfigFile.h"

namespace adapterscope::cli {

namespace {

struct ExportOptions {
    std::string design, base, format, out;
    bool overwrite = false;
};

int exportDesign(const ExportOptions& options, const Parser& parser) {
    const BaseConfig base = readBaseConfig(resolveBase(options.base).folder);
    const NamedConfig file = exportConfig(options.format, parseDesign(options.design), base, options.base);
    const auto path = writeConfig(options.out, file.fileName, file.config.json, options.overwrite);
    Messages messages(parser.quiet);
    for (const std::string& note : file.config.notes)
        messages.say(note);
    std::cout << path.string() << '\n';
    return 0;
}

}  // namespace

void addExportCommand(Parser& parser) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        parser.add("export", "Write a design's configuration for other programs; prints the file's path",
                   {"export houlsby:m=13 --base builtin --format adapterhub --out my-adapter",
                    "export pfeiffer --base minilm --format json --out my-design"});
    command->add_option("DESIGN", options->design, "NAME[:key=value,...]")->required();
    command->add_option("--base", options->base, "builtin, minilm, or a model folder (its config.json is enough)")
        ->type_name("BASE")
        ->required();
    command->add_option("--format", options->format, "adapterhub: adapter_config.json; json: design.json")
        ->type_name("NAME")
        ->required();
    command->add_option("--out", options->out, "The folder to write into; created if it does not exist")
        ->type_name("DIR")
        ->required();
    command->add_flag("--overwrite", options->overwrite, "Replace an existing file whose content differs");
    command->callback(
        [&parser, options] { parser.action = [&parser, options] { return exportDesign(*options, parser); }; });
}

}  // namespace adapterscope::cli
