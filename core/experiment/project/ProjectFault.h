// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Exception.h>

#include <filesystem>

#include "core/common/Error.h"

namespace adapterscope {

/// What a failure of SQLite means, as a sentence about the project file and what to do. SQLite's own message goes to
/// the log (core/common/FaultLog.h) if it adds anything. A file that has its name already (`isNamed`) and is not found
/// under it was removed or moved meanwhile.
Error projectFault(const SQLite::Exception& failure, const std::filesystem::path& file, bool isNamed = true);

/// The error that a project's file, or its folder, is no longer where it was just found.
Error removedProject(const std::filesystem::path& file);

/// The error that the project is damaged; `how` is a clause of ours, if known.
Error damagedProject(const std::filesystem::path& file, const Sentence& how = {});

/// Runs the action; a failure of SQLite in it becomes a projectFault.
template <class Action>
auto explained(const std::filesystem::path& file, Action action) {
    try {
        return action();
    } catch (const SQLite::Exception& failure) {
        throw projectFault(failure, file);
    }
}

}  // namespace adapterscope
