// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TorchSupport.h"

#include "core/data/Bases.h"

namespace adapterscope::test {

std::filesystem::path minilmFolder() {
    return cacheFolder() / "bases" / "minilm";
}

}  // namespace adapterscope::test
