// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/design/Budget.h"
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
    const auto texts = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    for (const auto& [place, withWords] :
         {std::pair{"start", makeBatch({encodingOf({22, 23, 1, 7, 3, 9, 2}), encodingOf({22, 23, 1, 4, 2})}, at::kCPU)},
          {"after-first", makeBatch({encodingOf({1, 22, 23, 7, 3, 9, 2}), encodingOf({1, 22, 23, 4, 2})}, at::kCPU)}}) {
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
    const auto batch = makeBatch({encodingOf({1, 7, 2}), encodingOf({1, 2})}, at::kCPU);
    const Tuning tuning(parseDesign("prompt:length=2,init=random"), *base, 3, Pooling::Mean, 5);
    const auto state = embed({.base = *base, .tuning = &tuning, .batch = batch});
    const auto plain = embed({.base = *base, .batch = batch}), rows = Tokens{tuning.parameters().at(0).tensor, {}};
    CHECK(at::equal(state.hidden,
                    at::cat({rows.hidden, plain.hidden.narrow(0, 0, 3), rows.hidden, plain.hidden.narrow(0, 3, 2)})));
    CHECK(at::equal(ownStates(state), plain.hidden));
    CHECK(rows.hidden.abs().max().item<double>() <= 0.5);
    ForwardPass muted{.base = *base, .tuning = &tuning, .batch = batch};
    muted.strength = [](const TunedPlace&) { return 0; };
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
    const auto batch = makeBatch(alone, at::kCPU);
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

TEST_CASE("A prompt starts as the tokens of a text, over and over or cut to its length") {
    const auto folder = resolveBase("builtin").folder;
    const auto base = Base::load(folder, at::kFloat, loadTokenizer(folder));
    const at::NoGradGuard guard;
    // Their lines in vocab.txt, counted from 0.
    const std::int32_t classify = 26268, the = 1996, sentiment = 15792;
    const std::vector<std::int32_t> repeated{classify, the, sentiment, classify, the};
    std::vector<Encoding> alone;
    for (const std::int32_t id : repeated)
        alone.push_back(encodingOf({id}));
    const auto states = embed({.base = *base, .batch = makeBatch(alone, at::kCPU)}).hidden;
    const auto words = base->tensor({Role::Word, -1, TensorKind::Matrix})
                           .index_select(0, torch::tensor({classify, the, sentiment, classify, the}, at::kLong));
    for (const auto& [entry, expected] : {std::pair{"words", words}, {"states", states}})
        for (const int length : {5, 2}) {
            CAPTURE(entry, length);
            const auto rows = [&, entry = entry](std::uint64_t seed) {
                const Design design = parseDesign(
                    "prompt:init=\"classify the sentiment\",length=" + std::to_string(length) + ",entry=" + entry);
                return Tuning(design, *base, 2, Pooling::Mean, seed).state().at("embeddings.prompt.rows");
            };
            CHECK(difference(rows(5), expected.narrow(0, 0, length)) < 1e-6);
            CHECK(at::equal(rows(5), rows(6)));
        }
}

TEST_CASE("A prompt cannot start as a text without tokens or over a base without a tokenizer") {
    const auto folder = resolveBase("builtin").folder;
    const auto base = Base::load(folder, at::kFloat, loadTokenizer(folder));
    const auto tuned = [](const char* design, const Base& over) {
        return Tuning(parseDesign(design), over, 2, Pooling::Mean, 5).trained();
    };
    CHECK(tuned("prompt:init=\"good\",length=3", *base) ==
          count(parseDesign("prompt:length=3"), base->config(), 2, Pooling::Mean).trained);
    CHECK_THROWS_WITH(tuned("prompt:init=\"\xe2\x80\x8b\"", *base), Catch::Contains("holds no token"));
    CHECK_THROWS_WITH(tuned("prompt:init=\"good\"", *tinyBase(at::kFloat)),
                      Catch::Contains("good") && Catch::Contains("tokenizer"));
}
