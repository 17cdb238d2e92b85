// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/training/TinyTask.h"

// After LibTorch's.
#include <sys/resource.h>

#include <csignal>
#include <functional>

#include "core/common/Error.h"
#include "core/training/FrozenStates.h"
#include "tests/support/ScopedVariable.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr std::int64_t always = std::int64_t(1) << 40, never = 0;  // in memory

std::string messageOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Machine);
        return error.what();
    }
    return "nothing was thrown";
}

/// No file may be longer than this for the length of a scope, as on a full disk.
struct FileLimit {
    rlimit before{};
    void (*handler)(int) = std::signal(SIGXFSZ, SIG_IGN);
    explicit FileLimit(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit limit{bytes, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
    }
};

}  // namespace

TEST_CASE("States in a file are those in memory and the file leaves nothing behind") {
    TempFolder folder;
    const ScopedVariable temporary("TMPDIR", folder.path().string());
    const auto base = tinyBase(at::kFloat);
    const auto split = tinySplit(70, 1);
    const FrozenStates inMemory(*base, split, 1, Precision::F32, {}, always);
    const FrozenStates inFile(*base, split, 1, Precision::F32, {}, never);
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(inFile.bytes() == inMemory.bytes());
    for (const std::vector<int>& rows : {std::vector<int>{0}, {69, 3, 3, 64}})
        CHECK(difference(inFile.rows(rows).hidden, inMemory.rows(rows).hidden) == 0);
}

TEST_CASE("Frozen states that the disk has no room for are an error that names the folder") {
    TempFolder folder;
    const ScopedVariable temporary("TMPDIR", folder.path().string());
    const auto base = tinyBase(at::kFloat);
    const auto split = tinySplit(70, 1);
    std::string message;
    {
        const FileLimit limit(1000);
        message = messageOf([&] { FrozenStates(*base, split, 1, Precision::F32, {}, never); });
    }
    CHECK_THAT(message, Catch::Contains(folder.path().string()) && Catch::Contains("TMPDIR") &&
                            Catch::Contains("File too large"));
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_NOTHROW(FrozenStates(*base, split, 1, Precision::F32, {}, never));
}

TEST_CASE("A folder for temporary files that is not there is named") {
    TempFolder folder;
    const ScopedVariable temporary("TMPDIR", (folder / "gone").string());
    const auto base = tinyBase(at::kFloat);
    CHECK_THAT(messageOf([&] { FrozenStates(*base, tinySplit(5, 1), 1, Precision::F32, {}, never); }),
               Catch::Contains("temporary files") && Catch::Contains("TMPDIR"));
}
