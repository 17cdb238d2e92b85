// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Family.h"

#include <fmt/format.h>

#include "core/base/BaseConfig.h"
#include "core/base/families/Families.h"
#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {

const std::vector<Family>& families() {
    static const std::vector<Family> all = {
        bertFamily(),
        distilBertFamily(),
    };
    return all;
}

std::vector<std::string> familyNames() {
    std::vector<std::string> names;
    for (const Family& family : families())
        names.push_back(family.name);
    return names;
}

const Family& familyNamed(const std::string& name) {
    for (const Family& family : families())
        if (family.name == name)
            return family;
    throw Error("The family \"{}\" is not among the supported ones: {}.", name, listed(familyNames(), "and"));
}

std::string nameInLayer(std::string name, int layer) {
    if (const std::size_t place = name.find(layerPlace); place != std::string::npos)
        name.replace(place, layerPlace.size(), std::to_string(layer));
    return name;
}

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
