// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/training/AdapterFolder.h"

namespace adapterscope {

/// A base with an adapter merged into it, as one of transformers' classes names its tensors, in float32.
struct MergedModel {
    std::string architecture;  ///< BertForSequenceClassification, or BertModel if that does not compute the head
    NamedTensors tensors;
    NamedTensors head;  ///< what that class does not compute: classifier, and `dense` if there is a layer before it
};

/// `base` in float64, for the precision. Throws Error naming what cannot be merged (beyondBase).
MergedModel mergedModel(const Base& base, const LoadedAdapter& adapter);

}  // namespace adapterscope
