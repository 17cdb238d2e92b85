// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/RequirePooler.h"

#include "core/common/Error.h"

namespace adapterscope {

void requirePooler(Pooling pooling, const BaseConfig& base, const std::string& baseName) {
    if (pooling == Pooling::Pooler && !base.hasPooler)
        throw Error("The base {} has no pooler: choose {}.", baseName, setTo(Setting::Pooling, "cls or mean"));
}

}  // namespace adapterscope
