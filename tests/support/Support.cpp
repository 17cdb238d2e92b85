// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace adapterscope::test {

std::filesystem::path sourceFolder() {
    return ADAPTERSCOPE_SOURCE_FOLDER;
}

std::filesystem::path sharedData(const std::string& relative) {
    const char* said = std::getenv("ADAPTERSCOPE_SHARED");
    return (said ? std::filesystem::path(said) : sourceFolder().parent_path() / "shared" / "data") / relative;
}

bool available(const std::filesystem::path& path) {
    if (std::filesystem::exists(path))
        return true;
    if (std::getenv("CI"))
        FAIL("In CI nothing may be skipped, and " << path.string() << " is not there");
    std::cout << "[skipped] " << path.string() << " is not there" << std::endl;  // CTest looks for the word
    return false;
}

std::string readFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    REQUIRE(stream);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeFile(const std::filesystem::path& file, std::string_view content) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    REQUIRE(stream);
}

void copyFiles(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::create_directories(to);
    for (const auto& entry : std::filesystem::directory_iterator(from))
        if (entry.is_regular_file())
            writeFile(to / entry.path().filename(), readFile(entry.path()));
}

std::string inQuotes(const std::string& path) {
    return '"' + path + '"';
}

std::size_t filesIn(const std::filesystem::path& folder) {
    using Entries = std::filesystem::directory_iterator;
    return static_cast<std::size_t>(std::distance(Entries(folder), Entries()));
}

TempFolder::TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "adapterscope-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    m_path = pattern;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

bool Says::match(const std::exception& error) const {
    return std::string_view(error.what()).find(m_part) != std::string_view::npos;
}

}  // namespace adapterscope::test
