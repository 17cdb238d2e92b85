// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ConfigFile.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/Error.h"
#include "core/exchange/OwnConfig.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, int error) {
    throw Error(fmt::format("{} cannot be written: {}. Choose another folder, or make room there.", path.string(),
                            std::strerror(error)),
                error == ENOSPC || error == EDQUOT ? ErrorKind::Machine : ErrorKind::Input);
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The file gets its name when it is whole; nothing is left of one that could not be written, nor of a folder made for
/// it.
void writeWhole(const fs::path& file, const std::string& text, bool madeFolder) {
    const fs::path part = file.parent_path() / fmt::format(".{}.{}.part", file.filename().string(), ::getpid());
    errno = 0;
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.close();
    std::error_code error;
    if (!stream)
        error.assign(errno ? errno : EIO, std::generic_category());
    else
        fs::rename(part, file, error);
    if (!error)
        return;
    std::error_code ignored;
    fs::remove(part, ignored);
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
            throw Error(fmt::format(
                "{} is there already with other content; choose another folder, or overwrite it (--overwrite).",
                file.string()));
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
    throw Error(fmt::format("A design's configuration cannot be exported as '{}'; write adapterhub or json.", format));
}

}  // namespace adapterscope
