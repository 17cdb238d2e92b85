// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/NamedUnion.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {

MethodInfo uniPeltMethod() {
    AdapterSettings adapter = settingsOf<AdapterSettings>(pfeifferMethod().defaults);
    adapter.gating = true;
    MethodInfo method = namedUnion("unipelt",
                                   {{prefixMethod(), {"prefix", PrefixSettings{.length = 10, .gating = true}}},
                                    {pfeifferMethod(), {"pfeiffer", adapter}},
                                    {loraMethod(), {"lora", LoraSettings{.rank = 8, .alpha = 2, .gating = true}}}},
                                   {{0, "length"}, {0, "hidden"}, {1, "m"}, {1, "sigma"}, {2, "r"}, {2, "alpha"}});
    method.title = "UniPELT";
    method.summary =
        "A prefix, an adapter and LoRA in every layer, each with a learned gate that decides from the text how much it "
        "contributes (Mao et al. 2022, section 3.2).";
    method.look = {"UniPELT", Hue::Purple, Marker::Square, Stroke::DashDotDot};
    // Not from its paper: that of its parts.
    method.learningRate = 1e-3;
    method.sizeKey = "m";
    return method;
}

}  // namespace adapterscope
