// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adapterscope {

/// What a person keeps with a run to find their way among many. It changes no result and is not part of the run's
/// identity.
struct RunMarks {
    bool archived = false;          ///< in no figure, table or average unless requested
    std::vector<std::string> tags;  ///< in alphabetical order, each once
    std::string note;
    bool operator==(const RunMarks&) const = default;
};

/// The text as a tag, without the blanks around it. Throws Error if it is empty, or has a comma, a quotation mark or a
/// control character: lists of tags and filters could not write it.
std::string tagFromText(std::string_view text);
/// Whether the run has the tag; capitals do not matter.
bool hasTag(const RunMarks& marks, const std::string& tag);

/// A change that several runs can have in common.
struct MarkChange {
    std::optional<bool> archived;
    std::vector<std::string> tag, untag;  ///< tags to add and to remove
    std::optional<std::string> note;      ///< empty to remove it

    bool empty() const { return !archived && tag.empty() && untag.empty() && !note; }
    /// The marks after it. A tag that is there already keeps its capitals.
    RunMarks appliedTo(RunMarks marks) const;
};

}  // namespace adapterscope
