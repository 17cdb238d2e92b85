// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Folders.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <system_error>

#include "core/common/Error.h"

namespace adapterscope {

namespace fs = std::filesystem;

fs::path pathFromEnvironment(const char* variable) {
    const char* value = std::getenv(variable);
    return value ? fs::path(value) : fs::path();
}

namespace {

/// What HOME names, else the user's home according to the system; empty if there is none.
fs::path homeFolder() {
    if (fs::path home = pathFromEnvironment("HOME"); !home.empty())
        return home;
    std::array<char, 4096> strings{};
    passwd entry{};
    passwd* found = nullptr;
    return ::getpwuid_r(::getuid(), &entry, strings.data(), strings.size(), &found) == 0 && found
               ? fs::path(entry.pw_dir)
               : fs::path();
}

/// adapterscope in the folder that the variable names, else in that folder of the user's home. A relative path in the
/// variable is invalid by the XDG specification and ignored.
fs::path userFolder(const char* variable, const fs::path& inHome, const std::string& what) {
    if (const fs::path folder = pathFromEnvironment(variable); folder.is_absolute())
        return folder / "adapterscope";
    if (const fs::path home = homeFolder(); !home.empty())
        return home / inHome / "adapterscope";
    throw Error(Sentence("Neither HOME nor {} is set and your home folder is unknown, so there is no folder for {}; "
                         "set one of them.",
                         variable, what),
                ErrorKind::Machine);
}

}  // namespace

fs::path programFolder() {
    std::error_code unknown;
    return fs::read_symlink("/proc/self/exe", unknown).parent_path();
}

fs::path resourcesFolder() {
    std::error_code ignored;
    if (fs::path given = pathFromEnvironment("ADAPTERSCOPE_RESOURCES"); !given.empty()) {
        if (!fs::is_directory(given, ignored))
            throw Error(
                "The environment variable ADAPTERSCOPE_RESOURCES names {}, which is not a folder; correct it or unset "
                "it.",
                given.string());
        return given;
    }
    const fs::path program = programFolder();
    const fs::path installed = program.parent_path() / "share" / "adapterscope";
    if (!program.empty() && fs::is_directory(installed, ignored))
        return installed;
    const fs::path source = ADAPTERSCOPE_SOURCE_RESOURCES;
    if (fs::is_directory(source, ignored))
        return source;
    throw Error(Sentence("The program's resources are neither at {} nor at {}; install the program again, or name "
                         "their folder in ADAPTERSCOPE_RESOURCES.",
                         installed.string(), source.string()),
                ErrorKind::Machine);
}

fs::path cacheFolder() {
    return userFolder("XDG_CACHE_HOME", ".cache", "cached files");
}

fs::path stateFolder() {
    return userFolder("XDG_STATE_HOME", fs::path(".local") / "state", "logs");
}

fs::path temporaryFolder() {
    fs::path folder = pathFromEnvironment("TMPDIR");
    if (folder.empty())
        folder = "/tmp";
    std::error_code unknown;
    if (!fs::is_directory(folder, unknown))
        throw Error(
            Sentence(
                "There is no folder {} for temporary files: make it, or set TMPDIR to a folder that you may write to.",
                folder.string()),
            ErrorKind::Machine);
    return folder;
}

fs::path dataFolder() {
    return userFolder("XDG_DATA_HOME", fs::path(".local") / "share", "files of your own");
}

}  // namespace adapterscope
