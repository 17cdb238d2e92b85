// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Base.h"

#include <set>

#include "core/base/BaseFolder.h"
#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/RequirePooler.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"

namespace adapterscope {

std::shared_ptr<const Base> Base::load(const std::filesystem::path& folder, const at::TensorOptions& options,
                                       std::shared_ptr<const Tokenizer> tokenizer) {
    requireLoadable(folder);
    auto config = readBaseConfig(folder);
    requireFiniteWeights(folder, config);
    Sentence fault = poolerFault(folder, config);
    const auto file = folder / "model.safetensors";
    const auto names = storedNames(config, readSafeTensorsHeader(file));
    std::set<std::string> stored;
    for (const auto& [name, inFile] : names)
        stored.insert(inFile);
    const auto content = readSafeTensors(file, stored);
    NamedTensors tensors;
    for (const auto& [name, inFile] : names)
        tensors[name] = content.tensors.at(inFile).to(options);
    auto base = std::make_shared<Base>(std::move(config), std::move(tensors), file.string(), std::move(fault));
    base->m_tokenizer = std::move(tokenizer);
    return base;
}

Base::Base(BaseConfig config, NamedTensors tensors, const std::string& where, Sentence poolerFault)
    : m_config(std::move(config)), m_poolerFault(std::move(poolerFault)), m_tensors(std::move(tensors)) {
    std::map<std::string, FoundTensor> found;
    for (const auto& [name, tensor] : m_tensors)
        found[name] = {name, tensor.sizes().vec(), ""};
    requireEncoder(m_config, found, where);
    for (const auto& [name, fact] : encoderTensors(m_config))
        m_byKey[fact.key()] = m_tensors.at(name);
    m_options = tensor({Role::Word, -1, TensorKind::Matrix}).options();
    for (const TensorFact& fact : tensorFacts(m_config))
        // Queries, keys and values are used stacked; the single ones are made in case a tuning acts on one of them.
        if (fact.kind == TensorKind::Matrix && !isTable(fact.role))
            m_matrices[fact.key()] =
                std::make_unique<FrozenMatrix>(tensor(fact.key()), tensor({fact.role, fact.layer, TensorKind::Bias}));
    for (int layer = 0; layer < m_config.layers; ++layer) {
        const auto stacked = [&](TensorKind kind) {
            return at::cat({tensor({Role::Query, layer, kind}), tensor({Role::Key, layer, kind}),
                            tensor({Role::Value, layer, kind})});
        };
        m_queryKeyValue.push_back(
            std::make_unique<FrozenMatrix>(stacked(TensorKind::Matrix), stacked(TensorKind::Bias)));
    }
}

void Base::requirePooler(Pooling pooling, const std::string& name) const {
    adapterscope::requirePooler(pooling, m_config, name);
    if (pooling == Pooling::Pooler && !m_poolerFault.text().empty())
        throw Error(m_poolerFault);
}

std::vector<std::int32_t> Base::wordIds(const std::string& text) const {
    if (!m_tokenizer)
        throw Error("The base was loaded without a tokenizer, so nothing can start from the text \"{}\".", text);
    return adapterscope::wordIds(text, *m_tokenizer, m_config);
}

const at::Tensor& Base::tensor(const std::string& name) const {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error("The base has no tensor {}.", name);
    return found->second;
}

const at::Tensor& Base::tensor(const TensorKey& key) const {
    return m_byKey.at(key);
}

const FrozenMatrix& Base::matrix(Role role, int layer) const {
    return *m_matrices.at({role, layer, TensorKind::Matrix});
}

}  // namespace adapterscope
