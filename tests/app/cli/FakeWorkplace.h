// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli/CommandLine.h"

namespace adapterscope::test {

/// A base, a task and a project file, and an engine that answers at once without training: dev is 0.5 + 0.01 * seed.
struct FakeWorkplace : TinyWorkplace {
    std::map<std::string, std::string> engine(const std::string& script = {}) const {
        return {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE) + " " + script}};
    }
    std::vector<std::string> sweep(std::vector<std::string> designs, std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"sweep"};
        words.insert(words.end(), designs.begin(), designs.end());
        for (const std::string& word :
             {std::string("--base"), base, std::string("--task"), task, std::string("--project"), project,
              std::string("--workers"), std::string("1"), std::string("--json")})
            words.push_back(word);
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    std::vector<std::string> train(const std::string& design, std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"train", design, "--base", base, "--task", task, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    nlohmann::json runs() const { return run({"runs", project, "--json"}).json(); }
};

inline void checkCounts(const nlohmann::json& summary, int runs, int done, int skipped, int failed) {
    INFO(summary.dump());
    CHECK(summary["runs"] == runs);
    CHECK(summary["done"] == done);
    CHECK(summary["skipped"] == skipped);
    CHECK(summary["failed"] == failed);
    CHECK(summary["seconds"].is_number());
}

}  // namespace adapterscope::test
