// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Activation.h"
#include "core/base/TensorFact.h"

namespace adapterscope {

class ConfigReader;
struct BaseConfig;

/// Stands for the layer's number in Family::names.
inline constexpr std::string_view layerPlace = "{}";

/// The name with the layer's number in its place, if it has one.
std::string nameInLayer(std::string name, int layer);

/// Where AdapterHub keeps its modules in a family's classes, below the encoder; {} stands for the layer's number.
struct AdapterHubModules {
    std::string attention, ffn;  ///< the adapters of a layer's sub-layers
    std::string prefixGate;      ///< of a layer
    std::string prefix;          ///< what it calls a prefix, as part of a name
};

/// An architecture of encoders: the facts about its tensors. Its forward pass is in core/model.
struct Family {
    std::string name;  ///< model_type of config.json; followed by a dot, a prefix that stored names may have
    /// Reads config.json with the family's own keys.
    void (*read)(ConfigReader& reader, BaseConfig& config);
    nlohmann::json (*write)(const BaseConfig& config);  ///< the fields that it reads
    std::vector<TensorFact> (*tensors)(const BaseConfig& config);
    /// The names of tensors in the files, without `.weight` and `.bias`; {} stands for the layer's number.
    std::map<Role, std::string> names;
    std::string className = {};  ///< of transformers' classes: Bert in BertModel and BertForSequenceClassification
    /// In the latter, the layer between the last state of the first token and `classifier`.
    std::string headDense = {};
    Activation headActivation = Activation::Tanh;  ///< after that layer
    AdapterHubModules adapterHub = {};
    bool takesKeysValues = false;  ///< transformers' classes take keys and values from outside, as PEFT's prefixes need

    /// Whether that layer belongs to the head; else it is the encoder's pooler.
    bool hasHeadDense() const { return !names.contains(Role::Pooler); }
};

/// Every family that can be loaded.
const std::vector<Family>& families();
std::vector<std::string> familyNames();
/// Throws Error with the name and the known families if there is none of that name.
const Family& familyNamed(const std::string& name);

}  // namespace adapterscope
