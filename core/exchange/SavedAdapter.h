// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/design/Design.h"

namespace adapterscope {

/// Names and shapes of the tensors in a file.
using TensorShapes = std::map<std::string, std::vector<std::int64_t>>;

/// Why a run that reads `pooling` cannot start with that head on a task of `labels`, as a clause; empty if it can.
std::string headFault(const HeadFacts& head, Pooling pooling, int labels);

/// Where a tensor of a tuning is in an adapter of another library.
struct SavedTensor {
    /// Its shape there: the one here, or all of it in one column, one row or one vector.
    enum class Form { AsHere, Column, Row, Vector };

    std::string name;        ///< in its file
    std::int64_t slice = 0;  ///< of a tensor [rows, slices, columns], this [rows, columns]
    std::int64_t slices = 1;
    bool isAdded = false;  ///< to the base's tensor, which the tuning overrides
    Form form = Form::AsHere;
    double factor = 1;  ///< its value there is this many times the one here
};
/// By the tuning's own names.
using SavedTensors = std::map<std::string, SavedTensor>;

/// The classification head that was saved with an adapter.
struct SavedHead {
    std::string weight, bias;                      ///< of the last layer
    std::string denseWeight, denseBias;            ///< of the one before it; empty if there is none
    Activation activation = Activation::Identity;  ///< between them
    Pooling pooling = Pooling::Cls;                ///< what it reads
    std::map<std::string, int> labels = {};        ///< its classes' numbers by their names, if they have names
};
/// The head of transformers' class for sequence classification, with names that begin with `start`; `hasDense` if it
/// has a layer of its own before the last.
SavedHead headOfClass(const std::string& start, bool hasDense, const BaseConfig& base);

/// An adapter as AdapterHub or PEFT saved it, in this program's terms. Anything that is not understood is refused by
/// its name.
struct SavedAdapter {
    std::string library;  ///< "AdapterHub" or "PEFT"
    Design design;
    SavedTensors tensors;  ///< the head's apart
    std::optional<SavedHead> head;
    std::int64_t untrained = 0;  ///< parameters that the design trains and the adapter leaves as in the base
    bool (*isAlias)(const std::string&) = [](const std::string&) { return false; };  ///< tensors that repeat others

    /// Whether a tensor belongs to the head.
    bool isHeads(const std::string& name) const;
    std::vector<std::string> notes;  ///< what differs from the library, in words
};

}  // namespace adapterscope
