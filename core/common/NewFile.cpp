// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/NewFile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "core/common/FileKind.h"
#include "core/common/OwnPlaces.h"

namespace adapterscope {
namespace {

constexpr std::string_view ending = ".part";

std::string beginningOf(const std::filesystem::path& target) {
    constexpr std::size_t most = 200;  // the name in full could make this one too long
    return "." + target.filename().string().substr(0, most) + ".";
}

bool isUnfinished(const std::string& name, const std::string& beginning) {
    if (!name.starts_with(beginning) || !name.ends_with(ending) || name.size() <= beginning.size() + ending.size())
        return false;
    return std::all_of(name.begin() + std::ssize(beginning), name.end() - std::ssize(ending),
                       [](char c) { return c >= '0' && c <= '9'; });
}

bool lock(const Descriptor& file) {
    return ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

NewFile::NewFile(std::filesystem::path target, std::error_code& failed, mode_t mode) : m_target(std::move(target)) {
    failed.clear();
    std::error_code unknown;
    const std::filesystem::file_status status = std::filesystem::status(m_target, unknown);
    if (!otherKindOf(status.type()).empty()) {  // a device or a pipe would be lost, a folder cannot be replaced
        failed = std::make_error_code(std::filesystem::is_directory(status) ? std::errc::is_a_directory
                                                                            : std::errc::invalid_argument);
        return;
    }
    removeLeftovers(m_target);
    std::random_device random;
    for (;;) {
        std::filesystem::path path = m_target.parent_path() / (beginningOf(m_target) + std::to_string(random()));
        path += ending;
        m_lock = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (m_lock) {
            lock(m_lock);
            if (!hasName(m_lock))  // another process took it for a leftover before it was locked
                continue;
            m_path = std::move(path);
            return;
        }
        if (errno == EEXIST)
            continue;
        failed.assign(errno, std::generic_category());
        return;
    }
}

NewFile::~NewFile() {
    std::error_code ignored;
    if (!m_path.empty())
        std::filesystem::remove(m_path, ignored);
}

void NewFile::keep(std::error_code& failed) {
    std::filesystem::rename(m_path, m_target, failed);
    if (!failed)
        m_path.clear();
}

void NewFile::removeLeftovers(const std::filesystem::path& target) {
    const std::string beginning = beginningOf(target);
    std::error_code ignored;
    const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
    for (std::filesystem::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        const std::filesystem::path& path = entry->path();
        if (!isUnfinished(path.filename().string(), beginning) || !isOwnFile(path))
            continue;
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (!file || !lock(file))
            continue;
        std::error_code unknown;
        for (const char* companion : {"", "-journal", "-wal", "-shm"})
            std::filesystem::remove(path.string() + companion, unknown);
    }
}

}  // namespace adapterscope
