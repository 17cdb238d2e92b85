// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/Methods.h"

// The rows of the methods, one file each; Registry.cpp lists them in the order in which people see them.
namespace adapterscope {

MethodInfo houlsbyMethod();
MethodInfo pfeifferMethod();
MethodInfo parallelMethod();
MethodInfo adapterMethod();
MethodInfo fullMethod();
MethodInfo topMethod();
MethodInfo layerNormMethod();
MethodInfo headMethod();
MethodInfo bitFitMethod();
MethodInfo loraMethod();
MethodInfo ia3Method();
MethodInfo peanutMethod();
MethodInfo prefixMethod();
MethodInfo promptMethod();
MethodInfo compacterMethod();
MethodInfo fusionMethod();
MethodInfo invertibleMethod();
MethodInfo ladderMethod();
MethodInfo mamMethod();
MethodInfo uniPeltMethod();

/// Every LayerNorm of the base.
std::vector<TrainedTensor> layerNormTensors(const BaseConfig& base);
/// The pooler if the head reads it.
void addPooler(std::vector<TrainedTensor>& tensors, const BaseConfig& base, Pooling pooling);

}  // namespace adapterscope
