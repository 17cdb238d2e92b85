// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>

#include "core/model/kernels/TensorBytes.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A mapped tensor reads and writes its file, which may be closed") {
    TempFolder folder;
    const auto path = folder / "states";
    const auto written = at::arange(6, at::TensorOptions(at::kFloat).device(at::kCPU)).view({2, 3});
    writeFile(path, {bytesOf(written).data(), bytesOf(written).size()});
    const auto mapped =
        mappedTensor(Descriptor(open(path.c_str(), O_RDWR | O_CLOEXEC)), written.sizes(), written.scalar_type());
    REQUIRE(mapped.defined());
    CHECK(at::equal(mapped, written));
    mapped.mul_(2);
    const std::string bytes = readFile(path);
    const auto doubled = written * 2;
    CHECK(bytes == std::string(bytesOf(doubled).data(), bytesOf(doubled).size()));
}

TEST_CASE("A file that cannot be mapped gives no tensor") {
    CHECK_FALSE(mappedTensor(Descriptor(), {2, 3}, at::kFloat).defined());
}
