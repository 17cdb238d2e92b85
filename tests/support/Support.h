// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace adapterscope::test {

/// The reference data outside the repository: ADAPTERSCOPE_SHARED, else ../shared/data beside the project.
std::filesystem::path sharedData(const std::string& relative);
/// The repository's root.
std::filesystem::path sourceFolder();
/// True if the path exists. If not: prints the line that makes CTest report the test as skipped, and
/// fails the test in CI (environment variable CI), where nothing may be skipped.
bool available(const std::filesystem::path& path);

std::string readFile(const std::filesystem::path& file);
void writeFile(const std::filesystem::path& file, std::string_view content);
/// Copies the files of a folder; the copies are writable even if the files are not.
void copyFiles(const std::filesystem::path& from, const std::filesystem::path& to);
/// A path as one word of a command in an environment variable.
std::string inQuotes(const std::string& path);
/// How many files and folders are in a folder.
std::size_t filesIn(const std::filesystem::path& folder);

/// A folder of its own, removed at the end.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

/// What an Error's text must contain: CHECK_THROWS_MATCHES(f(), Error, says("sigma")).
class Says : public Catch::MatcherBase<std::exception> {
public:
    explicit Says(std::string part) : m_part(std::move(part)) {}
    bool match(const std::exception& error) const override;
    std::string describe() const override { return "says \"" + m_part + "\""; }

private:
    std::string m_part;
};
inline Says says(std::string part) {
    return Says(std::move(part));
}

}  // namespace adapterscope::test

/// Leaves the test case if shared data is missing.
#define REQUIRE_AVAILABLE(path)                   \
    do {                                          \
        if (!adapterscope::test::available(path)) \
            return;                               \
    } while (false)
