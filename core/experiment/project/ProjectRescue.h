// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/ProjectMemory.h"

namespace adapterscope {

/// A project that was put into another file because its own is gone.
struct RescuedProject {
    std::filesystem::path file;
    std::unique_ptr<ProjectLock> lock;
    int withoutTensors = 0;  ///< runs whose tuning could not be read any more
};

/// Puts everything into a new file: what this process knows (`memory`, if there is one), with the tunings' tensors from
/// `source` as far as they are whole; else what `source`, whose file `lost` is gone or changed, still holds. The file
/// is put beside the lost one, else in the user's data folder, else in the temporary folder; an untitled project
/// becomes another untitled one. Throws Error if none of them has space.
RescuedProject rescueProject(SQLite::Database& source, ProjectMemory* memory, const std::filesystem::path& lost,
                             bool untitled);

}  // namespace adapterscope
