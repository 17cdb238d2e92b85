// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Output.h"

#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"

namespace adapterscope::cli {

namespace {

std::string dump(const nlohmann::json& document, int indent) {
    return document.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isLiveTerminal() {
    const char* kind = std::getenv("TERM");
    return isatty(STDERR_FILENO) && kind && std::string_view(kind) != "dumb";
}

/// A line longer than the terminal would wrap, and the block could no longer be drawn over.
std::string cutToTerminal(std::string line) {
    winsize size{};
    const std::size_t columns = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    if (line.size() >= columns)
        line.resize(columns - 1);
    return line;
}

}  // namespace

void printJson(const nlohmann::json& document) {
    std::cout << dump(document, 2) << '\n';
}

void printJsonLine(const nlohmann::json& line) {
    std::cout << dump(line, -1) << '\n';
}

void flushOutput() {
    std::cout.flush();
    if (!std::cout)
        throw Error(
            "Standard output could not be written: is it closed, is the disk full, or has the program that reads it "
            "ended? "
            "Nothing else was lost.",
            ErrorKind::Machine);
}

bool isAtTerminal() {
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool agreesTo(const std::string& question) {
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    answer = inSmallLetters(trimmed(answer));
    return answer == "y" || answer == "yes";
}

Messages::Messages(bool quiet) : m_quiet(quiet), m_live(!quiet && isLiveTerminal()) {}

Messages::~Messages() {
    clear();
}

void Messages::say(const std::string& sentence) {
    if (m_quiet)
        return;
    clear();
    std::cerr << shortened(sentence) << std::endl;
}

void Messages::show(const std::vector<std::string>& lines) {
    if (!m_live)
        return;
    clear();
    for (const std::string& line : lines)
        std::cerr << cutToTerminal(onOneLine(line)) << '\n';
    std::cerr.flush();
    m_shown = lines.size();
}

void Messages::clear() {
    if (m_shown > 0)
        std::cerr << "\x1b[" << m_shown << "A\x1b[J" << std::flush;
    m_shown = 0;
}

}  // namespace adapterscope::cli
