// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace adapterscope {

/// The path that the environment variable holds; empty if it is not set.
std::filesystem::path pathFromEnvironment(const char* variable);

/// The folder this program's file is in; empty if the system does not report it.
std::filesystem::path programFolder();

/// The program's resources (built-in base, task sources, icons). In this order: ADAPTERSCOPE_RESOURCES if set,
/// share/adapterscope beside the program's bin folder (installed), the source tree it was built from. Throws Error
/// listing where it looked.
std::filesystem::path resourcesFolder();

/// The user's cache folder of the program: adapterscope in XDG_CACHE_HOME, else in ~/.cache. It need not exist. Throws
/// Error if neither that variable nor HOME is set and the system does not know the user's home.
std::filesystem::path cacheFolder();

/// The user's folder for what the program keeps about its own work, such as logs: adapterscope in XDG_STATE_HOME, else
/// in ~/.local/state. It need not exist. Throws as cacheFolder().
std::filesystem::path stateFolder();

/// The folder for temporary files: what TMPDIR names, else /tmp. Throws Error (kind Machine) naming it if it is not a
/// folder.
std::filesystem::path temporaryFolder();

/// The user's data folder of the program: adapterscope in XDG_DATA_HOME, else in ~/.local/share. It need not exist.
/// Throws as cacheFolder().
std::filesystem::path dataFolder();

}  // namespace adapterscope
