// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/TunedSource.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/exchange/ConfigFile.h"
#include "core/exchange/ModelFolder.h"

namespace adapterscope::cli {

namespace {

struct ExportOptions {
    std::string what, run, base, format, out;
    bool overwrite = false;
};

Design designOf(const std::string& text) {
    try {
        return parseDesign(text);
    } catch (const Error&) {
        std::error_code unknown;
        if (std::filesystem::exists(text, unknown))
            throw Error(Sentence("{} is not a design. A project's run, or a folder in which an adapter was saved, is "
                                 "exported with --format merged.",
                                 text),
                        ErrorKind::Usage);
        throw;
    }
}

int exportDesign(const ExportOptions& options, const Parser& parser) {
    if (!options.run.empty())
        throw Error(Sentence("Only --format merged takes a run of a project, here {}. To write a configuration, name a "
                             "design alone, such as houlsby:m=8.",
                             options.run),
                    ErrorKind::Usage);
    if (options.base.empty())
        throw Error("--base is needed: the base for which the design is written.", ErrorKind::Usage);
    const BaseConfig base = readBaseConfig(resolveBase(options.base).folder);
    const NamedConfig file = exportConfig(options.format, designOf(options.what), base, options.base);
    const auto path = writeConfig(options.out, file.fileName, file.config.json, options.overwrite);
    Messages messages(parser.quiet);
    for (const std::string& note : file.config.notes)
        messages.say(note);
    std::cout << path.string() << '\n';
    return 0;
}

/// Where the head is that the class does not compute.
Sentence headNote(const MergeAnswer& answer) {
    const char* pooled = answer.head.pooling == Pooling::Mean  ? "the mean over all tokens"
                         : answer.head.pooling == Pooling::Cls ? "the first token's last state"
                                                               : "the pooler's output";
    return {
        "The head is left out of {}: it reads {}, and no class of transformers for this base computes it. "
        "It is in {} instead.",
        MergeRequest::weightsName, pooled, MergeRequest::headName};
}

MergeAnswer writeMerged(const TunedSource& source, const ModelFolder& folder, Messages& messages) {
    auto request = source.request<MergeRequest>();
    request.out = std::filesystem::absolute(folder.path());
    try {
        return mergeAnswerFromJson(askEngine(MergeRequest::method, toJson(request), messages));
    } catch (const Error&) {
        folder.removeIfEmpty();
        throw;
    }
}

int exportMerged(const ExportOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const TunedSource source = tunedSource(options.what, options.run, options.base);
    const ModelFolder folder(options.out, resolveBase(source.base).folder, options.overwrite);
    const MergeAnswer answer = writeMerged(source, folder, messages);
    std::vector<std::string> written{"config.json", MergeRequest::weightsName};
    if (answer.headApart)
        written.emplace_back(MergeRequest::headName);
    folder.complete(answer.architecture, answer.headApart ? 0 : answer.head.classes, answer.labels, written);
    for (const std::string& note : answer.notes)
        messages.say(note);
    if (answer.headApart)
        messages.say(headNote(answer).text());
    else if (answer.head.classes > 0 && answer.labels.empty())
        messages.say("The classes have no names, so they are LABEL_0, LABEL_1 and so on." +
                     (source.taskFault.empty() ? "" : " " + source.taskFault));
    std::cout << folder.path().string() << '\n';
    return 0;
}

int exportAny(const ExportOptions& options, const Parser& parser) {
    return options.format == "merged" ? exportMerged(options, parser) : exportDesign(options, parser);
}

}  // namespace

void addExportCommand(Parser& parser) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = parser.add(
        "export",
        "Write a design's configuration for other programs, or a base with a run's trained tensors merged into it; "
        "prints the path",
        {"export houlsby:m=13 --base builtin --format adapterhub --out my-adapter",
         "export pfeiffer --base minilm --format json --out my-design",
         "export p.adapterscope 3f2a9c81d5e07b64 --format merged --out my-model",
         "export my-lora --base bert-base --format merged --out my-model"});
    command
        ->add_option("DESIGN", options->what,
                     "NAME[:key=value,...]; to be merged, a project's file, with RUN, or a folder in which AdapterHub "
                     "or PEFT saved an adapter")
        ->required();
    command->add_option("RUN", options->run, "The id of a project's run, or the start of it");
    command
        ->add_option(
            "--base", options->base,
            "builtin, minilm, or a model folder (of a design, its config.json is enough; of a run, it need not "
            "be given)")
        ->type_name("BASE");
    command
        ->add_option("--format", options->format,
                     "adapterhub: adapter_config.json; json: design.json; merged: a Hugging Face model folder with "
                     "LoRA, (IA)^3, PEANuT and whatever trains the base's own tensors folded into them")
        ->type_name("NAME")
        ->required();
    command->add_option("--out", options->out, "The folder to write into; created if it does not exist")
        ->type_name("DIR")
        ->required();
    command->add_flag("--overwrite", options->overwrite, "Replace existing files whose content differs");
    command->callback(
        [&parser, options] { parser.action = [&parser, options] { return exportAny(*options, parser); }; });
}

}  // namespace adapterscope::cli
