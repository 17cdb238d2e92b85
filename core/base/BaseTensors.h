// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/BaseConfig.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/base/TensorFacts.h"

namespace adapterscope {

using TensorShape = std::vector<std::int64_t>;

/// tensorFacts() by name, in the names' order.
std::map<std::string, TensorFact> encoderTensors(const BaseConfig& config);

/// The names under which a file stores the encoder's tensors, by those of tensorName(): with or without the model's
/// prefix, and older checkpoints call LayerNorm's tensors gamma and beta. Missing ones are left out; anything else in
/// the file is ignored.
std::map<std::string, std::string> storedNames(const BaseConfig& config, const SafeTensorsHeader& header);

/// The number of layers whose tensors the file holds; the config may ask for fewer.
std::size_t storedLayers(const BaseConfig& config, const SafeTensorsHeader& header);

/// A stored tensor to be checked against the list.
struct FoundTensor {
    std::string name;  ///< as it is stored
    TensorShape shape;
    std::string fault;  ///< what else is wrong with it, as a clause; empty if nothing is
};
/// Throws one Error that lists every tensor of the encoder that is missing, has another shape or a fault. `found` is
/// by those names; `where` names what holds them.
void requireEncoder(const BaseConfig& config, const std::map<std::string, FoundTensor>& found, const std::string& where,
                    bool quantised = false);
/// The same for a file of weights, from its header alone: names, shapes, types, and whether the data fit them.
void requireEncoder(const BaseConfig& config, const SafeTensorsHeader& header, const std::string& file);
/// True if the file has the classifier of the family's class for sequence classification: over the pooler's output
/// (BertForSequenceClassification), or after a layer of the head's own. Throws Error naming its tensor if it does not
/// fit this base.
bool hasClassifier(const BaseConfig& config, const SafeTensorsHeader& header, const std::string& file);

}  // namespace adapterscope
