// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseConfig.h"

#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {

std::string toText(Pooling pooling) {
    switch (pooling) {
        case Pooling::Pooler:
            return "pooler";
        case Pooling::Cls:
            return "cls";
        case Pooling::Mean:
            break;
    }
    return "mean";
}

Pooling poolingFromText(const std::string& text) {
    for (const Pooling pooling : {Pooling::Pooler, Pooling::Cls, Pooling::Mean})
        if (toText(pooling) == text)
            return pooling;
    throw Error("'{}' is not a pooling; write pooler, cls or mean.{}", text,
                suggestion(text, {"pooler", "cls", "mean"}));
}

}  // namespace adapterscope
