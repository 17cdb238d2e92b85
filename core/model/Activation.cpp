// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Activation.h"

namespace adapterscope {

at::Tensor activate(Activation activation, const at::Tensor& x) {
    switch (activation) {
        case Activation::Gelu:
            return at::gelu(x);
        case Activation::GeluTanh:
            return at::gelu(x, "tanh");
        case Activation::Relu:
            return at::relu(x);
        case Activation::Swish:
            return at::silu(x);
        case Activation::Tanh:
            return at::tanh(x);
        case Activation::Sigmoid:
            return at::sigmoid(x);
        case Activation::LeakyRelu:
            return at::leaky_relu(x);
        case Activation::Identity:
            return x;
    }
    return x;
}

}  // namespace adapterscope
