// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Exception.h>

#include <filesystem>
#include <string>

#include "core/common/Error.h"

namespace adapterscope {

/// What a failure of SQLite means, as a sentence about the project file that says what to do. SQLite's own words go to
/// the log (core/common/FaultLog.h) if they tell more.
Error projectFault(const SQLite::Exception& failure, const std::filesystem::path& file);

/// That the project cannot be relied on; `how` is a clause of ours, if one is known.
Error damagedProject(const std::filesystem::path& file, const std::string& how = {});

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
