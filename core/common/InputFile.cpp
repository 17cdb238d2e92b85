// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/InputFile.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <utility>

#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::error_code& error) {
    throw Error(error == std::errc::no_such_file_or_directory
                    ? Sentence("There is no file {}.", path.string())
                    : Sentence("{} cannot be read: {}.", path.string(), reasonOf(error)),
                kindOf(error));
}

}  // namespace

InputFile::InputFile(std::filesystem::path path) : m_path(std::move(path)) {
    const auto refuseOther = [this] {
        if (const std::string kind = otherKindOf(m_path); !kind.empty())
            throw Error("{} is {}; a file is needed here.", m_path.string(), kind);
    };
    refuseOther();  // opening a device may already do something
    m_file = Descriptor(::open(m_path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    struct stat status {};
    if (!m_file || ::fstat(m_file.number(), &status) != 0)
        refuse(m_path, systemError());
    if (!S_ISREG(status.st_mode))  // it was replaced in the meantime
        refuseOther();
    m_size = static_cast<std::uintmax_t>(status.st_size);
}

std::size_t InputFile::read(char* to, std::size_t most) {
    std::size_t have = 0;
    while (have < most) {
        const ssize_t got = ::read(m_file.number(), to + have, most - have);
        if (got == 0)
            break;
        if (got > 0)
            have += static_cast<std::size_t>(got);
        else if (errno != EINTR)
            refuse(m_path, systemError());
    }
    return have;
}

}  // namespace adapterscope
