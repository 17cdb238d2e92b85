// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunMarks.h"

#include <algorithm>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

auto isSameAs(const std::string& tag) {
    return [small = inSmallLetters(tag)](const std::string& other) { return inSmallLetters(other) == small; };
}

}  // namespace

std::string tagFromText(std::string_view text) {
    const std::string tag = trimmed(text);
    const auto cannotBeWritten = [](char c) { return c == ',' || c == '"' || (c >= 0 && c < ' ') || c == '\x7f'; };
    if (tag.empty() || std::any_of(tag.begin(), tag.end(), cannotBeWritten))
        throw Error(
            "\"{}\" cannot be a tag: write one or a few words without commas, quotation marks or line breaks, such as "
            "paper or second try.",
            excerpt(tag));
    return tag;
}

bool hasTag(const RunMarks& marks, const std::string& tag) {
    return std::any_of(marks.tags.begin(), marks.tags.end(), isSameAs(tag));
}

RunMarks MarkChange::appliedTo(RunMarks marks) const {
    marks.archived = archived.value_or(marks.archived);
    for (const std::string& gone : untag)
        std::erase_if(marks.tags, isSameAs(gone));
    for (const std::string& added : tag)
        if (!hasTag(marks, added))
            marks.tags.push_back(added);
    std::sort(marks.tags.begin(), marks.tags.end());
    marks.note = note.value_or(marks.note);
    return marks;
}

}  // namespace adapterscope
