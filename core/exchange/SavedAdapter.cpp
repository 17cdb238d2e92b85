// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/SavedAdapter.h"

#include <fmt/format.h>

namespace adapterscope {

bool SavedAdapter::isHeads(const std::string& name) const {
    return head && (name == head->weight || name == head->bias || name == head->denseWeight || name == head->denseBias);
}

SavedHead headOfClass(const std::string& start, bool hasDense, const BaseConfig& base) {
    SavedHead head{.weight = start + "classifier.weight", .bias = start + "classifier.bias"};
    head.pooling = base.hasPooler ? Pooling::Pooler : Pooling::Cls;
    if (hasDense) {
        head.denseWeight = start + "pre_classifier.weight";
        head.denseBias = start + "pre_classifier.bias";
        head.activation = Activation::Relu;
    }
    return head;
}

std::string headFault(const HeadFacts& head, Pooling pooling, int labels) {
    if (head.classes == 0)
        return "it was saved without a head";
    if (head.classes != labels)
        return fmt::format("its head has {} classes, and the task has {} labels", head.classes, labels);
    if (head.layers != 1)
        return fmt::format("its head has {} layers, and heads that are trained here have one", head.layers);
    if (head.pooling != pooling)
        return fmt::format("its head reads {}, and that of this run reads {}", toText(head.pooling), toText(pooling));
    return {};
}

}  // namespace adapterscope
