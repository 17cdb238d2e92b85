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

/// Removes the unfinished file on the way out, unless it was renamed.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : m_path(std::move(path)) {}
    ~Unfinished() {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    void write(const std::string& text) const {
        errno = 0;
        std::ofstream stream(m_path, std::ios::binary | std::ios::trunc);
        stream << text;
        stream.close();
        if (!stream)
            refuse(m_path, errno ? errno : EIO);
    }

    void renameTo(const fs::path& file) const {
        std::error_code error;
        fs::rename(m_path, file, error);
        if (error)
            refuse(file, error.value());
    }

private:
    fs::path m_path;
};

}  // namespace

fs::path writeConfig(const fs::path& folder, const std::string& name, const nlohmann::json& json, bool overwrite) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        refuse(folder, error.value());
    fs::path file = folder / name;
    const std::string text = json.dump(2) + "\n";
    if (fs::exists(file, error)) {
        if (fs::is_regular_file(file, error) && contentOf(file) == text)
            return file;
        if (!overwrite)
            throw Error(
                fmt::format("{} is there already with other content; choose another folder, or ask to overwrite it.",
                            file.string()));
    }
    const Unfinished unfinished(folder / fmt::format(".{}.{}.part", name, ::getpid()));
    unfinished.write(text);
    unfinished.renameTo(file);
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
