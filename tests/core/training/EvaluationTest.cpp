// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"
#include "tests/core/training/TinyTask.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A tuning that is left out everywhere scores as its head does alone") {
    const auto base = tinyBase(at::kFloat);
    const auto task = tinyTask();
    const Tuning tuning(parseDesign("lora:r=2"), *base, 2, Pooling::Mean, 5);
    const Tuning head(parseDesign("head"), *base, 2, Pooling::Mean, 5);  // the same head, being drawn first
    {
        const at::NoGradGuard guard;
        for (const auto& parameter : tuning.parameters())
            if (parameter.component != "head")
                at::Tensor(parameter.tensor).add_(0.3);
    }
    const auto loss = [&](const Tuning& of, Strength strength) {
        const Evaluator evaluator(
            *base, of, Precision::F32,
            [](const ForwardPass& pass, const Tokens& tokens) { return classify(pass, tokens, 0); },
            std::move(strength));
        return evaluator.evaluate(task->dev, {2, 1}, nullptr, -1, {}).loss;
    };
    const auto without = [](int end) {
        return [end](const TunedPlace& place) { return place.layer < end ? 0.0 : 1.0; };
    };
    CHECK(loss(tuning, without(2)) == loss(head, {}));
    CHECK(loss(tuning, without(0)) == loss(tuning, {}));
    CHECK(loss(tuning, without(1)) != loss(tuning, {}));
    CHECK(loss(tuning, without(1)) != loss(head, {}));
}
