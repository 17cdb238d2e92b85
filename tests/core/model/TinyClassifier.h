// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "tests/support/TorchSupport.h"

namespace adapterscope::test {

/// The loss of a tiny classifier in double, over every trained tensor of a design.
struct TinyClassifier {
    explicit TinyClassifier(const std::string& design, TrainedRuns runs = {})
        : tuning(parseDesign(design), *base, 3, Pooling::Mean, 5, std::move(runs)),
          batch(makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2}), encodingOf({1, 20, 21, 2})}, at::kCPU)) {
        moveTrained(tuning, 9);  // biases are not 0 either
    }
    at::Tensor loss() const {
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        const auto loss = at::cross_entropy_loss(classify(pass, encode(pass), 0), torch::tensor({0, 2, 1}, at::kLong));
        const auto penalty = tuning.penalty();
        return penalty.defined() ? loss + penalty : loss;
    }

    std::shared_ptr<const Base> base = tinyBase(at::kDouble);
    Tuning tuning;
    Batch batch;
};

/// Checks the gradient of every trained tensor of a design against central differences through the whole encoder;
/// `runs` are those that the design refers to.
inline void checkGradients(const std::string& design, TrainedRuns runs = {}, double tolerance = 1e-8) {
    const TinyClassifier classifier(design, std::move(runs));
    classifier.loss().backward();
    for (const auto& parameter : classifier.tuning.parameters()) {
        INFO(design << ": " << parameter.name);
        REQUIRE(parameter.tensor.grad().defined());
        const auto expected = centralDifferences(parameter.tensor.detach(), [&] { return classifier.loss(); });
        CHECK(difference(parameter.tensor.grad(), expected) < tolerance);
    }
}

/// Checks that designs leave the logits at the start as they are with only the head, bit for bit.
inline void checkSameStart(const std::vector<std::string>& designs, at::ScalarType type) {
    const auto base = tinyBase(type);
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    const auto logits = [&](const std::string& design) {
        const at::NoGradGuard guard;
        const Tuning tuning(parseDesign(design), *base, 3, Pooling::Mean, 5);
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        return classify(pass, encode(pass), 0);
    };
    for (const std::string& design : designs) {
        CAPTURE(design);
        CHECK(at::equal(logits(design), logits("head")));
    }
}

}  // namespace adapterscope::test
