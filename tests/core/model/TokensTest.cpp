// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tokens.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

at::Tensor column(const std::vector<double>& values) {
    return torch::tensor(values, at::kDouble).view({-1, 1});
}

}  // namespace

TEST_CASE("A layout gives where each sequence starts and to which one a token belongs") {
    const auto layout = layoutOf({2, 1, 3}, at::kCPU);
    CHECK(layout.offsets == std::vector<std::int64_t>{0, 2, 3, 6});
    CHECK(layout.sequences() == 3);
    CHECK(layout.tokens() == 6);
    CHECK(layout.longest() == 3);
    CHECK(layout.length(2) == 3);
    CHECK(at::equal(layout.first, torch::tensor({0, 2, 3}, at::kLong)));
    CHECK(at::equal(layout.owners(), torch::tensor({0, 0, 1, 2, 2, 2}, at::kLong)));
    CHECK(at::equal(layout.tokensOf({0, 2}), torch::tensor({0, 1, 3, 4, 5}, at::kLong)));
}

TEST_CASE("Rows put into each sequence lengthen it and leave its own states last") {
    const Tokens text{column({1, 2, 3}), layoutOf({2, 1}, at::kCPU)};
    const auto longer = inserted(column({8, 9}), text);
    CHECK(at::equal(longer.hidden, column({8, 9, 1, 2, 8, 9, 3})));
    CHECK(longer.layout.offsets == std::vector<std::int64_t>{0, 4, 7});
    CHECK(at::equal(longer.layout.first, torch::tensor({0, 4}, at::kLong)));
    CHECK(at::equal(ownStates(longer), text.hidden));
    CHECK(ownStates(text).is_same(text.hidden));
}

TEST_CASE("Rows are spread over the tokens of their sequence") {
    CHECK(at::equal(spreadOverTokens(column({5, 7}), layoutOf({2, 1}, at::kCPU)), column({5, 5, 7})));
}
