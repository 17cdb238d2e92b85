// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <thread>
#include <vector>

#include "core/common/Error.h"
#include "core/common/FaultLog.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("A fault is logged with what was being done and its reader is told where") {
    const ScopedLog log;
    CHECK(logFault("Training a on b", "c10::Error\nframe #0: x\x1b[31m") ==
          "What was reported is in " + log.file.string() + ".");
    CHECK(faultLog() == log.file);
    const auto text = readFile(log.file);
    CHECK_THAT(text,
               Catch::Matchers::Matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ process \\d+: Training a on b\n"
                                        "c10::Error\nframe #0: x\\?\\[31m\n\n"));
    struct stat status {};
    REQUIRE(::stat(log.file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("The log keeps at most one megabyte and the megabyte before") {
    const ScopedLog log;
    for (int i = 0; i < 60; ++i)
        logFault("Entry " + std::to_string(i), std::string(50'000, 'x'));
    constexpr std::uintmax_t megabyte = 1 << 20;
    CHECK(fs::file_size(log.file) <= megabyte);
    CHECK(fs::file_size(log.file.string() + ".1") <= megabyte);
    CHECK_THAT(readFile(log.file), Catch::Contains("Entry 59\n"));
    CHECK(filesIn(log.file.parent_path()) == 2);
}

TEST_CASE("Entries of several writers stay whole") {
    const ScopedLog log;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([] {
                for (int i = 0; i < 40; ++i)
                    logFault("Writer", std::string(20'000, 'x'));
            });
    }
    const auto text = readFile(log.file) + readFile(log.file.string() + ".1");
    std::size_t at = 0, entries = 0;
    for (; at < text.size(); ++entries) {
        const auto end = text.find("Writer\n", at);
        REQUIRE(end < at + 80);
        at = end + 7 + 20'000 + 2;
    }
    CHECK(at == text.size());
    CHECK(entries > 52);  // a full file and the one started after it
}

TEST_CASE("A link in the log's place is not followed") {
    const ScopedLog log;
    fs::create_directories(log.file.parent_path());
    writeFile(log.folder / "precious", "mine");
    fs::create_symlink(log.folder / "precious", log.file);
    CHECK_THAT(logFault("Training", "text").text(), Catch::Contains("could not be written to " + log.file.string()));
    CHECK(readFile(log.folder / "precious") == "mine");
}

TEST_CASE("If nothing can be logged the reader is told so") {
    TempFolder folder;
    writeFile(folder / "file", "");
    const ScopedVariable state("XDG_STATE_HOME", (folder / "file").string());
    CHECK_THAT(logFault("Training", "text").text(),
               Catch::Contains("could not be written to") && Catch::Contains("Not a directory"));
}

TEST_CASE("A trace is distinguished from a sentence") {
    for (const auto* trace :
         {"terminate called after throwing an instance of 'c10::Error'", "  what():  vector::_M_range_check",
          "frame #0: c10::Error::Error(c10::SourceLocation) + 0x68 (0x7f in /usr/lib/libc10.so)",
          "The size of tensor a (2) must match (Exception raised from infer_size_impl at ../ExpandUtils.cpp:35)",
          "[json.exception.type_error.302] type must be string, but is number"})
        CHECK(isTrace(trace));
    for (const auto* sentence :
         {"There is no base folder /home/u/models.", "Line 3 of reviews.csv has 2 fields, not 3.",
          "Diverged at step 12: the output of layer 3 is not finite; lower the learning rate or sigma."})
        CHECK_FALSE(isTrace(sentence));
}

TEST_CASE("A trace from another process is replaced by a sentence and logged") {
    const ScopedLog log;
    CHECK(withoutTrace("There is no base x.", "The run") == "There is no base x.");
    CHECK(withoutTrace("c10::Error", "The run") ==
          "The run failed for an unexpected reason. What was reported is in " + log.file.string() + ".");
    CHECK(withoutTrace("c10::Error", "The run").pattern() == "{} failed for an unexpected reason. {}");
    CHECK_THAT(readFile(log.file), Catch::Contains("The run\nc10::Error\n"));
}
