// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/FaultLog.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <system_error>
#include <utility>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Folders.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestEntry = std::size_t{64} << 10;  // bytes
constexpr off_t longestLog = off_t{1} << 20;

std::string now() {
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::string entryOf(std::string_view activity, std::string_view text) {
    std::string entry = now() + " process " + std::to_string(::getpid()) + ": " + std::string(activity) + '\n';
    entry += text.substr(0, longestEntry);
    return withoutControls(entry) + (text.size() > longestEntry ? "\n(cut off)\n\n" : "\n\n");
}

/// The log, open and locked against other processes that write to it. Follows no link, and accepts nothing but a
/// plain file of this user.
class OpenLog {
public:
    explicit OpenLog(const fs::path& file)
        : m_log(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600)) {
        if (!m_log)
            throw std::system_error(errno, std::generic_category());
        while (::flock(m_log.number(), LOCK_EX) != 0 && errno == EINTR) {
        }
        if (::fstat(m_log.number(), &m_status) != 0 || !S_ISREG(m_status.st_mode) || m_status.st_uid != ::geteuid())
            throw std::system_error(EPERM, std::generic_category());
    }

    /// False if another process rotated it before it was locked here.
    bool isAt(const fs::path& file) const {
        struct stat status {};
        return ::lstat(file.c_str(), &status) == 0 && status.st_ino == m_status.st_ino;
    }
    bool hasRoomFor(const std::string& entry) const {
        return m_status.st_size + static_cast<off_t>(entry.size()) <= longestLog;
    }
    void append(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_log.number(), bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR)
                throw std::system_error(errno, std::generic_category());
            bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
        }
    }

private:
    Descriptor m_log;
    struct stat m_status {};
};

void append(const fs::path& file, const std::string& entry) {
    for (;;) {
        const OpenLog log(file);
        if (!log.isAt(file))
            continue;
        if (log.hasRoomFor(entry))
            return log.append(entry);
        fs::rename(file, file.string() + ".1");
    }
}

}  // namespace

fs::path faultLog() {
    return stateFolder() / "engine.log";
}

Sentence logFault(std::string_view activity, std::string_view text) noexcept {
    try {
        std::string file = "the log";
        try {
            file = faultLog().string();
            fs::create_directories(faultLog().parent_path());
            append(file, entryOf(activity, text));
            return {"What was reported is in {}.", file};
        } catch (const std::system_error& error) {
            return {"What was reported could not be written to {}: {}.", file, error.code().message()};
        } catch (const Error& error) {
            return {"What was reported could not be logged: {}", error.sentence()};
        }
    } catch (...) {
        return {};
    }
}

bool isTrace(std::string_view text) {
    constexpr std::array marks = {
        "c10::",           "Exception raised from", "frame #", "terminate called", "  what():", "c10.so",
        "[json.exception", "[enforce fail at",      "_ZN"};
    return std::any_of(marks.begin(), marks.end(),
                       [text](const char* mark) { return text.find(mark) != std::string_view::npos; });
}

Sentence withoutTrace(std::string text, std::string_view activity) {
    if (!isTrace(text))
        return text;
    return {"{} failed for an unexpected reason. {}", activity, logFault(activity, text)};
}

}  // namespace adapterscope
