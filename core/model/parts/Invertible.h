// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/design/methods/Invertible.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// An additive coupling of the two halves of hidden state 0 (Pfeiffer et al. 2020, MAD-X, section 4.2).
class Invertible : public StatePart {
public:
    /// Weights from N(0, 0.02^2), biases 0, as AdapterHub draws them.
    Invertible(const InvertibleSettings& settings, int hidden, at::Generator& generator,
               const at::TensorOptions& options);

    at::Tensor apply(const at::Tensor& x) const override;
    std::string beyondMatrix() const override { return "invertible adapters"; }
    std::vector<PartTensor> tensors() override;

private:
    struct Network {
        at::Tensor downWeight, downBias, upWeight, upBias;  // [m, d/2], [m], [d/2, m], [d/2]
    };
    at::Tensor through(const Network& network, const at::Tensor& x) const;

    Activation m_activation;
    std::array<Network, 2> m_networks;  // F, G
};

/// The adapter of a part.
void addInvertible(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
