// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

#include "core/design/Design.h"
#include "core/exchange/AdapterHubConfig.h"

namespace adapterscope {

/// Writes FOLDER/NAME, indented, through a file beside it that is renamed, so that no half-written file is ever seen;
/// makes the folder if it is missing. An existing file with other content is replaced only with `overwrite`.
/// Returns the path. Throws Error naming it: kind Machine if the disk is full, else Input.
std::filesystem::path writeConfig(const std::filesystem::path& folder, const std::string& name,
                                  const nlohmann::json& json, bool overwrite = false);

/// A design's configuration in one of the formats that `export` writes.
struct NamedConfig {
    std::string fileName;  ///< adapter_config.json or design.json
    ExportedConfig config;
};

/// `format` is "adapterhub", "peft" or "json". Throws Error naming an unknown one and the choices, or what the format
/// cannot hold.
NamedConfig exportConfig(const std::string& format, const Design& design, const BaseConfig& base,
                         const std::string& baseName);

}  // namespace adapterscope
