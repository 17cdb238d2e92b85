// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace adapterscope::cli {

/// The one JSON document of a command, on standard output.
void printJson(const nlohmann::json& document);
/// One line of JSON lines, on standard output.
void printJsonLine(const nlohmann::json& line);
/// Hands everything printed to the system; throws Error (kind Machine) if it did not take it, e.g. on a full disk.
void flushOutput();

/// Whether a person sits there: standard input and standard error are a terminal.
bool isAtTerminal();
/// Asks there; anything but yes is no.
bool agreesTo(const std::string& question);

/// Messages for the person at the terminal, on standard error; on a terminal also a block of lines that is
/// redrawn while something runs. Quiet: neither. For one thread.
class Messages {
public:
    explicit Messages(bool quiet);
    ~Messages();
    Messages(const Messages&) = delete;
    Messages& operator=(const Messages&) = delete;

    /// Whether a block is shown at all: a terminal, and not quiet.
    bool live() const { return m_live; }
    void say(const std::string& sentence);
    /// Shows these lines below the messages, replacing the previous ones.
    void show(const std::vector<std::string>& lines);
    /// Removes the block.
    void clear();

private:
    bool m_quiet;
    bool m_live;
    std::size_t m_shown = 0;
};

}  // namespace adapterscope::cli
