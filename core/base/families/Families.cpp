// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/families/Families.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/BaseConfig.h"
#include "core/base/ConfigReader.h"

namespace adapterscope {

void readDimensions(ConfigReader& reader, BaseConfig& config, const DimensionKeys& keys) {
    const bool hidden = reader.whole(keys.hidden, config.hidden, 1, 65536);
    reader.whole(keys.layers, config.layers, 1, 1000);
    const bool heads = reader.whole(keys.heads, config.heads, 1, 65536);
    reader.whole(keys.intermediate, config.intermediate, 1, 1 << 20);
    const bool vocabulary = reader.whole("vocab_size", config.vocabulary, 1, 10000000);
    reader.whole("max_position_embeddings", config.positions, 1, 1 << 20);
    const bool padToken = reader.whole("pad_token_id", config.padToken, 0, 10000000);
    std::string activation = hiddenActOf(config.activation);
    reader.word(keys.activation, activation, hiddenActNames());
    reader.mustNotBeNull(keys.activation);
    config.activation = *activationFromHiddenAct(activation);
    reader.realIfAny("initializer_range", config.initializerRange, 0, 100);
    if (hidden && heads && config.hidden % config.heads != 0)
        reader.fault(fmt::format("{}, which does not divide \"{}\" {}", reader.stated(keys.heads, config.heads),
                                 keys.hidden, config.hidden));
    if (vocabulary && padToken && config.padToken >= config.vocabulary)
        reader.fault(fmt::format("{}, but {}", reader.stated("pad_token_id", config.padToken),
                                 reader.stated("vocab_size", config.vocabulary)));
}

nlohmann::json writtenDimensions(const BaseConfig& config, const DimensionKeys& keys) {
    return {{keys.hidden, config.hidden},
            {keys.layers, config.layers},
            {keys.heads, config.heads},
            {keys.intermediate, config.intermediate},
            {"vocab_size", config.vocabulary},
            {"max_position_embeddings", config.positions},
            {"pad_token_id", config.padToken},
            {keys.activation, hiddenActOf(config.activation)},
            {"initializer_range", config.initializerRange}};
}

void addProduct(std::vector<TensorFact>& facts, Role role, int layer, Extent out, Extent in) {
    facts.push_back({role, layer, TensorKind::Matrix, out, in});
    facts.push_back({role, layer, TensorKind::Bias, out});
}

void addNorm(std::vector<TensorFact>& facts, Role role, int layer, Extent d) {
    facts.push_back({role, layer, TensorKind::Gain, d});
    facts.push_back({role, layer, TensorKind::Bias, d});
}

TensorFact tableFact(Role role, Extent rows, const BaseConfig& config) {
    return {role, -1, TensorKind::Matrix, rows, {'d', config.hidden}};
}

std::vector<TensorFact> postNormEncoder(const BaseConfig& config) {
    const Extent d{'d', config.hidden}, f{'f', config.intermediate};
    std::vector<TensorFact> facts{tableFact(Role::Word, {'V', config.vocabulary}, config),
                                  tableFact(Role::Position, {'P', config.positions}, config)};
    addNorm(facts, Role::EmbeddingNorm, -1, d);
    for (int layer = 0; layer < config.layers; ++layer) {
        for (const Role role : {Role::Query, Role::Key, Role::Value, Role::AttentionOut})
            addProduct(facts, role, layer, d, d);
        addNorm(facts, Role::AttentionNorm, layer, d);
        addProduct(facts, Role::FfnIn, layer, f, d);
        addProduct(facts, Role::FfnOut, layer, d, f);
        addNorm(facts, Role::FfnNorm, layer, d);
    }
    return facts;
}

}  // namespace adapterscope
