// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <utility>

#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "app/cli/TrainingOptions.h"
#include "core/data/Task.h"

namespace adapterscope::cli {

namespace {

using Split = std::pair<const char*, const std::vector<Example>*>;

std::vector<Split> splitsOf(const Task& task) {
    return {{"train", &task.train}, {"dev", &task.dev}, {"test", &task.test}};
}

/// Rows by label index, the unlabelled ones last.
std::vector<int> balance(const Task& task, const std::vector<Example>& split) {
    std::vector<int> rows(task.labels.size() + 1, 0);
    for (const Example& example : split)
        ++rows[example.label < 0 ? task.labels.size() : static_cast<std::size_t>(example.label)];
    return rows;
}

bool isLabelled(const std::vector<Example>& split) {
    return std::any_of(split.begin(), split.end(), [](const Example& example) { return example.label >= 0; });
}

nlohmann::json toJson(const Task& task) {
    nlohmann::json json = {{"name", task.name},      {"classes", task.classes()}, {"labels", task.labels},
                           {"metric", task.metric},  {"pairs", task.hasPairs},    {"hash", task.hash},
                           {"remarks", task.remarks}};
    for (const auto& [name, split] : splitsOf(task)) {
        nlohmann::json entry = {{"rows", split->size()}, {"labels", nlohmann::json::object()}};
        const std::vector<int> rows = balance(task, *split);
        for (std::size_t i = 0; i < task.labels.size(); ++i)
            entry["labels"][task.labels[i]] = rows[i];
        entry["majority"] = isLabelled(*split) ? nlohmann::json(task.majorityShare(*split)) : nlohmann::json();
        json["splits"][name] = entry;
    }
    return json;
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
        const Task task = loadTask(source);
        list.push_back(toJson(task));
        table.addRow({name, std::to_string(task.classes()), grouped(std::ssize(task.train)),
                      grouped(std::ssize(task.dev)), grouped(std::ssize(task.test)),
                      fraction(task.majorityShare(task.dev)), task.metric});
    }
    if (json)
        printJson(list);
    else
        table.print(std::cout);
    return 0;
}

/// A text on one line of a preview.
std::string shortened(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    constexpr std::size_t most = 90;
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

void printPreview(const Task& task) {
    std::cout << fmt::format("{}: {} classes, {}, scored by {}\n\n", task.name, task.classes(),
                             task.hasPairs ? "pairs of texts" : "single texts", task.metric);
    Table table;
    table.addColumn("split");
    table.addColumn("rows", Table::Align::Right);
    for (const std::string& label : task.labels)
        table.addColumn(label, Table::Align::Right);
    table.addColumn("unlabelled", Table::Align::Right);
    table.addColumn("majority score", Table::Align::Right);
    for (const auto& [name, split] : splitsOf(task)) {
        std::vector<std::string> row = {name, grouped(std::ssize(*split))};
        for (const int rows : balance(task, *split))
            row.push_back(grouped(rows));
        row.push_back(isLabelled(*split) ? fraction(task.majorityShare(*split)) : "-");
        table.addRow(row);
    }
    table.print(std::cout);
    std::cout << "\nFirst training rows:\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(5, task.train.size()); ++i) {
        const Example& example = task.train[i];
        std::cout << "  " << (example.label < 0 ? "-" : task.labels[static_cast<std::size_t>(example.label)]) << ": "
                  << shortened(example.text) << (task.hasPairs ? "  |  " + shortened(example.pair) : "") << '\n';
    }
}

int showTask(const TaskSource& source, const Session& session) {
    const Task task = loadTask(source);
    Messages messages(session.quiet);
    for (const std::string& remark : task.remarks)
        messages.say(remark);
    if (session.json) {
        nlohmann::json json = toJson(task);
        json["examples"] = nlohmann::json::array();
        for (std::size_t i = 0; i < std::min<std::size_t>(5, task.train.size()); ++i) {
            const Example& example = task.train[i];
            json["examples"].push_back(
                {{"text", example.text},
                 {"pair", task.hasPairs ? nlohmann::json(example.pair) : nlohmann::json()},
                 {"label", example.label < 0 ? nlohmann::json()
                                             : nlohmann::json(task.labels[static_cast<std::size_t>(example.label)])}});
        }
        printJson(json);
    } else {
        printPreview(task);
    }
    return 0;
}

}  // namespace

void addTaskCommands(Session& session) {
    CLI::App* command = session.add("tasks", "List the built-in tasks, or show one", {"tasks", "tasks show sentiment"});
    session.addJson(command);
    command->require_subcommand(0, 1);
    command->callback([&session, command] {
        if (command->get_subcommands().empty())
            session.action = [&session] { return listTasks(session.json); };
    });
    struct ShowOptions {
        std::string task;
        TaskOptions how;
    };
    auto options = std::make_shared<ShowOptions>();
    CLI::App* show =
        session.add(command, "show", "Preview a task: splits, label balance, majority score, first rows",
                    {"tasks show sentiment", "tasks show reviews.csv --text-column text --label-column stars --json"});
    show->add_option("TASK", options->task, "A built-in task, a file or a folder")->required();
    options->how.addTo(show);
    session.addJson(show);
    show->callback([&session, options] {
        session.action = [&session, options] { return showTask(options->how.source(options->task), session); };
    });
}

}  // namespace adapterscope::cli
