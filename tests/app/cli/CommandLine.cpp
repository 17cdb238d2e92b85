// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/CommandLine.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <sstream>
#include <utility>

#include "app/cli/CommandLine.h"
#include "core/common/ProcessStart.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/ScopedVariable.h"

namespace adapterscope::test {

namespace {

/// What is written to a standard stream during its life.
class Captured {
public:
    explicit Captured(std::ostream& stream) : m_stream(stream), m_old(stream.rdbuf(m_text.rdbuf())) {}
    ~Captured() { m_stream.rdbuf(m_old); }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    std::string text() const { return m_text.str(); }

private:
    std::ostringstream m_text;
    std::ostream& m_stream;
    std::streambuf* m_old;
};

}  // namespace

nlohmann::json Outcome::json() const {
    INFO("exit code " << code << ", standard error: " << err);
    const auto document = nlohmann::json::parse(out, nullptr, false);
    REQUIRE_FALSE(document.is_discarded());
    return document;
}

CommandLine::CommandLine(const std::vector<std::string>& arguments, const std::string& input,
                         const std::map<std::string, std::string>& environment, const std::string& outputFile)
    : m_outputFile(outputFile.empty() ? (m_folder / "out").string() : outputFile) {
    writeFile(m_folder / "in", input);
    int errors[2];
    REQUIRE(pipe2(errors, O_CLOEXEC) == 0);
    m_errors = errors[0];
    std::vector<std::string> words = {ADAPTERSCOPE_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto changes = environment;
    changes.try_emplace("XDG_CACHE_HOME", (m_folder / "cache").string());
    changes.try_emplace("XDG_DATA_HOME", (m_folder / "data").string());
    const Descriptor in = aboveStandard(open((m_folder / "in").c_str(), O_RDONLY | O_CLOEXEC)),
                     out = aboveStandard(open(m_outputFile.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)),
                     err = aboveStandard(errors[1]);
    m_pid = startProcess({.program = words.front(),
                          .words = words,
                          .input = in.number(),
                          .output = out.number(),
                          .errors = err.number(),
                          .environment = changes});
}

CommandLine::~CommandLine() {
    if (m_pid > 0) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    close(m_errors);
}

bool CommandLine::readMore() {
    char bytes[4096];
    const ssize_t count = read(m_errors, bytes, sizeof bytes);
    if (count <= 0)
        return false;
    m_err.append(bytes, static_cast<std::size_t>(count));
    return true;
}

bool CommandLine::says(const std::string& text) {
    while (m_err.find(text) == std::string::npos)
        if (!readMore())
            return false;
    return true;
}

void CommandLine::signal(int number) const {
    REQUIRE(kill(m_pid, number) == 0);
}

Outcome CommandLine::wait() {
    while (readMore()) {
    }
    const int code = exitCodeOf(std::exchange(m_pid, -1));
    const bool isFile = std::filesystem::is_regular_file(m_outputFile);
    return {code, isFile ? readFile(m_outputFile) : "", m_err};
}

Outcome run(const std::vector<std::string>& arguments, const std::string& input,
            const std::map<std::string, std::string>& environment) {
    return CommandLine(arguments, input, environment).wait();
}

Outcome answerTo(const std::vector<std::string>& arguments) {
    const TempFolder folder;
    const ScopedVariable cache("XDG_CACHE_HOME", (folder / "cache").string()),
        data("XDG_DATA_HOME", (folder / "data").string());
    const Captured out(std::cout), err(std::cerr);
    const int code = cli::runCommandLine(arguments);
    return {code, out.text(), err.text()};
}

void writeBertBaseConfig(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    writeFile(folder / "config.json", R"({"model_type": "bert", "hidden_size": 768, "num_hidden_layers": 12,
        "num_attention_heads": 12, "intermediate_size": 3072, "vocab_size": 30522})");
}

void writeHollowBase(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    writeFile(folder / "config.json", R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2,
        "num_attention_heads": 2, "intermediate_size": 16, "vocab_size": 6})");
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\n");
    writeWeights(folder, removePooler);
}

std::filesystem::path tinyBase() {
    return sharedData("reference/models/bert");
}

void writeTinyTask(const std::filesystem::path& file) {
    const char* subjects[] = {"the film", "her song", "this book", "his dinner", "the trip", "our game"};
    std::string rows;
    for (int i = 0; i < 60; ++i)
        rows += std::string(subjects[i % 6]) + " number " + std::to_string(i) + " was " +
                (i % 2 ? "good\tpositive\n" : "bad\tnegative\n");
    writeFile(file, rows);
}

}  // namespace adapterscope::test
