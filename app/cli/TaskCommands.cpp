// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "app/cli/TrainingOptions.h"
#include "core/common/Excerpt.h"
#include "core/common/Quantity.h"
#include "core/task/FormGuess.h"
#include "core/task/TaskPreview.h"
#include "core/task/builtin/BuiltinTasks.h"

namespace adapterscope::cli {

namespace {

std::string majority(const TaskPreview::Split& split) {
    return split.majorityScore ? fraction(*split.majorityScore) : "-";
}

int listTasks(bool json) {
    nlohmann::json list = nlohmann::json::array();
    Table table;
    table.addColumn("task");
    for (const char* header : {"classes", "train", "dev", "test", "majority"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("metric");
    for (const std::string& name : builtinTasks()) {
        TaskSource source;
        source.name = name;
        const TaskPreview preview = previewTask(source, 0);
        list.push_back(toJson(preview));
        std::vector<std::string> row = {name, std::to_string(preview.labels.size())};
        for (const TaskPreview::Split& split : preview.splits)
            row.push_back(grouped(static_cast<long long>(split.rows)));
        row.push_back(majority(preview.splits.back()));
        row.push_back(preview.metric);
        table.addRow(row);
    }
    if (json)
        printJson(list);
    else
        table.print(std::cout);
    return 0;
}

/// A text on one line of a preview.
std::string shortenedText(const std::string& whole) {
    std::string text = onOneLine(whole);
    constexpr std::size_t most = 90;
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

void printExamples(const TaskPreview& preview) {
    std::cout << "\nFirst rows of " << preview.splits[0].name << ":\n";
    for (const Example& example : preview.splits[0].first)
        std::cout << "  "
                  << (example.label < 0 ? "-" : onOneLine(preview.labels[static_cast<std::size_t>(example.label)]))
                  << ": " << shortenedText(example.text)
                  << (preview.hasPairs ? "  |  " + shortenedText(example.pair) : "") << '\n';
}

/// How the training file was read.
std::string fileForm(const TaskPreview& preview) {
    std::string form = preview.encoding;
    if (!preview.separator.empty())
        form += fmt::format(", columns separated by {}, {} header", separatorName(preview.separator),
                            preview.hasHeader ? "with a" : "no");
    return form;
}

void printPreview(const TaskPreview& preview) {
    const std::string ofPositive = fmt::format(" of the label \"{}\"", onOneLine(preview.positive));
    std::cout << fmt::format("{}: {} classes, {}, scored by {}{}\n", onOneLine(preview.name), preview.labels.size(),
                             preview.hasPairs ? "pairs of texts" : "single texts", preview.metric,
                             preview.metric == "f1"     ? ofPositive
                             : preview.positive.empty() ? std::string()
                                                        : fmt::format(" (f1 among a run's metrics is{})", ofPositive));
    if (!preview.encoding.empty())
        std::cout << "file: " << fileForm(preview) << '\n';
    if (!preview.columns.empty())
        std::cout << onOneLine(fmt::format("columns: {}; text is {}{}, label is {}", fmt::join(preview.columns, ", "),
                                           preview.textColumn, preview.hasPairs ? " with " + preview.pairColumn : "",
                                           preview.labelColumn))
                  << '\n';
    if (!preview.guesses.empty())
        std::cout << "guessed:\n";
    for (const Sentence& guess : preview.guesses)
        std::cout << "  " << onOneLine(guess.text()) << '\n';
    std::cout << '\n';
    Table table;
    table.addColumn("split");
    table.addColumn("rows", Table::Align::Right);
    for (const std::string& label : preview.labels)
        table.addColumn(label, Table::Align::Right);
    table.addColumn("majority score", Table::Align::Right);
    for (const TaskPreview::Split& split : preview.splits) {
        std::vector<std::string> row = {split.name, grouped(static_cast<long long>(split.rows))};
        for (const std::size_t rows : split.labelCounts)
            row.push_back(grouped(static_cast<long long>(rows)));
        row.push_back(majority(split));
        table.addRow(row);
    }
    table.print(std::cout);
    printExamples(preview);
}

int showTask(const TaskSource& source, const Parser& parser) {
    const TaskPreview preview = previewTask(source, 5);
    Messages messages(parser.quiet);
    for (const Sentence& remark : preview.remarks)
        messages.say(remark.text());
    if (parser.json)
        printJson(toJson(preview));
    else
        printPreview(preview);
    return 0;
}

}  // namespace

void addTaskCommands(Parser& parser) {
    CLI::App* command = parser.add("tasks", "List the built-in tasks, or show one", {"tasks", "tasks show sentiment"});
    parser.addJson(command);
    command->require_subcommand(0, 1);
    command->callback([&parser, command] {
        if (command->get_subcommands().empty())
            parser.action = [&parser] { return listTasks(parser.json); };
    });
    struct ShowOptions {
        std::string task;
        TaskOptions how;
    };
    auto options = std::make_shared<ShowOptions>();
    CLI::App* show =
        parser.add(command, "show", "Preview a task: splits, label balance, majority score, first rows",
                   {"tasks show sentiment", "tasks show reviews.csv --text-column text --label-column stars --json"});
    show->add_option("TASK", options->task, "A built-in task, a file or a folder")->required();
    options->how.addTo(show);
    parser.addJson(show);
    show->callback([&parser, options] {
        parser.action = [&parser, options] { return showTask(options->how.source(options->task), parser); };
    });
}

}  // namespace adapterscope::cli
