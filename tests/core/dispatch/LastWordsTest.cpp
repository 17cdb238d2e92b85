// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/LastWords.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The last words are the last three lines for people") {
    LastWords words;
    CHECK(words.sentences().empty());
    words.append("one\ntwo\n\n  \nth");
    words.append("ree\n\tfour");
    CHECK(textsOf(words.sentences()) == std::vector<std::string>{"Its last words: two | three |  four"});
    CHECK(words.sentences().front().pattern() == "Its last words: {}");
}

TEST_CASE("What a library writes before it ends the engine is reported in terms of the machine, and logged") {
    const auto [written, told] = GENERATE(values<std::pair<std::string, std::string>>(
        {{"\nlibgomp: Thread creation failed: Resource temporarily unavailable\n", "no further thread"},
         {"libgomp: Out of memory allocating 312 bytes\n", "no more memory"},
         {"OpenBLAS blas_thread_init: pthread_create failed for thread 1 of 2: Resource temporarily unavailable\n"
          "OpenBLAS blas_thread_init: RLIMIT_NPROC 10 current, 10 max\n",
          "no further thread"}}));
    const ScopedLog log;
    LastWords words;
    words.append(written);
    CHECK_THAT(joined(words.sentences(), " ").text(),
               Catch::StartsWith("The system gave it " + told + ": use fewer workers") &&
                   Catch::EndsWith("What was reported is in " + log.file.string() + ".") &&
                   !Catch::Contains("libgomp") && !Catch::Contains("blas"));
    CHECK_THAT(readFile(log.file), Catch::Contains(written.substr(1, 20)));
}
