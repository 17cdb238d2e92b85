// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/dispatch/export/TunedSource.h"

namespace adapterscope {

/// Calls a method of an engine with these parameters; returns its answer, or throws Error.
using AskEngine = std::function<nlohmann::json(const std::string& method, const nlohmann::json& params)>;

/// Whether it is a format in which another library saves adapters.
bool isOfLibrary(const std::string& format);

/// The files in a folder that an export in that format would replace.
std::vector<std::string> filesReplaced(const std::string& format, const std::filesystem::path& folder);

/// Fills a folder, which is made if it is missing: for the formats adapterhub and peft as these libraries save an
/// adapter, for any other as a model folder of the base with the tuning merged into it. Returns what is worth knowing
/// about it, one sentence each. Throws Error naming what the format cannot hold or, unless `overwrite`, the file that
/// is already there.
std::vector<std::string> exportTuned(const TunedSource& source, const std::string& format,
                                     const std::filesystem::path& folder, bool overwrite, const AskEngine& ask);

}  // namespace adapterscope
