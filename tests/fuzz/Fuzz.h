// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"

/// What libFuzzer calls with each input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace adapterscope::fuzz {

/// Calls the reader with the input. Whatever it gets, it returns or throws Error; anything else ends the process and
/// is a finding.
template <typename Reader>
int tryTo(const std::uint8_t* data, std::size_t size, Reader read) {
    try {
        read(std::string_view(reinterpret_cast<const char*>(data), size));
    } catch (const Error&) {
        // Refused in a sentence.
    }
    return 0;
}

/// The same for a reader of JSON; other input is skipped.
template <typename Reader>
int tryToRead(const std::uint8_t* data, std::size_t size, Reader read) {
    return tryTo(data, size, [&](std::string_view text) {
        if (const nlohmann::json json = parseJsonIfAny(text); !json.is_discarded())
            read(json);
    });
}

/// Ends the process if something that must hold does not.
inline void require(bool holds, const char* what) {
    if (holds)
        return;
    std::fprintf(stderr, "This does not hold: %s\n", what);
    std::abort();
}

/// A folder of this process in memory, for readers that take files.
class Folder {
public:
    Folder() : m_path("/dev/shm/adapterscope-fuzz-" + std::to_string(::getpid())) {
        std::filesystem::create_directories(m_path);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path write(const std::string& name, std::string_view content) const {
        const std::filesystem::path file = m_path / name;
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

private:
    std::filesystem::path m_path;
};

}  // namespace adapterscope::fuzz
