// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/design/BaseConfig.h"
#include "core/model/FrozenMatrix.h"
#include "core/model/SafeTensors.h"

namespace adapterscope {

/// The frozen pre-trained encoder: its config and its tensors by name (transformers' names without the `bert.` prefix).
/// Never changes after loading, so any number of runs share one.
class Base {
public:
    /// Reads config.json and model.safetensors of a Hugging Face folder. Float tensors become `type` (float32; float64
    /// in tests). Throws one Error that lists every missing or misshapen tensor.
    static std::shared_ptr<const Base> load(const std::filesystem::path& folder, at::ScalarType type = at::kFloat);
    /// From tensors at hand (pre-training, tests); `where` names them in messages.
    Base(BaseConfig config, NamedTensors tensors, const std::string& where);

    const BaseConfig& config() const { return m_config; }
    at::ScalarType type() const { return m_type; }
    const NamedTensors& tensors() const { return m_tensors; }
    bool has(const std::string& name) const { return m_tensors.count(name) > 0; }
    const at::Tensor& tensor(const std::string& name) const;
    /// The frozen matrix `name`.weight with `name`.bias; `….attention.self.qkv` is query, key and value stacked: [3d,
    /// d].
    const FrozenMatrix& matrix(const std::string& name) const;

private:
    BaseConfig m_config;
    NamedTensors m_tensors;
    at::ScalarType m_type = at::kFloat;
    std::map<std::string, std::unique_ptr<FrozenMatrix>> m_matrices;
};

/// Name, shape of every tensor an encoder of this config must have.
std::map<std::string, std::vector<std::int64_t>> encoderTensors(const BaseConfig& config);
/// `encoder.layer.{i}.`
std::string layerPrefix(int layer);

}  // namespace adapterscope
