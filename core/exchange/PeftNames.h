// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "core/design/methods/Ia3.h"
#include "core/exchange/SavedAdapter.h"

// How PEFT names what it keeps: read and written by the same table.
namespace adapterscope {

/// A tensor of a tuning by its own name, and where PEFT keeps it.
using PeftTensor = std::pair<std::string, SavedTensor>;

struct PeftLora {
    PeftTensor down, up, magnitude;
};
/// LoRA's update of a matrix: a product or the table of words.
PeftLora peftLora(const BaseConfig& base, const TensorFact& matrix);
/// A bias of the base that is trained. A module that LoRA updates keeps its own tensors one level below.
PeftTensor peftBias(const BaseConfig& base, const TensorFact& bias, bool isUpdated);
/// What BEFT adds to what a product gives.
PeftTensor peftAddedBias(const BaseConfig& base, const TensorFact& bias);
PeftTensor peftScale(const BaseConfig& base, const Ia3Settings::Place& place);
/// A tensor of a LayerNorm.
PeftTensor peftNorm(const BaseConfig& base, const TensorFact& fact);

struct PeftPeanut {
    PeftTensor first, last;
};
PeftPeanut peftPeanut(const BaseConfig& base, const TensorFact& matrix);
/// Its encoder and decoder of that number.
PeftPeanut peftPeanutPair(const BaseConfig& base, const TensorFact& matrix, int number);

/// The keys and values of every layer, which are one tensor there.
SavedTensors peftPrefix(const BaseConfig& base);
PeftTensor peftPrompt();

/// A name in the model of a class, as it is if the model is only the encoder: BertModel.
std::string peftNameInEncoder(const BaseConfig& base, const std::string& name);

/// Before the names of a class's own modules: `base_model.model.`, or for prefixes and prompts `base_model.`.
std::string peftRoot(bool isPrompt);

}  // namespace adapterscope
