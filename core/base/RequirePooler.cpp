// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/RequirePooler.h"

#include <fmt/format.h>

#include "core/common/Error.h"

namespace adapterscope {

void requirePooler(Pooling pooling, const BaseConfig& base, const std::string& baseName) {
    if (pooling == Pooling::Pooler && !base.hasPooler)
        throw Error(fmt::format("The base {} has no pooler: choose --pooling cls or mean.", baseName));
}

}  // namespace adapterscope
