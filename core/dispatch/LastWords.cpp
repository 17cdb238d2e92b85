// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/LastWords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <sstream>

#include "core/common/Fault.h"
#include "core/common/FaultLog.h"

namespace adapterscope {
namespace {

/// What a library writes before it ends the program, and what that means to a person.
struct LibraryFault {
    std::string_view words;
    std::string_view meaning;
};
constexpr std::string_view noThread =
    "The system gave it no further thread: use fewer workers, close other programs, or raise the limit on memory "
    "(ulimit -v) or on processes (ulimit -u).";
constexpr std::string_view noMemory =
    "The system gave it no more memory: use fewer workers or a smaller design, close other programs, or raise the "
    "limit on memory (ulimit -v).";
constexpr std::array libraryFaults = {
    LibraryFault{"libgomp: Thread creation failed", noThread},
    LibraryFault{"libgomp: Out of memory", noMemory},
    LibraryFault{"blas_thread_init: pthread_create failed", noThread},
    LibraryFault{"blas_memory_alloc", noMemory},
};

bool hasAnyOf(std::string_view line, const auto& marks) {
    return std::any_of(marks.begin(), marks.end(),
                       [line](std::string_view mark) { return line.find(mark) != line.npos; });
}

/// A line of a stack trace or of a library's own warnings.
bool isForDevelopers(std::string_view line) {
    constexpr std::array<std::string_view, 10> marks = {"c10",   ".cpp:",     ".h:", ".cc:",      "0x",
                                                        "std::", "libc++abi", "#0 ", "libgomp: ", "OpenBLAS "};
    return isTrace(line) || hasAnyOf(line, marks);
}

}  // namespace

void LastWords::append(std::string_view bytes) {
    m_text.append(bytes);
    constexpr std::size_t longest = std::size_t{16} << 10;
    if (m_text.size() > longest) {
        const auto line = m_text.find('\n', m_text.size() - longest);  // a partial line may hide what it is
        m_text.erase(0, line == std::string::npos ? m_text.size() - longest : line + 1);
    }
}

std::vector<Sentence> LastWords::sentences() const {
    constexpr std::size_t most = 3, longest = 400;
    std::deque<std::string> lines;
    bool isAnyForDevelopers = false;
    std::string_view meaning;
    std::istringstream text(m_text);
    for (std::string line; std::getline(text, line);) {
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        for (const LibraryFault& fault : libraryFaults)
            if (line.find(fault.words) != std::string::npos)
                meaning = fault.meaning;
        if (isForDevelopers(line))
            isAnyForDevelopers = true;
        else if (line.find_first_not_of(' ') != std::string::npos)
            lines.push_back(line);
        if (lines.size() > most)
            lines.pop_front();
    }
    std::vector<Sentence> sentences;
    if (!meaning.empty())
        sentences.emplace_back(std::string(meaning));
    const std::string words = fmt::format("{}", fmt::join(lines, " | "));
    if (!words.empty())
        sentences.push_back(
            {"Its last words: {}", words.size() > longest ? words.substr(words.size() - longest) : words});
    if (isAnyForDevelopers)
        sentences.push_back(logFault("The engine's last words", m_text));
    return sentences;
}

}  // namespace adapterscope
