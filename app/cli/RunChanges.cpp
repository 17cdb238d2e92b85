// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunChanges.h"

#include <nlohmann/json.hpp>

#include <iostream>

#include "app/cli/Output.h"
#include "app/cli/Table.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"

namespace adapterscope::cli {

namespace {

std::vector<std::string> tagsFrom(const std::vector<std::string>& texts) {
    std::vector<std::string> tags;
    for (const std::string& text : texts)
        tags.push_back(tagFromText(text));
    return tags;
}

}  // namespace

void RunChanges::addTo(CLI::App* command) {
    CLI::Option* archived = command->add_flag("--archive", archive, "Leave these runs out of figures and tables");
    command->add_flag("--unarchive", unarchive, "Show these runs in figures and tables again")->excludes(archived);
    command->add_option("--tag", tag, "Give these runs a tag, for filters: tag:paper")
        ->type_name("TAG")
        ->allow_extra_args(false);
    command->add_option("--untag", untag, "Remove a tag from these runs")->type_name("TAG")->allow_extra_args(false);
    CLI::Option* noted = command
                             ->add_option_function<std::string>(
                                 "--note", [this](const std::string& text) { note = text; },
                                 "Attach a note to these runs, replacing any that they have")
                             ->type_name("TEXT");
    // An empty note would also come from a variable of the shell that is not set.
    command->add_flag("--unnote", unnote, "Remove the notes of these runs")->excludes(noted);
    CLI::Option* removed =
        command->add_flag("--delete", remove, "Remove these runs from the project for good; asks on a terminal");
    command->add_flag("--yes", yes, "Delete without asking, and all runs if no filter is given")->needs(removed);
    for (const char* other : {"--archive", "--unarchive", "--tag", "--untag", "--note", "--unnote"})
        removed->excludes(command->get_option(other));
}

bool RunChanges::areWanted() const {
    return archive || unarchive || remove || note || unnote || !tag.empty() || !untag.empty();
}

MarkChange RunChanges::marks() const {
    MarkChange change;
    if (archive || unarchive)
        change.archived = archive;
    change.tag = tagsFrom(tag);
    change.untag = tagsFrom(untag);
    change.note = unnote ? std::string() : note;
    return change;
}

/// "3 runs archived and tagged paper"
std::string RunChanges::wordsFor(std::int64_t runs) const {
    std::vector<std::string> done;
    if (remove)
        done.emplace_back("deleted");
    if (archive || unarchive)
        done.emplace_back(archive ? "archived" : "taken out of the archive");
    for (const std::string& added : tag)
        done.push_back("tagged " + added);
    for (const std::string& gone : untag)
        done.push_back("no longer tagged " + gone);
    if (note || unnote)
        done.emplace_back(note ? "noted" : "left without a note");
    return withoutControls(counted(runs, "run") + ' ' + listed(done, "and"));
}

/// Scripts name what they mean and are not asked.
bool RunChanges::mayRemove(std::int64_t runs, const std::string& project) const {
    return yes || runs == 0 || !isAtTerminal() ||
           agreesTo(withoutControls("Delete " + counted(runs, "run") + " of " + project + " for good?"));
}

void RunChanges::apply(Project& project, const std::vector<RunRecord>& runs, bool hasFilter, bool json) const {
    const MarkChange change = marks();
    std::vector<std::string> ids;
    for (const RunRecord& run : runs)
        ids.push_back(run.id);
    if (remove && !hasFilter && !yes)
        throw Error(Sentence("--delete without a filter would remove {} from {} for good: name those that you mean, as "
                             "in m=8 or failed, or add --yes.",
                             ids.size() == 1 ? std::string("the only run") : counted(std::ssize(ids), "run"),
                             project.file().string()),
                    ErrorKind::Usage);
    if (remove && !mayRemove(std::ssize(ids), project.file().string()))
        ids.clear();
    std::size_t changed = ids.size();
    if (remove)
        project.remove(ids);
    else
        changed = project.mark(ids, change).size();
    if (json)
        return printJson({{"ids", ids}, {"changed", changed}});
    std::cout << wordsFor(std::ssize(ids));
    if (changed < ids.size())
        std::cout << " (" << (changed == 0 ? "as before" : std::to_string(ids.size() - changed) + " of them as before")
                  << ")";
    std::cout << '\n';
}

}  // namespace adapterscope::cli
