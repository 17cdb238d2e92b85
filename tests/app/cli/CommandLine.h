// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "tests/support/Support.h"

namespace adapterscope::test {

/// What a program left behind.
struct Outcome {
    int code = -1;  ///< exit code; 128 + the signal's number if one ended it
    std::string out, err;

    /// Standard output, which must be exactly one JSON document.
    nlohmann::json json() const;
};

/// The built adapterscope-cli with these arguments, its standard input a text, its environment changed; runs in a cache
/// folder of its own. Starts at once.
class CommandLine {
public:
    explicit CommandLine(const std::vector<std::string>& arguments, const std::string& input = {},
                         const std::map<std::string, std::string>& environment = {},
                         const std::string& outputFile = {});
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    /// Reads its messages until one contains this text; false if it ended without.
    bool says(const std::string& text);
    void signal(int number) const;
    Outcome wait();

private:
    bool readMore();

    TempFolder m_folder;
    std::string m_outputFile, m_err;
    int m_errors = -1;
    int m_pid = -1;
};

/// Runs it to its end.
Outcome run(const std::vector<std::string>& arguments, const std::string& input = {},
            const std::map<std::string, std::string>& environment = {});
/// What it would answer, found without starting it, for tests that ask hundreds of times.
Outcome answerTo(const std::vector<std::string>& arguments);

/// A folder with the config.json of BERT-base and nothing else.
void writeBertBaseConfig(const std::filesystem::path& folder);
/// A small BERT whose weights are 0, for engines that do not read them.
void writeHollowBase(const std::filesystem::path& folder);
/// A BERT of 3 layers with d = 32, with weights and tokenizer.
std::filesystem::path tinyBase();
/// A task of 60 rows in two classes, distinguished by one word.
void writeTinyTask(const std::filesystem::path& file);

/// A hollow base and a tiny task in a folder of their own, and a name for a project.
struct TinyWorkplace {
    TempFolder folder;
    std::string base = (folder / "base").string();
    std::string task = (folder / "reviews.tsv").string();
    std::string project = (folder / "p.adapterscope").string();

    TinyWorkplace() {
        writeHollowBase(base);
        writeTinyTask(task);
    }
};

}  // namespace adapterscope::test
