// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CommandLine.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "tests/support/BaseWeights.h"

namespace adapterscope::test {

namespace {

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> list;
    for (const std::string& word : words)
        list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& changes) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        if (changes.count(std::string(*variable, std::strcspn(*variable, "="))) == 0)
            variables.emplace_back(*variable);
    for (const auto& [name, value] : changes)
        variables.push_back(name + "=" + value);
    return variables;
}

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
    const std::vector<std::string> variables = environmentWith(changes);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, (m_folder / "in").c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, m_outputFile.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
    REQUIRE(posix_spawn(&m_pid, words[0].c_str(), &actions, nullptr, pointers(words).data(),
                        pointers(variables).data()) == 0);
    posix_spawn_file_actions_destroy(&actions);
    close(errors[1]);
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
    int status = 0;
    REQUIRE(waitpid(m_pid, &status, 0) == m_pid);
    m_pid = -1;
    const bool isFile = std::filesystem::is_regular_file(m_outputFile);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), isFile ? readFile(m_outputFile) : "",
            m_err};
}

Outcome run(const std::vector<std::string>& arguments, const std::string& input,
            const std::map<std::string, std::string>& environment) {
    return CommandLine(arguments, input, environment).wait();
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
