// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <utility>

namespace adapterscope {

/// While it lives, marks the file as open through SQLite in this process. Whoever opens and closes such a
/// file a second time, even just to look, drops the locks that SQLite holds on it
/// (https://www.sqlite.org/howtocorrupt.html, section 2.2).
class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& file);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    static bool isOpen(const std::filesystem::path& file) { return timesOpen(file) > 0; }
    static std::size_t timesOpen(const std::filesystem::path& file);

private:
    std::pair<dev_t, ino_t> m_file;
};

}  // namespace adapterscope
