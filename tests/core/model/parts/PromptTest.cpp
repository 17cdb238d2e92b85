// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/model/TinyClassifier.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A prompt whose rows are the embeddings of these words.
Tuning promptOf(const Base& base, const std::string& place, const std::vector<std::int32_t>& words) {
    const at::NoGradGuard guard;
    Tuning tuning(parseDesign("prompt:length=" + std::to_string(words.size()) + ",entry=words,place=" + place), base, 3,
                  Pooling::Mean, 5);
    const std::vector<std::int64_t> ids(words.begin(), words.end());
    auto rows = tuning.parameters().at(0).tensor;
    rows.copy_(base.tensor({Role::Word, -1, TensorKind::Matrix}).index_select(0, torch::tensor(ids, at::kLong)));
    return tuning;
}

}  // namespace

TEST_CASE("A prompt of words is read as those words would be") {
    const auto base = tinyBase(at::kDouble);
    const at::NoGradGuard guard;
    const auto texts = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})});
    for (const auto& [place, withWords] :
         {std::pair{"start", makeBatch({encodingOf({22, 23, 1, 7, 3, 9, 2}), encodingOf({22, 23, 1, 4, 2})})},
          {"after-first", makeBatch({encodingOf({1, 22, 23, 7, 3, 9, 2}), encodingOf({1, 22, 23, 4, 2})})}}) {
        CAPTURE(place);
        const auto tuning = promptOf(*base, place, {22, 23});
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = texts};
        const auto states = hiddenStates(pass), expected = hiddenStates({.base = *base, .batch = withWords});
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(states[i].layout.offsets == withWords.layout.offsets);
            CHECK(difference(states[i].hidden, expected[i].hidden) < 1e-13);
        }
        const std::vector<std::int64_t> own = std::string(place) == "start"
                                                  ? std::vector<std::int64_t>{2, 3, 4, 5, 6, 9, 10, 11}
                                                  : std::vector<std::int64_t>{0, 3, 4, 5, 6, 7, 10, 11};
        CHECK(at::equal(ownStates(states[2]), states[2].hidden.index_select(0, torch::tensor(own, at::kLong))));
    }
}

TEST_CASE("A prompt of states joins hidden state 0 as it is") {
    const auto base = tinyBase(at::kDouble);
    const at::NoGradGuard guard;
    const auto batch = makeBatch({encodingOf({1, 7, 2}), encodingOf({1, 2})});
    const Tuning tuning(parseDesign("prompt:length=2,init=random"), *base, 3, Pooling::Mean, 5);
    const auto state = embed({.base = *base, .tuning = &tuning, .batch = batch});
    const auto plain = embed({.base = *base, .batch = batch}), rows = Tokens{tuning.parameters().at(0).tensor, {}};
    CHECK(at::equal(state.hidden,
                    at::cat({rows.hidden, plain.hidden.narrow(0, 0, 3), rows.hidden, plain.hidden.narrow(0, 3, 2)})));
    CHECK(at::equal(ownStates(state), plain.hidden));
    CHECK(rows.hidden.abs().max().item<double>() <= 0.5);
    ForwardPass muted{.base = *base, .tuning = &tuning, .batch = batch};
    muted.strength = [](int) { return 0; };
    CHECK(at::equal(embed(muted).hidden, plain.hidden));
}

TEST_CASE("A prompt starts as words of the vocabulary where it enters") {
    const auto base = tinyBase(at::kDouble);
    const at::NoGradGuard guard;
    const auto known = [](const at::Tensor& row, const at::Tensor& table) {
        return (table - row).abs().sum(1).min().item<double>() < 1e-14;
    };
    const auto words = base->tensor({Role::Word, -1, TensorKind::Matrix});
    std::vector<Encoding> alone;
    for (std::int32_t id = 0; id < base->config().vocabulary; ++id)
        alone.push_back(encodingOf({id}));
    const auto batch = makeBatch(alone);
    const auto states = embed({.base = *base, .batch = batch}).hidden;
    for (const auto& [design, table] : {std::pair{"prompt:length=5,entry=words", words}, {"prompt:length=5", states}}) {
        const Tuning tuning(parseDesign(design), *base, 3, Pooling::Mean, 5);
        const auto rows = tuning.parameters().at(0).tensor;
        REQUIRE(rows.size(0) == 5);
        for (int i = 0; i < 5; ++i)
            CHECK(known(rows[i], table));
    }
}

TEST_CASE("Gradients of a prompt equal finite differences through the whole encoder") {
    for (const auto* design : {"prompt:length=2", "prompt:length=2,entry=words", "prompt:length=2,place=after-first",
                               "prompt:length=1,entry=words,place=after-first & lora:r=1"})
        checkGradients(design);
}
