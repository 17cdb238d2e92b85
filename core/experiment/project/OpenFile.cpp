// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/OpenFile.h"

#include <sys/stat.h>

#include <mutex>
#include <set>

namespace adapterscope {
namespace {

using Identity = std::pair<dev_t, ino_t>;

std::mutex mutex;  // guards this
std::multiset<Identity> openFiles;

Identity identityOf(const std::filesystem::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? Identity(status.st_dev, status.st_ino) : Identity();
}

}  // namespace

OpenFile::OpenFile(const std::filesystem::path& file) : m_file(identityOf(file)) {
    const std::lock_guard guard(mutex);
    openFiles.insert(m_file);
}

OpenFile::~OpenFile() {
    const std::lock_guard guard(mutex);
    openFiles.erase(openFiles.find(m_file));
}

std::size_t OpenFile::timesOpen(const std::filesystem::path& file) {
    const Identity identity = identityOf(file);
    const std::lock_guard guard(mutex);
    return identity == Identity() ? 0 : openFiles.count(identity);
}

}  // namespace adapterscope
