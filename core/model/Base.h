// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/BaseTensors.h"
#include "core/common/Sentence.h"
#include "core/model/SafeTensors.h"
#include "core/model/kernels/FrozenMatrix.h"

namespace adapterscope {

class Tokenizer;

/// The frozen pre-trained encoder: its config and its tensors by name (transformers' names without the model's prefix).
/// Never changes after loading, so any number of runs share one.
class Base {
public:
    /// Reads config.json and, of model.safetensors, the encoder of a Hugging Face folder. Its tensors get the type
    /// (float32; float64 in tests) and the device of `options`, as does everything that a pass over them makes.
    /// Throws one Error that lists every missing or misshapen tensor.
    /// The folder's tokenizer is needed only by parts that start as the words of a text.
    static std::shared_ptr<const Base> load(const std::filesystem::path& folder, const at::TensorOptions& options,
                                            std::shared_ptr<const Tokenizer> tokenizer = nullptr);
    /// From tensors at hand (pre-training, tests); `where` names them in messages.
    Base(BaseConfig config, NamedTensors tensors, const std::string& where, Sentence poolerFault = "");

    const BaseConfig& config() const { return m_config; }
    at::ScalarType type() const { return m_options.dtype().toScalarType(); }
    at::Device device() const { return m_options.device(); }
    /// Type and device of its tensors, with which everything in a pass is made.
    const at::TensorOptions& options() const { return m_options; }
    /// Throws Error if the head is to read a pooler that the base does not have or that computes NaN; `name` is the
    /// base's.
    void requirePooler(Pooling pooling, const std::string& name) const;
    /// The ids of a text's tokens without special ones. Throws Error if there are none or no tokenizer was given.
    std::vector<std::int32_t> wordIds(const std::string& text) const;
    const NamedTensors& tensors() const { return m_tensors; }
    const at::Tensor& tensor(const std::string& name) const;
    const at::Tensor& tensor(const TensorKey& key) const;
    /// The frozen matrix of a product, with its bias.
    const FrozenMatrix& matrix(Role role, int layer) const;
    /// Those of query, key and value stacked: [3d, d].
    const FrozenMatrix& queryKeyValue(int layer) const { return *m_queryKeyValue.at(static_cast<std::size_t>(layer)); }

private:
    BaseConfig m_config;
    Sentence m_poolerFault;
    std::shared_ptr<const Tokenizer> m_tokenizer;  // null if none was given
    NamedTensors m_tensors;
    at::TensorOptions m_options;
    std::map<TensorKey, at::Tensor> m_byKey;
    std::map<TensorKey, std::unique_ptr<FrozenMatrix>> m_matrices;
    std::vector<std::unique_ptr<FrozenMatrix>> m_queryKeyValue;
};

}  // namespace adapterscope
