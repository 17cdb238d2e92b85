// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/methods/Adapter.h"
#include "core/model/Parts.h"
#include "core/model/parts/Gate.h"

namespace adapterscope {

/// One bottleneck adapter (Houlsby et al. 2019, section 2.1): a(x) = s (W_up f(W_down x + b_down) + b_up), added to the
/// sub-layer's output.
class Adapter : public SubLayerPart {
public:
    /// Draws both projections from the generator; biases start at 0. With sigma = 0, init=lora and init=zero the branch
    /// is exactly 0.
    Adapter(const AdapterSettings& settings, int m, int hidden, at::Generator& generator,
            const at::TensorOptions& options);

    /// The branch a(x) [tokens, d] without the skip connection; generator = null outside training.
    at::Tensor branch(const at::Tensor& x, const Layout& layout, at::Generator* generator) const;

    at::Tensor apply(const SubLayer& at) const override;
    at::Tensor close(const SubLayer& at) const override;
    bool hasSkip() const override { return m_settings.skip || m_settings.form == Form::Parallel; }
    std::vector<PartTensor> tensors() override;

private:
    struct OwnNorm {
        at::Tensor weight, bias;  // [d]; undefined if there is none
        at::Tensor apply(const at::Tensor& x) const;
    };
    at::Tensor carried(const SubLayer& at, const at::Tensor& input) const;

    AdapterSettings m_settings;
    at::Tensor m_downWeight, m_downBias;  // [m, d], [m]
    at::Tensor m_upWeight, m_upBias;      // [d, m], [d]
    at::Tensor m_scale;                   // [1] or [d] if it is learned
    Gate m_gate;
    OwnNorm m_normBefore, m_normAfter;
};

/// The adapters of a part in every layer and at every site that its settings name.
void addAdapters(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
