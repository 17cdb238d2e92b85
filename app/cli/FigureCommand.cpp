// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Programs.h"
#include "app/cli/RunView.h"
#include "core/common/Error.h"

namespace adapterscope::cli {

namespace {

struct FigureOptions {
    std::string kind, project, out, on, run, bestOver, by, colour, facet, size, palette;
    std::vector<std::string> filter;
};

int drawFigure(const FigureOptions& options, const Parser& parser) {
    // With this name it reports what is wrong.
    std::vector<std::string> words = {"adapterscope-cli", options.project, "--figure",
                                      options.kind,       "--out",         options.out};
    for (const auto& [name, value] :
         {std::pair("--on", options.on), std::pair("--run", options.run), std::pair("--best-over", options.bestOver),
          std::pair("--by", options.by), std::pair("--colour", options.colour), std::pair("--facet", options.facet),
          std::pair("--size", options.size), std::pair("--palette", options.palette)})
        if (!value.empty())
            words.insert(words.end(), {name, value});
    if (!options.filter.empty())
        words.push_back("--filter=" +
                        filterText(options.filter, [&] { return readExisting(options.project)->runs(); }));
    const int code = runProgram(siblingProgram("adapterscope"), words,
                                {{"QT_QPA_PLATFORM", "offscreen"}, {"QT_LOGGING_RULES", "*.warning=false"}});
    if (code > 128)
        throw Error(Sentence("The window program that draws the figure was ended by signal {}.", code - 128),
                    ErrorKind::Machine);
    if (code == 0)
        Messages(parser.quiet).say("Wrote " + options.out);
    return code;
}

}  // namespace

void addFigureCommand(Parser& parser) {
    auto options = std::make_shared<FigureOptions>();
    CLI::App* command = parser.add(
        "figure", "Draw one of the window's figures into a file, without a display",
        {"figure budget p.adapterscope --out budget.pdf", "figure budget p.adapterscope --on test --out test.png",
         "figure budget p.adapterscope m=8 --out m8.pdf",
         "figure budget p.adapterscope --by learning_rate --out rates.pdf",
         "figure budget p.adapterscope --by multiply_adds --facet task --out cost.pdf",
         "figure curves p.adapterscope m=8 --palette dark --out curves.png",
         "figure sigma p.adapterscope --out sigma.png"});
    command->add_option("KIND", options->kind, "budget, curves, identity, sigma")->required();
    command->add_option("PROJECT", options->project, "The project file")->required();
    addFilter(command, options->filter);
    command->add_option("--out", options->out, "F.pdf, F.png or F.svg")->type_name("FILE")->required();
    command->add_option("--on", options->on, "Rows that score the budget figure: dev or test [dev]")
        ->type_name("dev|test");
    command
        ->add_option("--run", options->run,
                     "The run that the identity figure draws as a thick line [mean of the best design]")
        ->type_name("RUN");
    command
        ->add_option(
            "--best-over", options->bestOver,
            "Of designs that differ only in this, the budget figure shows the best on dev: learning_rate, m, \u2026")
        ->type_name("FACTOR");
    command
        ->add_option(
            "--by", options->by,
            "What the axis of the budget figure shows: a cost (trained or stored parameters, bytes stored, trained "
            "parameters as a percentage of the base, multiply-adds a token, seconds a run), or a factor such as m or "
            "learning_rate [trained]")
        ->type_name("trained|stored|bytes|percent|multiply_adds|seconds|FACTOR");
    command
        ->add_option("--colour", options->colour,
                     "What colours, markers and dashes of the budget figure stand for: method, or another factor "
                     "[method; against a factor, what else distinguishes the lines]")
        ->type_name("FACTOR");
    command
        ->add_option("--facet", options->facet,
                     "Panels side by side with shared axes, up to 6: one for each task, base, or value of a factor [a "
                     "figure for each base and task, one below the other]")
        ->type_name("task|base|FACTOR");
    command->add_option("--size", options->size, "Width and height of each figure in pixels, 96 to an inch [860x460]")
        ->type_name("WxH");
    command->add_option("--palette", options->palette, "Colours: light or dark [light]")->type_name("light|dark");
    command->callback([&parser, options] {
        for (std::string* factor : {&options->bestOver, &options->by, &options->colour, &options->facet})
            readFactor(*factor);
        parser.action = [&parser, options] { return drawFigure(*options, parser); };
    });
}

}  // namespace adapterscope::cli
