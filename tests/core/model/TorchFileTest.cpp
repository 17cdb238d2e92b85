// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/model/TorchFile.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Tensors written as PyTorch's file are read back bit for bit") {
    const TempFolder folder;
    const NamedTensors tensors{{"bert.layer.0.weight", at::randn({3, 300})},
                               {"bert.layer.0.bias", at::arange(5, at::kFloat)},
                               {"transposed", at::randn({4, 2}).t()},
                               {"one", at::full({1, 1, 1}, -0.5)},
                               {"double", at::full({2}, 0.1, at::kDouble)}};
    writeTorchTensors(folder / "pytorch_adapter.bin", tensors);
    CHECK(filesIn(folder.path()) == 1);
    const NamedTensors read = readTorchTensors(folder / "pytorch_adapter.bin");
    REQUIRE(read.size() == tensors.size());
    for (const auto& [name, tensor] : tensors) {
        CAPTURE(name);
        CHECK(read.at(name).scalar_type() == at::kFloat);
        CHECK(at::equal(read.at(name), tensor.to(at::kFloat)));
    }
}

TEST_CASE("A file of tensors that cannot be written is named") {
    const TempFolder folder;
    CHECK_THROWS_MATCHES(writeTorchTensors(folder / "nowhere" / "pytorch_adapter.bin", {{"a", at::ones({2})}}), Error,
                         says("pytorch_adapter.bin cannot be written"));
}
