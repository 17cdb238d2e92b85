// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineLimits.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace adapterscope {
namespace {

constexpr std::uint64_t kilobyte = 1 << 10, megabyte = 1 << 20;  // as ulimit counts them

std::optional<std::uint64_t> limitOf(__rlimit_resource resource) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    return limit.rlim_cur;
}

Sentence sentence(const char* what, const Sentence& limit, const Sentence& why, const Sentence& option) {
    return {"{} limited to {} here, {}: raise that limit (ulimit -{}).", what, limit, why, option};
}

Sentence addressSpaceSentence(std::uint64_t addressable, const Sentence& why, const Sentence& option) {
    return sentence("The memory that a program may address is", {"{} MB", addressable}, why, option);
}

// Measured on two cores: a run on the built-in base finished with 397 MB and was killed with 377.
constexpr std::uint64_t trainingMegabytes = 400;

/// MB within which an engine trains. A round number: what is in use differs from start to start, and whoever raises the
/// limit as told must not be told another one.
std::uint64_t enoughMegabytes(std::uint64_t inUse) {
    constexpr std::uint64_t step = 500;
    return (inUse + trainingMegabytes + step - 1) / step * step;
}

Sentence tooLittleSpace(std::uint64_t addressable, std::uint64_t enough, const char* user) {
    return addressSpaceSentence(addressable, {"and {} up to {} MB, even for the built-in base", user, enough},
                                {"v {}", enough * (megabyte / kilobyte)});
}

}  // namespace

std::optional<std::uint64_t> addressableMegabytes() {
    const auto bytes = limitOf(RLIMIT_AS);
    return bytes ? std::optional(*bytes / megabyte) : std::nullopt;
}

std::uint64_t megabytesInUse() {
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / megabyte;
}

Sentence addressSpaceFault(std::uint64_t inUse, const std::optional<std::uint64_t>& addressable) {
    if (!addressable || inUse + trainingMegabytes <= *addressable)
        return {};
    return tooLittleSpace(*addressable, enoughMegabytes(inUse), "an engine needs");
}

Sentence windowSpaceFault(const std::optional<std::uint64_t>& addressable) {
    // Measured on two cores: a window of 1900 by 1000 pixels used 493 MB, and one of 1000 by 700 was drawn in part or
    // crashed with 400.
    constexpr std::uint64_t drawing = 600;
    if (!addressable || drawing <= *addressable)
        return {};
    return tooLittleSpace(*addressable, enoughMegabytes(loadedEngineMegabytes), "the window and its engine need");
}

std::vector<Sentence> limitsAtStart() {
    constexpr std::uint64_t fewProcesses = 1000;
    std::vector<Sentence> limits;
    if (const auto addressable = addressableMegabytes())
        limits.push_back(addressSpaceSentence(*addressable, "which may be too little", "v"));
    if (const auto data = limitOf(RLIMIT_DATA))
        limits.push_back(sentence("The data that a program may have is", {"{} MB", *data / megabyte},
                                  "which may be too little", "d"));
    if (const auto processes = limitOf(RLIMIT_NPROC); processes && *processes < fewProcesses)
        limits.push_back(
            sentence("Processes and threads are", std::to_string(*processes), "which may be too few", "u"));
    return limits;
}

}  // namespace adapterscope
