// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/design/methods/Adapter.h"
#include "core/design/methods/Fusion.h"
#include "core/model/parts/Adapter.h"

namespace adapterscope {

/// Attention over what frozen adapters add to one sub-layer's output (Pfeiffer et al. 2021, section 3).
class Fusion : public SubLayerPart {
public:
    /// Query and key are drawn from N(0, 0.02²) with biases 0, as AdapterHub draws them; the value matrix is the
    /// identity with 1e-6 beside its diagonal. The adapters, two or more, agree in what they read.
    Fusion(const FusionSettings& settings, const AdapterSettings& read, std::vector<std::unique_ptr<Adapter>> adapters,
           int hidden, at::Generator& generator, const at::TensorOptions& options);

    /// The weight of each adapter [tokens, n] for what they read, x [tokens, d], and what they add [tokens, n, d].
    /// Dropout acts on the scores as the base's own attention has it (`generator` is null outside training).
    at::Tensor weights(const at::Tensor& x, const at::Tensor& branches, double dropout, at::Generator* generator) const;

    at::Tensor apply(const SubLayer& at) const override;
    std::vector<PartTensor> tensors() override;
    /// The squares of V - I, times the settings' factor.
    at::Tensor penalty() const override;

private:
    double m_regularization;
    AdapterSettings m_read;  // form and original-layernorm tell what the adapters read
    std::vector<std::unique_ptr<Adapter>> m_adapters;
    at::Tensor m_queryWeight, m_queryBias;  // [d, d], [d]
    at::Tensor m_keyWeight, m_keyBias;      // [d, d], [d]
    at::Tensor m_valueWeight;               // [d, d]
};

/// One in every layer at every site that the settings name, over the adapters of the tuning's trained runs.
void addFusions(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
