// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/methods/Ladder.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// A Transformer of width m beside the encoder's layers (Sung et al. 2022, LST, section 3.2). Over hidden states h_0 …
/// h_L: s_0 = down_0(h_0), s_l = layer_l(g_l down_l(h_l) + (1 - g_l) s_{l-1}) with g_l = sigmoid(alpha_l / 0.1), and
/// up(s_L) is the last hidden state. A layer is one of BERT's (attention and feed-forward block, a LayerNorm after the
/// skip-add of each) with the base's heads, activation and dropout.
class Ladder : public SidePart {
public:
    /// Matrices from a truncated normal of sigma 0.02; biases and alpha are 0, gains 1.
    Ladder(const LadderSettings& settings, const BaseConfig& base, at::Generator& generator,
           const at::TensorOptions& options);

    at::Tensor apply(const ForwardPass& pass, const std::vector<Tokens>& states) const override;
    std::string name() const override { return "the ladder"; }
    std::string beyondMatrix() const override { return "layers of a ladder"; }
    std::vector<PartTensor> tensors() override;

private:
    /// A trained product or LayerNorm.
    struct Trained {
        at::Tensor weight, bias;  // [out, in] or [m], [out]

        at::Tensor linear(const at::Tensor& x) const { return at::linear(x, weight, bias); }
        at::Tensor norm(const ForwardPass& pass, const at::Tensor& x) const;
    };
    struct Layer {
        Trained queryKeyValue, attentionOut, attentionNorm, ffnIn, ffnOut, ffnNorm;

        /// Of states x [tokens, m].
        at::Tensor apply(const ForwardPass& pass, const at::Tensor& x, const Layout& layout) const;
    };

    std::vector<Trained> m_down;  // L + 1
    at::Tensor m_gates;           // alpha [L]
    std::vector<Layer> m_layers;  // L
    Trained m_up;
};

/// The ladder of a part.
void addLadder(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
