// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <random>

#include "tests/core/dispatch/DispatcherBench.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// How often the listener got exactly this about a run.
std::ptrdiff_t heardOf(const std::vector<std::string>& heard, const std::string& what, const std::string& id) {
    return std::count(heard.begin(), heard.end(), what + " " + id);
}

}  // namespace

TEST_CASE("Whatever is asked in whatever order, no run is lost and none is trained twice") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto upTo = [&random](unsigned most) { return random() % (most + 1); };
        Bench bench(6);
        bench.options.workers = static_cast<int>(1 + upTo(2));
        bench.options.maxAttempts = 100;
        bench.onPoint = [&](const std::string&, const CurvePoint&) {
            switch (upTo(7)) {
                case 0:
                    return bench.dispatcher->pause();
                case 1:
                    return bench.dispatcher->stop();
                case 2:
                    return bench.dispatcher->cancel(bench.ids[upTo(5)]);
                case 3:
                    return bench.start();
                default:
                    return;
            }
        };
        // The engine ends after this many runs, like one that crashes.
        const EngineProgram engine = fakeEngine({"--steps", "3", "--quit-after", std::to_string(1 + upTo(4))});
        for (int sitting = 0; sitting < 3; ++sitting)
            bench.run(engine);
        bench.onPoint = {};
        bench.run(engine);
        const auto heard = bench.heard.get();
        for (std::size_t run = 0; run < bench.ids.size(); ++run) {
            const std::string& id = bench.ids[run];
            INFO("run " << run);
            const RunRecord record = bench.record(static_cast<int>(run));
            const bool isDone = record.result.status == Status::Done;
            CHECK((isDone || record.result.status == Status::Cancelled));
            CHECK(heardOf(heard, "done", id) == (isDone ? 1 : 0));
            CHECK(heardOf(heard, "cancelled", id) == (isDone ? 0 : 1));
            CHECK(heardOf(heard, "running", id) == record.result.attempts);
            if (isDone)
                CHECK(record.result.curve.size() == 3);
        }
    }
}
