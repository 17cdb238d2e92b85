// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/training/AdapterFolder.h"

namespace adapterscope {

using LinearLayer = std::pair<at::Tensor, at::Tensor>;  ///< weight and bias
/// Two layers with ReLU between them that compute what the head's one layer does: relu(y) - relu(-y) = y. The first is
/// as wide as what it reads, at least twice the number of classes.
std::pair<LinearLayer, LinearLayer> asTwoLayers(const LoadedHead& head);

/// A base with an adapter merged into it, as one of transformers' classes names its tensors, in float32.
struct MergedModel {
    std::string architecture;  ///< BertForSequenceClassification, or BertModel if that does not compute the head
    NamedTensors tensors;
    NamedTensors head;  ///< what that class does not compute: classifier, and `dense` if there is a layer before it
};

/// `base` in float64, for the precision. Throws Error naming what cannot be merged (beyondBase).
MergedModel mergedModel(const Base& base, const LoadedAdapter& adapter);
/// Writes what is beside the model in its folder, if there is something: the adapter's head. `labels` are its classes'.
/// Returns whether there was.
bool writeHead(const MergedModel& model, const LoadedAdapter& adapter, const std::vector<std::string>& labels,
               const std::filesystem::path& folder);

}  // namespace adapterscope
