// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Base.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/Error.h"
#include "core/data/Bases.h"

namespace adapterscope {
namespace {

/// transformers' name without the model's prefix; older checkpoints call LayerNorm's tensors gamma and beta.
std::string plainName(std::string name, const std::string& family) {
    if (name.rfind(family + ".", 0) == 0)
        name.erase(0, family.size() + 1);
    for (const auto& [old, now] :
         {std::pair{".LayerNorm.gamma", ".LayerNorm.weight"}, {".LayerNorm.beta", ".LayerNorm.bias"}})
        if (const auto at = name.rfind(old);
            at != std::string::npos && at + std::string_view(old).size() == name.size())
            name.replace(at, std::string::npos, now);
    return name;
}

}  // namespace

std::string layerPrefix(int layer) {
    return fmt::format("encoder.layer.{}.", layer);
}

std::map<std::string, std::vector<std::int64_t>> encoderTensors(const BaseConfig& c) {
    const std::int64_t d = c.hidden, f = c.intermediate;
    std::map<std::string, std::vector<std::int64_t>> tensors;
    const auto linear = [&](const std::string& name, std::int64_t out, std::int64_t in) {
        tensors[name + ".weight"] = {out, in};
        tensors[name + ".bias"] = {out};
    };
    const auto layerNorm = [&](const std::string& name) { tensors[name + ".weight"] = tensors[name + ".bias"] = {d}; };
    tensors["embeddings.word_embeddings.weight"] = {c.vocabulary, d};
    tensors["embeddings.position_embeddings.weight"] = {c.positions, d};
    tensors["embeddings.token_type_embeddings.weight"] = {c.types, d};
    layerNorm("embeddings.LayerNorm");
    for (int i = 0; i < c.layers; ++i) {
        const auto layer = layerPrefix(i);
        for (const auto* part : {"query", "key", "value"})
            linear(layer + "attention.self." + part, d, d);
        linear(layer + "attention.output.dense", d, d);
        layerNorm(layer + "attention.output.LayerNorm");
        linear(layer + "intermediate.dense", f, d);
        linear(layer + "output.dense", d, f);
        layerNorm(layer + "output.LayerNorm");
    }
    if (c.hasPooler)
        linear("pooler.dense", d, d);
    return tensors;
}

std::shared_ptr<const Base> Base::load(const std::filesystem::path& folder, at::ScalarType type) {
    auto config = readBaseConfig(folder);
    requireFiniteWeights(folder);
    const auto file = folder / "model.safetensors";
    auto content = readSafeTensors(file);
    const auto needed = encoderTensors(config);
    const auto requireUnneeded = [&](const std::string& name, const std::string& typeName) {
        if (needed.contains(plainName(name, config.family)))
            throw Error(
                fmt::format("{}: the tensor {} has the type {}; a base's weights are F32, F16, BF16 or F64. "
                            "Choose a base that is not quantised.",
                            file.string(), name, typeName));
    };
    for (const auto& [name, typeName] : content.unread)
        requireUnneeded(name, typeName);
    NamedTensors tensors;
    for (auto& [name, tensor] : content.tensors) {
        if (!tensor.is_floating_point())
            requireUnneeded(name, at::toString(tensor.scalar_type()));
        tensors[plainName(name, config.family)] = tensor.is_floating_point() ? tensor.to(type) : tensor;
    }
    config.hasPooler = tensors.count("pooler.dense.weight") > 0;
    return std::make_shared<const Base>(std::move(config), std::move(tensors), file.string());
}

Base::Base(BaseConfig config, NamedTensors tensors, const std::string& where)
    : m_config(std::move(config)), m_tensors(std::move(tensors)) {
    std::vector<std::string> faults;
    for (const auto& [name, shape] : encoderTensors(m_config)) {
        const auto found = m_tensors.find(name);
        if (found == m_tensors.end())
            faults.push_back(name + " is missing");
        else if (found->second.sizes() != at::IntArrayRef(shape))
            faults.push_back(fmt::format("{} has the shape [{}] where config.json asks for [{}]", name,
                                         fmt::join(found->second.sizes().vec(), ", "), fmt::join(shape, ", ")));
    }
    if (!faults.empty()) {
        const auto shown =
            std::vector<std::string>(faults.begin(), faults.begin() + std::min<std::ptrdiff_t>(5, std::ssize(faults)));
        throw Error(fmt::format(
            "{} does not hold the encoder that its config.json describes: {}{}. Fetch the base again.", where,
            fmt::join(shown, "; "), faults.size() > 5 ? fmt::format("; and {} more", faults.size() - 5) : ""));
    }
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
