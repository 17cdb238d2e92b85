// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
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
    bool (*isAlias)(const std::string&) = [](const std::string&) { return false; };  ///< tensors that repeat others

    /// Whether a tensor belongs to the head.
    bool isHeads(const std::string& name) const;
    std::vector<std::string> notes;  ///< what differs from the library, in words
};

/// The names of the files that hold an adapter's tensors, in the order in which they are preferred.
struct SavedAdapterFiles {
    std::vector<std::string> adapter, head;
};
SavedAdapterFiles adapterHubFileNames();
SavedAdapterFiles peftFileNames();
/// Throws Error if the folder holds no adapter_config.json of either library.
SavedAdapterFiles savedAdapterFiles(const std::filesystem::path& folder);
/// Of both libraries' folders: every file that belongs to an adapter.
std::vector<std::string> savedAdapterNames();
inline constexpr auto adapterConfigName = "adapter_config.json";
inline constexpr auto headConfigName = "head_config.json";
/// Beside an adapter whose library has no such head (HeadApart.h).
inline constexpr auto headApartName = "head.safetensors";
/// SHA-256 over the names and contents of the files that make up the adapter. Throws Error as savedAdapterFiles.
std::string savedAdapterHash(const std::filesystem::path& folder);

/// Throws Error naming both if training of the design cannot start at the adapter in the folder. They may differ in
/// what determines how an adapter begins, in its dropout, and in LayerNorms of the base that are trained as well.
void requireSameDesign(const Design& saved, const Design& design, const std::filesystem::path& folder);

/// What a configuration describes, with AdapterHub's head_config.json (null if there is none); `where` names the file
/// in messages.
SavedAdapter savedAdapterFromJson(const nlohmann::json& config, const nlohmann::json& headConfig,
                                  const TensorShapes& shapes, const BaseConfig& base, const std::string& where);
/// The folder's adapter, with the head beside it if it has none of its own. `shapes` are those of its files' tensors,
/// the head's included. Throws Error naming what is not understood, or the base if it is for another one.
SavedAdapter readSavedAdapter(const std::filesystem::path& folder, const TensorShapes& shapes, const BaseConfig& base);

}  // namespace adapterscope
