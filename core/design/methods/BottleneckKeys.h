// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Activation.h"
#include "core/design/Keys.h"
#include "core/design/Site.h"

// What all adapters with a bottleneck have in common: keys over members of a method's settings, and where they sit.
namespace adapterscope {

/// As two parts at one site would both claim it.
std::string adapterPlace(int layer, Site site);

/// What the activation of a bottleneck may be.
const Words<Activation>& bottleneckActivations();

template <class Owner>
KeyInfo sitesKey(bool Owner::*attention, bool Owner::*ffn, const std::string& help) {
    KeyInfo key = describedKey({"sites", "Sites", help}, KeyKind::Choice);
    key.choices = {"attention+ffn", "attention", "ffn"};
    overPart(
        key,
        [=](const Part& part) -> std::string {
            const auto& settings = settingsOf<Owner>(part);
            if (settings.*attention)
                return settings.*ffn ? "attention+ffn" : "attention";
            return settings.*ffn ? "ffn" : "none";
        },
        [=, choices = key.choices](Part& part, const std::string& value) {
            bool hasAttention = false;
            bool hasFfn = false;
            for (const auto& site : split(value, '+')) {
                if (site != "attention" && site != "ffn" && value != "none")
                    throw Error("sites={}: '{}' is not a site; write {}.{}", value, site, listed(choices),
                                suggestion(site, {"attention", "ffn"}));
                hasAttention = hasAttention || site == "attention";
                hasFfn = hasFfn || site == "ffn";
            }
            settingsOf<Owner>(part).*attention = hasAttention;
            settingsOf<Owner>(part).*ffn = hasFfn;
        });
    return key;
}

template <class Owner>
KeyInfo activationKey(Activation Owner::*member) {
    return choiceKey(
        {"activation", "Activation",
         "The non-linearity in the bottleneck. `gelu` is the exact one (erf), `gelu-tanh` its approximation "
         "in the 2018 BERT code; other choices gain nothing (Houlsby et al. 2019, section 3.6)."},
        member, bottleneckActivations());
}

template <class Owner>
KeyInfo originalLayerNormKey(bool Owner::*member) {
    return choiceKey({"original-layernorm", "Layer's own LayerNorm",
                      "`before` applies the layer's own pre-trained LayerNorm to the sum of sub-layer output "
                      "and input before the adapter as well as after it (Pfeiffer et al. 2021, section 2.2)."},
                     member, Words<bool>{{"none", false}, {"before", true}});
}

}  // namespace adapterscope
