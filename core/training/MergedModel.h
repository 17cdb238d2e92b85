// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/training/AdapterFolder.h"

namespace adapterscope {

/// The head's tensors under these names, in float32. If they ask for a layer before the last and the head has none, two
/// layers with ReLU between them compute what its one layer does, which needs at least twice as many inputs as classes.
NamedTensors headTensors(const SavedHead& names, const LoadedHead& head);

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
