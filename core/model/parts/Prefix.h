// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/design/methods/Prefix.h"
#include "core/model/Parts.h"
#include "core/model/parts/Gate.h"

namespace adapterscope {

/// What the prefixes of all layers are computed from: an embedding [P, d] through an MLP, d -> k -> 2d for each layer,
/// with tanh between (Li and Liang 2021, section 4.3).
class PrefixMlp : public TunedPart {
public:
    /// As AdapterHub and PEFT draw them: the embedding from N(0, 1), both layers uniformly within 1/sqrt(in).
    PrefixMlp(const PrefixSettings& settings, const BaseConfig& config, at::Generator& generator,
              const at::TensorOptions& options);

    KeysValues of(int layer) const;
    std::vector<PartTensor> tensors() override;
    std::optional<NamedTensors> stored() const override { return NamedTensors(); }  ///< dropped after training

private:
    at::Tensor m_embedding;                   // [P, d]
    at::Tensor m_hiddenWeight, m_hiddenBias;  // [k, d], [k]
    at::Tensor m_outputWeight, m_outputBias;  // [2Ld, k], [2Ld]: layer by layer, keys before values
};

/// The prefix of one layer's self-attention (Li and Liang 2021, section 4).
class Prefix : public PrefixPart {
public:
    /// With `mlp` its keys and values are computed; otherwise drawn from N(0, 1) and trained themselves.
    Prefix(const PrefixSettings& settings, int layer, std::shared_ptr<const PrefixMlp> mlp, int hidden,
           at::Generator& generator, const at::TensorOptions& options);

    KeysValues before(const Tokens& x) const override;
    std::string beyondMatrix() const override { return "keys and values of a prefix"; }
    std::vector<PartTensor> tensors() override;
    std::optional<NamedTensors> stored() const override;

private:
    KeysValues rows() const;  ///< without the gate

    int m_layer;
    std::shared_ptr<const PrefixMlp> m_mlp;
    at::Tensor m_keys, m_values;  // [P, d] without an MLP
    Gate m_gate;
};

/// A prefix in every layer.
void addPrefixes(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
