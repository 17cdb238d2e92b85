// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/Bases.h"
#include "core/design/Design.h"
#include "core/task/Task.h"

namespace adapterscope {

inline TaskSource taskNamed(const std::string& name) {
    TaskSource source;
    source.name = name;
    return source;
}

/// What the Design page edits: a design, and the base and task it is shown with. Kept in the project, undone as one
/// value.
struct Choice {
    Design design;
    std::string base = builtinBaseName;
    TaskSource task = taskNamed("sentiment");
    bool operator==(const Choice&) const = default;
};

std::string toJsonText(const Choice& choice);
/// Throws Error if the text is not what toJsonText writes.
Choice choiceFromJsonText(const std::string& text);

}  // namespace adapterscope
