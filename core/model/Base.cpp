// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Base.h"

#include <set>

#include "core/Error.h"
#include "core/SafeTensorsHeader.h"
#include "core/data/Bases.h"

namespace adapterscope {

std::shared_ptr<const Base> Base::load(const std::filesystem::path& folder, at::ScalarType type) {
    requireLoadable(folder);
    auto config = readBaseConfig(folder);
    requireFiniteWeights(folder, config);
    const auto file = folder / "model.safetensors";
    const auto names = storedNames(config, readSafeTensorsHeader(file));
    std::set<std::string> stored;
    for (const auto& [name, inFile] : names)
        stored.insert(inFile);
    const auto content = readSafeTensors(file, stored);
    NamedTensors tensors;
    for (const auto& [name, inFile] : names)
        tensors[name] = content.tensors.at(inFile).to(type);
    return std::make_shared<const Base>(std::move(config), std::move(tensors), file.string());
}

Base::Base(BaseConfig config, NamedTensors tensors, const std::string& where)
    : m_config(std::move(config)), m_tensors(std::move(tensors)) {
    std::map<std::string, FoundTensor> found;
    for (const auto& [name, tensor] : m_tensors)
        found[name] = {name, tensor.sizes().vec(), ""};
    requireEncoder(m_config, found, where);
    m_type = tensor("embeddings.word_embeddings.weight").scalar_type();
    const auto add = [&](const std::string& name) {
        m_matrices[name] = std::make_unique<FrozenMatrix>(tensor(name + ".weight"), tensor(name + ".bias"));
    };
    for (int i = 0; i < m_config.layers; ++i) {
        const auto self = layerPrefix(i) + "attention.self.";
        const auto stacked = [&](const char* kind) {
            return at::cat({tensor(self + "query" + kind), tensor(self + "key" + kind), tensor(self + "value" + kind)});
        };
        m_matrices[self + "qkv"] = std::make_unique<FrozenMatrix>(stacked(".weight"), stacked(".bias"));
        for (const auto* part : {"attention.output.dense", "intermediate.dense", "output.dense"})
            add(layerPrefix(i) + part);
    }
    if (m_config.hasPooler)
        add("pooler.dense");
}

const at::Tensor& Base::tensor(const std::string& name) const {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw Error("The base has no tensor " + name + ".");
    return found->second;
}

const FrozenMatrix& Base::matrix(const std::string& name) const {
    return *m_matrices.at(name);
}

}  // namespace adapterscope
