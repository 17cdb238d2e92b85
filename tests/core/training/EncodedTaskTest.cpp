// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/training/Evaluation.h"
#include "core/training/Identity.h"
#include "tests/core/training/TinyTask.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A task is encoded as the base reads it with its labels in order") {
    const TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nbad\nfilm\n");
    Task task;
    task.labels = {"no", "yes"};
    task.metric = "mcc";
    task.positive = 0;
    task.hasPairs = true;
    task.train = {{"good film", "bad", 1}, {"bad", "good", 0}};
    task.dev = {{"film", "film", 0}};
    task.test = {{"good", "good", -1}};
    const auto encoded = encodeTask(task, *loadTokenizer(folder.path()), 128, BaseConfig());
    CHECK(encoded.metric == "mcc");
    CHECK(encoded.classes == 2);
    CHECK(encoded.positive == 0);
    CHECK(encoded.train.sequences[0].ids == std::vector<std::int32_t>{2, 4, 6, 3, 5, 3});
    CHECK(encoded.train.sequences[0].typeIds == std::vector<std::int32_t>{0, 0, 0, 0, 1, 1});
    CHECK(encoded.train.labels == std::vector<int>{1, 0});
    CHECK(encoded.train.labelled());
    CHECK_FALSE(encoded.test.labelled());
    CHECK_FALSE(EncodedSplit().labelled());
}

TEST_CASE("A batch lays sequences one after the other without padding") {
    EncodedSplit split;
    split.sequences = {encodingOf({1, 2}), encodingOf({3, 4, 5}), encodingOf({6})};
    split.labels = {0, 1, 2};
    const auto batch = split.batch({2, 1}, at::kCPU);
    CHECK(at::equal(batch.ids, torch::tensor({6, 3, 4, 5}, at::kLong)));
    CHECK(at::equal(batch.positions, torch::tensor({0, 0, 1, 2}, at::kLong)));
    CHECK(at::equal(batch.layout.first, torch::tensor({0, 1}, at::kLong)));
    CHECK(batch.layout.offsets == std::vector<std::int64_t>{0, 1, 4});
    CHECK(batch.layout.sequences() == 2);
    CHECK(batch.layout.tokens() == 4);
    CHECK(at::equal(split.labelsOf({2, 1}, at::kCPU), torch::tensor({2, 1}, at::kLong)));
}

TEST_CASE("Batches by length cover every row once and grow in length") {
    const auto split = tinySplit(70, 4);
    const auto batches = batchesByLength(split, 32);
    REQUIRE(batches.size() == 3);
    CHECK(batches[0].size() == 32);
    CHECK(batches[2].size() == 6);
    std::vector<int> seen;
    std::size_t longest = 0;
    for (const auto& batch : batches)
        for (const int row : batch) {
            seen.push_back(row);
            const auto length = split.sequences[static_cast<std::size_t>(row)].ids.size();
            CHECK(length >= longest);
            longest = length;
        }
    std::sort(seen.begin(), seen.end());
    for (int row = 0; row < 70; ++row)
        CHECK(seen[static_cast<std::size_t>(row)] == row);
}

TEST_CASE("The probe sample is the same each time and holds 384 rows or all") {
    const auto rows = probeRows(tinySplit(900, 5));
    CHECK(rows.size() == 384);
    CHECK(std::set<int>(rows.begin(), rows.end()).size() == 384);
    CHECK(std::is_sorted(rows.begin(), rows.end()));
    CHECK(rows.front() >= 0);
    CHECK(rows.back() < 900);
    CHECK(rows.back() > 450);
    CHECK(probeRows(tinySplit(900, 6)) == rows);  // short texts: only the split's size matters
    CHECK(probeRows(tinySplit(3, 5)) == std::vector<int>{0, 1, 2});
}

