// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/NamedUnion.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {

MethodInfo mamMethod() {
    const MethodInfo adapters = parallelMethod();
    MethodInfo method = namedUnion(
        "mam",
        {{prefixMethod(), {"prefix", PrefixSettings{.hidden = 800}}}, {adapters, adapters.defaults.parts.front()}},
        {{0, "length"}, {0, "hidden"}, {1, "m"}, {1, "scale"}});
    method.title = "MAM";
    method.summary =
        "Mix-and-match: a prefix at each layer's attention and a parallel adapter, scaled by 4, beside each "
        "feed-forward block (He et al. 2022, section 4.6).";
    method.look = {"MAM", Hue::Green, Marker::Circle, Stroke::Solid};
    // Not from its paper, which takes 1e-4 for all methods: that of its parts.
    method.learningRate = 1e-3;
    method.sizeKey = "m";
    return method;
}

}  // namespace adapterscope
