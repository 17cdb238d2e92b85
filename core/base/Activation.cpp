// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Activation.h"

#include <array>
#include <utility>

namespace adapterscope {
namespace {

using Name = std::pair<const char*, Activation>;

/// The first name of a function is the one written to files. gelu_fast and gelu_accurate are gelu_new with its
/// constants rounded differently.
constexpr std::array<Name, 14> activations = {{{"gelu", Activation::Gelu},
                                               {"gelu_python", Activation::Gelu},
                                               {"gelu_new", Activation::GeluTanh},
                                               {"gelu_pytorch_tanh", Activation::GeluTanh},
                                               {"gelu_python_tanh", Activation::GeluTanh},
                                               {"gelu_fast", Activation::GeluTanh},
                                               {"gelu_accurate", Activation::GeluTanh},
                                               {"relu", Activation::Relu},
                                               {"silu", Activation::Swish},
                                               {"swish", Activation::Swish},
                                               {"tanh", Activation::Tanh},
                                               {"sigmoid", Activation::Sigmoid},
                                               {"leaky_relu", Activation::LeakyRelu},
                                               {"linear", Activation::Identity}}};

}  // namespace

std::optional<Activation> activationFromHiddenAct(const std::string& name) {
    for (const auto& [known, activation] : activations)
        if (name == known)
            return activation;
    return std::nullopt;
}

std::string hiddenActOf(Activation activation) {
    for (const auto& [name, known] : activations)
        if (known == activation)
            return name;
    return "";
}

std::vector<std::string> hiddenActNames() {
    std::vector<std::string> all;
    for (const auto& [name, activation] : activations)
        all.emplace_back(name);
    return all;
}

}  // namespace adapterscope
