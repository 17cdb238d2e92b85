// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <vector>

#include "core/base/TensorFact.h"

// The families, one file each; Family.cpp lists them.
namespace adapterscope {

class ConfigReader;
struct BaseConfig;
struct Family;

Family bertFamily();
Family distilBertFamily();

// What families share.

/// The keys of config.json that state an encoder's dimensions.
struct DimensionKeys {
    const char *hidden, *layers, *heads, *intermediate, *activation;
};
/// Reads them, and what every family names alike: vocabulary, positions, padding and the range of fresh weights.
void readDimensions(ConfigReader& reader, BaseConfig& config, const DimensionKeys& keys);
/// The same fields as an object.
nlohmann::json writtenDimensions(const BaseConfig& config, const DimensionKeys& keys);

/// [rows, d], outside the layers.
TensorFact tableFact(Role role, Extent rows, const BaseConfig& config);
/// Weight and bias of a product: [out, in] and [out].
void addProduct(std::vector<TensorFact>& facts, Role role, int layer, Extent out, Extent in);
/// Gain and bias of a LayerNorm.
void addNorm(std::vector<TensorFact>& facts, Role role, int layer, Extent d);
/// Word and position tables and BERT's layers: attention, feed-forward block, and a LayerNorm after each (Devlin et
/// al. 2019, section 3).
std::vector<TensorFact> postNormEncoder(const BaseConfig& config);

}  // namespace adapterscope
