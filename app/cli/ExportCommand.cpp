// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/TunedSource.h"
#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/dispatch/export/TunedExport.h"
#include "core/exchange/ConfigFile.h"

namespace adapterscope::cli {

namespace {

struct ExportOptions {
    std::string what, run, base, format, out;
    bool overwrite = false;
};

/// Empty if the text names something that exists instead.
std::optional<Design> designOf(const std::string& text) {
    try {
        return parseDesign(text);
    } catch (const Error&) {
        std::error_code unknown;
        if (std::filesystem::exists(text, unknown))
            return std::nullopt;
        throw;
    }
}

int exportDesign(const ExportOptions& options, const Design& design, const Parser& parser) {
    if (options.base.empty())
        throw Error("--base is needed: the base for which the design is written.", ErrorKind::Usage);
    const BaseConfig base = readBaseConfig(resolveBase(options.base).folder);
    const NamedConfig file = exportConfig(options.format, design, base, options.base);
    const auto path = writeConfig(options.out, file.fileName, file.config.json, options.overwrite);
    Messages messages(parser.quiet);
    for (const Sentence& note : file.config.notes)
        messages.say(note.text());
    std::cout << path.string() << '\n';
    return 0;
}

int exportTuning(const ExportOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const TunedSource source = tunedSource(options.what, options.run, options.base);
    const auto ask = [&](const std::string& method, const nlohmann::json& params) {
        return askEngine(method, params, messages);
    };
    for (const std::string& note : exportTuned(source, options.format, options.out, options.overwrite, ask))
        messages.say(note);
    std::cout << options.out << '\n';
    return 0;
}

int exportAny(const ExportOptions& options, const Parser& parser) {
    if (options.format == "merged")
        return exportTuning(options, parser);
    if (!options.run.empty() && !isOfLibrary(options.format))
        throw Error(Sentence("Only --format adapterhub, peft and merged take a run of a project, here {}. To write a "
                             "configuration, name only a design, such as houlsby:m=8.",
                             options.run),
                    ErrorKind::Usage);
    const std::optional<Design> design = options.run.empty() ? designOf(options.what) : std::nullopt;
    if (!design && isOfLibrary(options.format))
        return exportTuning(options, parser);
    if (!design)
        throw Error(Sentence("{} is not a design. A project's run, or a folder in which an adapter was saved, is "
                             "exported with --format adapterhub, --format peft or --format merged.",
                             options.what),
                    ErrorKind::Usage);
    return exportDesign(options, *design, parser);
}

}  // namespace

void addExportCommand(Parser& parser) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = parser.add(
        "export",
        "Write a run's trained tensors as AdapterHub or PEFT saves an adapter, a base with them merged into it, or a "
        "design's configuration; prints the path",
        {"export p.adapterscope 3f2a9c81d5e07b64 --format adapterhub --out my-adapter",
         "export p.adapterscope 3f2a9c81d5e07b64 --format peft --out my-lora",
         "export p.adapterscope 3f2a9c81d5e07b64 --format merged --out my-model",
         "export my-lora --base bert-base --format merged --out my-model",
         "export houlsby:m=13 --base builtin --format adapterhub --out my-design",
         "export lora:r=4 --base builtin --format peft --out my-design",
         "export pfeiffer --base minilm --format json --out my-design"});
    command
        ->add_option("DESIGN", options->what,
                     "NAME[:key=value,...]; or, for its tensors, a project's file, with RUN, or a folder in which "
                     "AdapterHub or PEFT saved an adapter")
        ->required();
    command->add_option("RUN", options->run, "The id of a project's run, or the start of it");
    command
        ->add_option(
            "--base", options->base,
            "builtin, minilm, or a model folder (for a design, its config.json is enough; for a run, it need not "
            "be given)")
        ->type_name("BASE");
    command
        ->add_option("--format", options->format,
                     "adapterhub: a run as AdapterHub's adapters saves it (adapter_config.json, pytorch_adapter.bin, "
                     "head_config.json, pytorch_model_head.bin), or only a design's adapter_config.json; peft: a run "
                     "as PEFT saves it (adapter_config.json, adapter_model.safetensors), or a design's "
                     "adapter_config.json; json: a design's design.json; "
                     "merged: a Hugging Face model folder with LoRA, (IA)^3, PEANuT and whatever trains the base's own "
                     "tensors folded into them. What a format cannot hold is refused by the setting's name")
        ->type_name("NAME")
        ->required();
    command->add_option("--out", options->out, "The folder to write into; created if it does not exist")
        ->type_name("DIR")
        ->required();
    command->add_flag("--overwrite", options->overwrite,
                      "Replace existing files whose content differs, and remove whatever else an earlier export left");
    command->callback(
        [&parser, options] { parser.action = [&parser, options] { return exportAny(*options, parser); }; });
}

}  // namespace adapterscope::cli
