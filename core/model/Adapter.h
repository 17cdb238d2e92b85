// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/design/Design.h"
#include "core/model/Batch.h"

namespace adapterscope {

/// Where a bottleneck adapter sits in a layer.
enum class Site { Attention, Ffn };
std::string toText(Site site);  ///< "attention", "ffn"

/// One bottleneck adapter (Houlsby et al. 2019, section 2.1): a(x) = s (W_up f(W_down x + b_down) + b_up), added to the
/// sub-layer's output.
class Adapter {
public:
    using LayerNorm = std::function<at::Tensor(const at::Tensor&)>;

    /// Draws both projections from the generator; biases start at 0. With sigma = 0, init=lora and init=zero the branch
    /// is exactly 0.
    Adapter(const AdapterSettings& settings, int m, int hidden, at::Generator& generator, at::ScalarType type);

    /// The branch a(x) [tokens, d] without the skip connection; generator = null outside training.
    at::Tensor branch(const at::Tensor& x, const Batch& batch, at::Generator* generator) const;

    /// The site: h is the sub-layer's output before its skip-add, t the sub-layer's input, layerNorm the layer's own
    /// LayerNorm. Returns what t is added to. `seen` is called with the adapter's input and its branch, where given.
    at::Tensor apply(const at::Tensor& h, const at::Tensor& t, const LayerNorm& layerNorm, const Batch& batch,
                     at::Generator* generator,
                     const std::function<void(const at::Tensor& input, const at::Tensor& branch)>& seen) const;

    /// Trained tensors by name (`down.weight`, …), in a fixed order.
    std::vector<std::pair<std::string, at::Tensor*>> tensors();

    bool skip() const { return m_settings.skip || m_settings.form == Form::Parallel; }

private:
    AdapterSettings m_settings;
    at::Tensor m_downWeight, m_downBias;  // [m, d], [m]
    at::Tensor m_upWeight, m_upBias;      // [d, m], [d]
    at::Tensor m_scale;                   // [1] or [d] where it is learned
    at::Tensor m_gateWeight, m_gateBias;  // [1, d], [1]
    at::Tensor m_normWeight, m_normBias;  // [d]
};

}  // namespace adapterscope
