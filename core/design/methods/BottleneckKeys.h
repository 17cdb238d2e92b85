// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Activation.h"
#include "core/design/Keys.h"
#include "core/design/Site.h"

// What all adapters with a bottleneck have in common: keys over members of a method's settings, and where they sit.
namespace adapterscope {

/// The site as MethodInfo::places names it, so that two parts at one site are refused.
std::string adapterPlace(int layer, Site site);

/// What the activation of a bottleneck may be.
const Words<Activation>& bottleneckActivations();

template <class Owner>
KeyInfo sitesKey(std::set<Site> Owner::*member, const std::string& help) {
    KeyInfo key = setKey({"sites", "Sites", help}, member, subLayerWords(), "site");
    key.choices = namesIn(subLayerWords());
    key.choices.insert(key.choices.begin(), joined(subLayerWords(), {subLayers.begin(), subLayers.end()}));
    return key;
}

template <class Owner>
KeyInfo activationKey(Activation Owner::*member) {
    return choiceKey(
        {"activation", "Activation",
         "The non-linearity in the bottleneck. \"gelu\" is the exact one (erf), \"gelu-tanh\" its approximation "
         "in the 2018 BERT code; other choices gain nothing (Houlsby et al. 2019, section 3.6)."},
        member, bottleneckActivations());
}

template <class Owner>
KeyInfo originalLayerNormKey(bool Owner::*member) {
    return choiceKey({"original-layernorm", "Layer's own LayerNorm",
                      "\"before\" applies the layer's own pre-trained LayerNorm to the sum of sub-layer output "
                      "and input before the adapter as well as after it (Pfeiffer et al. 2021, section 2.2)."},
                     member, Words<bool>{{"none", false}, {"before", true}});
}

}  // namespace adapterscope
