// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For tests of the part over LibTorch: its headers come first, and glog's CHECK macros, which they bring, give way to
// Catch2's.
#include "core/model/Torch.h"

#undef CHECK
#undef CHECK_THROWS

#include "tests/support/Support.h"

namespace adapterscope::test {

/// Where `adapterscope-cli bases get minilm` puts all-MiniLM-L6-v2.
std::filesystem::path minilmFolder();

}  // namespace adapterscope::test
