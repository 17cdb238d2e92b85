// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/AdapterStart.h"

#include <fmt/core.h>

#include "core/common/Text.h"

namespace adapterscope {
namespace {

std::string normal(const AdapterSettings& adapter) {
    return fmt::format("normal with σ = {}{}", numberText(adapter.sigma),
                       adapter.init == Init::Normal ? "" : ", cut off at 2σ");
}

}  // namespace

bool branchStartsAtZero(const AdapterSettings& adapter) {
    return adapter.init == Init::Lora || adapter.init == Init::Zero || adapter.sigma == 0;
}

std::string zeroBranchText(const AdapterSettings& adapter) {
    // A parallel adapter's branch is always added to something.
    return adapter.skip || adapter.form == Form::Parallel ? "the adapter is exactly the identity"
                                                          : "the adapter's output is 0";
}

std::string startText(const AdapterSettings& adapter) {
    if (!branchStartsAtZero(adapter))
        return fmt::format("Both projections start {}; biases at 0.", normal(adapter));
    std::string start = "Both projections start at 0";
    if (adapter.init == Init::Lora)
        start = "Up starts at 0, down uniform within ±1/√d";
    else if (adapter.sigma != 0)
        start = "Up starts at 0, down " + normal(adapter);
    return start + ": " + zeroBranchText(adapter) + '.';
}

}  // namespace adapterscope
