// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/OutputFile.h"

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/NewFile.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

std::string adviceFor(const std::error_code& failed) {
    const bool isFull =
        failed == std::errc::no_space_on_device || failed == std::error_condition(EDQUOT, std::generic_category());
    return isFull ? "Make room there, or choose another folder." : "Choose another folder.";
}

void refuseIf(const std::error_code& failed, const fs::path& file) {
    if (!failed)
        return;
    if (const std::string kind = otherKindOf(file); !kind.empty())
        throw Error("{} cannot be written: it is {}. Choose another name.", file.string(), kind);
    throw Error(Sentence("{} cannot be written: {}. {}", file.string(), reasonOf(failed), adviceFor(failed)),
                kindOf(failed));
}

}  // namespace

void writeOutputFile(const fs::path& file, const std::function<void(std::ostream& stream)>& write) {
    std::error_code failed;
    NewFile part(file, failed);
    refuseIf(failed, file);
    errno = 0;
    std::ofstream stream(part.path(), std::ios::binary);
    write(stream);
    stream.close();
    if (!stream)
        failed.assign(errno ? errno : EIO, std::generic_category());
    else
        part.keep(failed);
    refuseIf(failed, file);
}

void writeOutputFile(const fs::path& file, std::string_view bytes) {
    writeOutputFile(file, [bytes](std::ostream& stream) {
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    });
}

std::vector<fs::path> makeOutputFolder(const fs::path& folder) {
    std::error_code failed;
    std::vector<fs::path> missing;
    for (fs::path each = folder; !each.empty() && !fs::exists(fs::symlink_status(each, failed));
         each = each.parent_path())
        missing.push_back(each);
    fs::create_directories(folder, failed);
    if (failed) {
        removeEmptyFolders(missing);
        const std::string kind = isFile(folder) ? "a file" : otherKindOf(folder);
        throw Error(
            Sentence("{} cannot be written: {}. {}", folder.string(),
                     kind.empty() ? reasonOf(failed) : Sentence("it is {}, not a folder", kind), adviceFor(failed)),
            kindOf(failed));
    }
    return missing;
}

void removeEmptyFolders(const std::vector<fs::path>& made) {
    std::error_code ignored;
    for (const fs::path& folder : made)
        fs::remove(folder, ignored);
}

void requireOutputFile(const fs::path& file) {
    std::error_code failed;
    const NewFile trial(file, failed);
    refuseIf(failed, file);
}

}  // namespace adapterscope
