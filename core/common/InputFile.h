// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "core/common/Descriptor.h"

namespace adapterscope {

/// A file from outside, open for reading; every such file is opened here. It is a regular one: a pipe would keep the
/// program waiting forever, and a device may have no end.
class InputFile {
public:
    /// Throws Error naming the file and the reason if it cannot be opened: kind Machine if the system is out of open
    /// files, else Input.
    explicit InputFile(std::filesystem::path path);

    /// The next bytes, fewer than `most` only at the file's end; 0 there. Throws Error naming the file.
    std::size_t read(char* to, std::size_t most);
    /// As the system states it: 0 for the kernel's own files, which hold more.
    std::uintmax_t size() const { return m_size; }
    int descriptor() const { return m_file.number(); }

private:
    std::filesystem::path m_path;
    Descriptor m_file;
    std::uintmax_t m_size = 0;
};

}  // namespace adapterscope