TEST_CASE("The probe sample of long texts has at most twelve thousand tokens and one text at least") {
    EncodedSplit split;
    for (int row = 0; row < 100; ++row)
        split.sequences.push_back(encodingOf(std::vector<std::int32_t>(500, 7)));
    CHECK(probeRows(split).size() == 24);
    for (auto& sequence : split.sequences)
        sequence.ids.resize(20000, 7);
    CHECK(probeRows(split).size() == 1);
}

TEST_CASE("Frozen states are the hidden states of each sequence by itself") {
    const auto base = tinyBase(at::kDouble);
    const auto split = tinySplit(70, 4);
    const FrozenStates states(*base, split, 1, Precision::F32, {});
    for (const auto& rows : {std::vector<int>{69}, {3, 65, 3}}) {
        const auto batch = split.batch(rows, at::kCPU);
        const ForwardPass pass{.base = *base, .batch = batch};
        const auto found = states.rows(rows);
        CHECK(difference(found.hidden, encodeLayers(pass, embed(pass), 0, 1).hidden) < 1e-13);
        CHECK(found.layout.offsets == batch.layout.offsets);
    }
    std::int64_t tokens = 0;
    for (const auto& sequence : split.sequences)
        tokens += static_cast<std::int64_t>(sequence.ids.size());
    CHECK(states.bytes() == tokens * 8 * 8);
}

TEST_CASE("Frozen states in use are shared and those beyond the limit are let go") {
    const auto base = tinyBase(at::kFloat);
    const auto split = tinySplit(10, 4);
    FrozenStatesCache cache(0);
    auto first = cache.get("a", *base, split, 1, Precision::F32, {});
    CHECK(cache.get("a", *base, split, 1, Precision::F32, {}) == first);
    const std::weak_ptr<const FrozenStates> watched = first;
    cache.get("b", *base, split, 1, Precision::F32, {});
    CHECK_FALSE(watched.expired());
    first.reset();
    cache.get("c", *base, split, 1, Precision::F32, {});
    CHECK(watched.expired());
}

TEST_CASE("Frozen states that are stopped can be asked for again") {
    const auto base = tinyBase(at::kFloat);
    const auto split = tinySplit(10, 4);
    FrozenStatesCache cache;
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(cache.get("a", *base, split, 1, Precision::F32, source.get_token()), Error);
    CHECK(cache.get("a", *base, split, 1, Precision::F32, {})->rows({0}).hidden.size(1) == 8);
}

TEST_CASE("An evaluation gives loss and labels in the order of the split") {
    const auto base = tinyBase(at::kDouble);
    const auto split = tinySplit(70, 4);
    const Tuning tuning(parseDesign("houlsby:m=2"), *base, 2, Pooling::Mean, 1);
    const auto scores = Evaluator(*base, tuning, Precision::F32).evaluate(split, {2}, nullptr, -1, {});
    const auto other = Evaluator(*base, tuning, Precision::F32).evaluate(split, {2, 0}, nullptr, -1, {});
    CHECK(scores.metrics.at("f1") + other.metrics.at("f1") == Approx(2 * scores.metrics.at("f1-macro")));
    double loss = 0;
    int right = 0;
    for (int row = 0; row < split.size(); ++row) {
        const at::NoGradGuard guard;
        const auto batch = split.batch({row}, at::kCPU);
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        const auto logits = classify(pass, encode(pass), 0);
        const int label = split.labels[static_cast<std::size_t>(row)];
        loss -= at::log_softmax(logits, 1)[0][label].item<double>();
        const int predicted = logits[0][1].item<double>() > logits[0][0].item<double>() ? 1 : 0;
        CHECK(scores.predicted[static_cast<std::size_t>(row)] == predicted);
        right += predicted == label ? 1 : 0;
    }
    CHECK(scores.loss == Approx(loss / 70).epsilon(1e-12));
    CHECK(scores.metrics.at("accuracy") == Approx(right / 70.0));
    CHECK(scores.notFinite.empty());
}
