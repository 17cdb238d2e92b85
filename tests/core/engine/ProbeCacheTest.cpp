// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

// After LibTorch's.
#include <thread>

#include "core/common/Error.h"
#include "core/engine/Store.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

ProbeRequest requestOf(const std::string& task, Pooling pooling = Pooling::Mean) {
    ProbeRequest request;
    request.design = "houlsby";
    request.base = "builtin";
    request.task.name = task;
    request.pooling = pooling;
    return request;
}

}  // namespace

TEST_CASE("The pass of the base is made once for every design and sigma") {
    Store store;
    auto request = requestOf("sentiment");
    const auto first = store.probe(request);
    request.design = "pfeiffer:m=8";
    request.sigmas = {0.5};
    request.seeds = 3;
    CHECK(store.probe(request) == first);
    CHECK(store.probe(requestOf("sentiment", Pooling::Cls)) != first);
    request.maxLength = 16;
    CHECK(store.probe(request) != first);
}

TEST_CASE("Only the last probe is kept") {
    Store store;
    const std::weak_ptr<const Probe> first = store.probe(requestOf("sentiment"));
    CHECK(store.probe(requestOf("sentiment")) == first.lock());
    store.probe(requestOf("topic"));
    CHECK(first.expired());
}

TEST_CASE("Calls that come at once share one probe and measure the same") {
    Store store;
    std::vector<std::shared_ptr<const Probe>> probes(4);
    std::vector<ProbeResult> results(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < probes.size(); ++i)
            threads.emplace_back([&, i] {
                at::set_num_threads(1);
                probes[i] = store.probe(requestOf("sentiment"));
                results[i] = probes[i]->measure(parseDesign("houlsby:m=8"), {0.1}, 1, {}).at(0);
            });
    }
    for (std::size_t i = 1; i < probes.size(); ++i) {
        CHECK(probes[i] == probes[0]);
        CHECK(results[i].logitKl == results[0].logitKl);
        CHECK(results[i].layers[0].distance == results[0].layers[0].distance);
    }
}

TEST_CASE("A task without text is refused by its name") {
    TempFolder folder;
    writeFile(folder / "blank.csv", "text,label\n,x\n,y\n");
    Store store;
    CHECK_THROWS_MATCHES(store.probe(requestOf((folder / "blank.csv").string())), Error, says("blank.csv"));
}
