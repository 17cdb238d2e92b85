// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace adapterscope {

/// The functions that the program computes, in a base's feed-forward blocks and in adapters alike.
enum class Activation { Gelu, GeluTanh, Relu, Swish, Tanh, Sigmoid, LeakyRelu, Identity };

/// The function behind a name that transformers gives it (ACT2FN, a config.json's `hidden_act`); empty for a name
/// without a function here. Several names may mean one function.
std::optional<Activation> activationFromHiddenAct(const std::string& name);
/// The name under which a config.json states the function.
std::string hiddenActOf(Activation activation);
/// Every name that activationFromHiddenAct knows, for messages.
std::vector<std::string> hiddenActNames();

}  // namespace adapterscope
