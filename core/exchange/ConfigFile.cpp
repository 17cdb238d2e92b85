// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ConfigFile.h"

#include <nlohmann/json.hpp>

#include <system_error>
#include <vector>

#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/OutputFile.h"
#include "core/common/TextFile.h"
#include "core/exchange/OwnConfig.h"
#include "core/exchange/PeftConfig.h"

namespace adapterscope {
namespace fs = std::filesystem;

fs::path writeConfig(const fs::path& folder, const std::string& name, const nlohmann::json& json, bool overwrite) {
    std::error_code error;
    const std::vector<fs::path> made = makeOutputFolder(folder);
    fs::path file = folder / name;
    const std::string text = json.dump(2) + "\n";
    if (!otherKindOf(file).empty())
        requireOutputFile(file);
    if (fs::exists(file, error)) {
        if (fs::is_regular_file(file, error) && fs::file_size(file, error) == text.size() &&
            readWholeFile(file) == text)
            return file;
        if (!overwrite)
            throw Error("{} already exists with different content; choose another folder, or overwrite it ({}).",
                        file.string(), Setting::Overwrite);
    }
    try {
        writeOutputFile(file, text);
    } catch (const Error&) {
        removeEmptyFolders(made);
        throw;
    }
    return file;
}

NamedConfig exportConfig(const std::string& format, const Design& design, const BaseConfig& base,
                         const std::string& baseName) {
    if (format == "adapterhub")
        return {"adapter_config.json", adapterHubConfig(design, base, baseName)};
    if (format == "peft")
        return {"adapter_config.json", peftConfig(design, base, baseName)};
    if (format == "json")
        return {"design.json", {ownConfig(design, base, baseName), {}}};
    throw Error("A design's configuration cannot be exported as '{}'; write adapterhub, peft or json.", format);
}

}  // namespace adapterscope
