// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/project/FileSystem.h"

namespace adapterscope::test {

/// For the length of a scope every folder appears to be on a file system of that type.
class ScopedFileSystem {
public:
    explicit ScopedFileSystem(long type) {
        pretended = type;
        fileSystemType = [](const std::filesystem::path&) { return pretended; };
    }
    ~ScopedFileSystem() { fileSystemType = m_before; }
    ScopedFileSystem(const ScopedFileSystem&) = delete;
    ScopedFileSystem& operator=(const ScopedFileSystem&) = delete;

private:
    static inline long pretended = 0;
    decltype(fileSystemType) m_before = fileSystemType;
};

}  // namespace adapterscope::test
