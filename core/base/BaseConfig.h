// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/Activation.h"

namespace adapterscope {

/// What the classification head reads (command line: --pooling).
enum class Pooling { Pooler, Cls, Mean };

std::string toText(Pooling pooling);               ///< "pooler", "cls" or "mean"
Pooling poolingFromText(const std::string& text);  ///< throws Error naming the text and the choices

/// The head that an adapter was saved with, as far as another run needs to know it.
struct HeadFacts {
    int classes = 0;  ///< 0 = it was saved without a head
    int layers = 1;
    Pooling pooling = Pooling::Cls;  ///< what it reads
};

/// The shape of a pre-trained encoder, as a Hugging Face config.json states it. Missing fields take transformers'
/// defaults (BertConfig). All that counting parameters needs; no weights, no LibTorch.
struct BaseConfig {
    std::string family = "bert";  ///< model_type
    int hidden = 768;             ///< d
    int layers = 12;              ///< L
    int heads = 12;
    int intermediate = 3072;  ///< d_ff
    int vocabulary = 30522;   ///< V
    int positions = 512;
    int types = 2;
    Activation activation = Activation::Gelu;  ///< hidden_act
    double layerNormEps = 1e-12;
    double hiddenDropout = 0.1;
    double attentionDropout = 0.1;
    double initializerRange = 0.02;
    int padToken = 0;
    bool hasPooler = true;                     ///< whether the weights hold pooler.dense (true if there are none)
    Pooling defaultPooling = Pooling::Pooler;  ///< 1_Pooling/config.json, else pooler if the base has one, else cls
};

}  // namespace adapterscope
