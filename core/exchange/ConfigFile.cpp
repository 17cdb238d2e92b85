// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ConfigFile.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/NewFile.h"
#include "core/exchange/OwnConfig.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, int error) {
    throw Error(Sentence("{} cannot be written: {}. Choose another folder, or make room there.", path.string(),
                         std::strerror(error)),
                error == ENOSPC || error == EDQUOT ? ErrorKind::Machine : ErrorKind::Input);
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The file gets its name when it is complete; if it cannot be written, nothing is left of it or of a folder made for
/// it.
void writeWhole(const fs::path& file, const std::string& text, bool madeFolder) {
    std::error_code error;
    {
        NewFile part(file, error);
        if (!error) {
            errno = 0;
            std::ofstream stream(part.path(), std::ios::binary);
            stream << text;
            stream.close();
            if (!stream)
                error.assign(errno ? errno : EIO, std::generic_category());
            else
                part.keep(error);
        }
    }
    if (!error)
        return;
    std::error_code ignored;
    if (madeFolder)
        fs::remove(file.parent_path(), ignored);
    refuse(file, error.value());
}

}  // namespace

fs::path writeConfig(const fs::path& folder, const std::string& name, const nlohmann::json& json, bool overwrite) {
    std::error_code error;
    const bool madeFolder = fs::create_directories(folder, error);
    if (error)
        refuse(folder, error.value());
    fs::path file = folder / name;
    const std::string text = json.dump(2) + "\n";
    if (fs::exists(file, error)) {
        if (fs::is_regular_file(file, error) && contentOf(file) == text)
            return file;
        if (!overwrite)
            throw Error("{} is there already with other content; choose another folder, or overwrite it ({}).",
                        file.string(), Setting::Overwrite);
    }
    writeWhole(file, text, madeFolder);
    return file;
}

NamedConfig exportConfig(const std::string& format, const Design& design, const BaseConfig& base,
                         const std::string& baseName) {
    if (format == "adapterhub")
        return {"adapter_config.json", adapterHubConfig(design, base, baseName)};
    if (format == "json")
        return {"design.json", {ownConfig(design, base, baseName), {}}};
    throw Error("A design's configuration cannot be exported as '{}'; write adapterhub or json.", format);
}

}  // namespace adapterscope
