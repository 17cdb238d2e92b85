// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/exchange/SavedAdapter.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/model/Tuning.h"

namespace adapterscope {

/// A head as another library saved it: logits of what its pooling reads.
struct LoadedHead {
    at::Tensor weight, bias;            ///< [classes, d], [classes]
    at::Tensor denseWeight, denseBias;  ///< of a layer before; undefined if there is none
    Activation activation = Activation::Identity;
    Pooling pooling = Pooling::Cls;

    at::Tensor logits(const at::Tensor& pooled) const;
    HeadFacts facts() const;
};

/// An adapter of AdapterHub or PEFT, or the tuning of a run, ready for a pass over its base.
struct LoadedAdapter {
    SavedAdapter saved;
    Tuning tuning;
    std::optional<LoadedHead> head;
};

/// Reads a folder that AdapterHub or PEFT saved, its weights as safetensors or, without executing anything, as
/// PyTorch's pickle. Throws Error naming what is missing, has another shape or is not understood.
LoadedAdapter loadAdapter(const std::filesystem::path& folder, const Base& base);

enum class StartHead { IfItFits, Required };
/// Fills a fresh tuning of the design with what the adapter in the folder holds: its tensors and, if it fits
/// (headFault), its head, by the task's labels. Returns what is worth knowing. Throws Error naming what does not fit.
std::vector<std::string> startAt(const std::filesystem::path& folder, const Design& design, const Base& base,
                                 const std::vector<std::string>& labels, StartHead head, Tuning& tuning);

/// Whether the folder still holds what the run was planned to start from.
bool isUnchanged(const AdapterStart& start);

/// The tuning that a run keeps, from its file. `labels` are its task's, in the order of the head's classes; empty if
/// they are not known, which is an Error only if the run trained no head: nothing else states the number of classes.
/// Throws Error if the file does not fit the run or the base.
LoadedAdapter loadTuning(const RunSpec& spec, const std::filesystem::path& file, const std::vector<std::string>& labels,
                         const Base& base);

/// Which row of the adapter's head each label of a task is, int64 [labels]: by name if the adapter names its labels as
/// the task does, else by number, which is noted. Throws Error if there is no head or it has another number of classes.
at::Tensor headOrder(const LoadedAdapter& adapter, const std::vector<std::string>& labels,
                     std::vector<std::string>& notes);

}  // namespace adapterscope
