// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "core/common/NumberFromText.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/BottleneckKeys.h"

namespace adapterscope {
namespace {

const Words<Init> initWords = {
    {"truncated-normal", Init::TruncatedNormal}, {"normal", Init::Normal}, {"lora", Init::Lora}, {"zero", Init::Zero}};
const Words<Form> formWords = {{"sequential", Form::Sequential}, {"parallel", Form::Parallel}};
const Words<OwnLayerNorm> ownLayerNormWords = {{"none", OwnLayerNorm::None},
                                               {"before", OwnLayerNorm::Before},
                                               {"after", OwnLayerNorm::After},
                                               {"both", OwnLayerNorm::Both},
                                               {"after-skip", OwnLayerNorm::AfterSkip},
                                               {"before+after-skip", OwnLayerNorm::BeforeAndAfterSkip}};
const Words<Residual> residualWords = {
    {"output", Residual::Output}, {"normed", Residual::Normed}, {"sum", Residual::Sum}};
const Words<Scale> scaleWords = {{"learned", Scale::Learned}, {"channel", Scale::Channel}};

/// `64`, `64@0-5+16@6-11`, or `64+16@6-11`: the size without layers applies to every layer not named. It is
/// left out if it is the default.
std::string sizesText(const Part& part) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    if (adapter.layerSizes.empty())
        return std::to_string(adapter.m);
    std::vector<std::pair<int, std::vector<int>>> groups;  // in the order of their lowest layers
    for (const auto& [layer, size] : adapter.layerSizes) {
        auto group = groups.begin();
        while (group != groups.end() && group->first != size)
            ++group;
        if (group == groups.end())
            group = groups.insert(group, {size, {}});
        group->second.push_back(layer);
    }
    std::string text = adapter.m == AdapterSettings{}.m ? std::string() : std::to_string(adapter.m);
    for (const auto& [size, layers] : groups)
        text += (text.empty() ? "" : "+") + std::to_string(size) + "@" + LayerSpan::of(layers).text();
    return text;
}

void addSizes(std::map<int, int>& sizes, int size, const std::string& span) {
    const LayerSpan layers = LayerSpan::parse(span);
    if (layers.listed().empty())
        throw Error("'{}@{}': after the @ come layers, counted from 0, such as 0-5.", size, span);
    for (const int layer : layers.listed())
        if (const auto [entry, added] = sizes.emplace(layer, size); !added && entry->second != size)
            throw Error("layer {} is given two sizes, {} and {}.", layer, entry->second, size);
}

void setSizes(Part& part, const std::string& text) {
    auto& adapter = settingsOf<AdapterSettings>(part);
    std::map<int, int> sizes;
    int size = AdapterSettings{}.m;
    int groupSize = 0;
    bool inGroup = false;
    const auto pieces = split(text, '+');
    for (const auto& piece : pieces) {
        const auto at = piece.find('@');
        if (at != std::string::npos) {
            groupSize = wholeNumberFromText(piece.substr(0, at));
            inGroup = true;
            addSizes(sizes, groupSize, piece.substr(at + 1));
        } else if (inGroup) {
            addSizes(sizes, groupSize, piece);
        } else if (&piece == &pieces.front()) {
            size = wholeNumberFromText(piece);
        } else {
            throw Error("'{}' names no layers; write sizes by layers as 64@0-5+16@6-11.", piece);
        }
    }
    adapter.m = size;
    adapter.layerSizes = std::move(sizes);
}

KeyInfo sizeKey(bool perLayer) {
    const KeyText text{
        "m", "Bottleneck size m",
        "The width of the adapter's bottleneck: it projects d features down to m and up again, for 2md + d + m "
        "parameters an adapter (Houlsby et al. 2019, section 2.1). The paper's sizes are 1 to 512 (figure 4)."};
    if (!perLayer)
        return integerKey(text, &AdapterSettings::m, 1, largestBottleneck);
    KeyInfo key = describedKey(text, KeyKind::Sizes);
    key.help += " Layers may differ: 64@0-5+16@6-11.";
    key.minimum = 1;
    key.maximum = largestBottleneck;
    overPart(key, sizesText, [](Part& part, const std::string& value) {
        readingKey("m", value, [&part](const std::string& sizes) { setSizes(part, sizes); });
    });
    return key;
}

/// A number, `learned` or `channel` (which start at 1), or `learned@4` for another initial value.
KeyInfo scaleKey() {
    KeyInfo key = describedKey(
        {"scale", "Scale",
         "Multiplies the adapter's branch: a number, \"learned\" (one trained factor an adapter) or \"channel\" (one a "
         "feature), both starting at 1 unless another start is given (\"learned@4\"). He et al. 2022 (section 4.6) use "
         "4 for the parallel form."},
        KeyKind::Number);
    key.choices = {"learned", "channel"};
    key.minimum = -1000;
    key.maximum = 1000;
    overPart(
        key, [](const Part& part) { return scaleText(settingsOf<AdapterSettings>(part)); },
        [](Part& part, const std::string& value) {
            auto& adapter = settingsOf<AdapterSettings>(part);
            const auto at = value.find('@');
            for (const auto& [word, kind] : scaleWords) {
                if (value.substr(0, at) == word) {
                    adapter.scale =
                        at == std::string::npos ? 1 : readingKey("scale", value.substr(at + 1), numberFromText);
                    adapter.scaleKind = kind;
                    return;
                }
            }
            try {
                adapter.scale = numberFromText(value);
            } catch (const Error&) {
                throw Error("scale={}: '{}' is not a choice; write a finite number, learned or channel.{}", value,
                            value, suggestion(value, {"learned", "channel"}));
            }
            adapter.scaleKind = Scale::Number;
        });
    return key;
}

std::vector<KeyInfo> shapeKeys(bool perLayer) {
    using A = AdapterSettings;
    return {
        sizeKey(perLayer),
        sitesKey(&A::sites,
                 "Where a layer has adapters: at the attention's output projection, at the feed-forward block, or at "
                 "both as in Houlsby et al. 2019 (section 2.1, figure 2); after it, or beside it with form=parallel. "
                 "Pfeiffer et al. 2021 keep only the second."),
        choiceKey({"form", "Form",
                   "Sequential adapters change a sub-layer's output; parallel ones read its input and add to its "
                   "output (He et al. 2022, section 3.3; Houlsby et al. 2019 saw no gain, section 3.6)."},
                  &A::form, formWords),
        activationKey(&A::activation),
        choiceKey(
            {"init", "Initialisation",
             "How the two projections start; biases start at 0. \"truncated-normal\" is the published start (Houlsby "
             "et al. 2019, section 3.6). \"zero\" sets the up-projection to 0 and draws the down-projection as "
             "\"truncated-normal\" does; \"lora\" sets it to 0 over a Kaiming-uniform down-projection (He et al. 2022, "
             "section 4.6): with the skip connection both start as exactly the identity."},
            &A::init, initWords),
        numberKey({"sigma", "Sigma",
                   "Standard deviation of the projections' start, before truncation at 2 sigma; with init=zero only of "
                   "the down-projection's, and unused with init=lora. At 1e-2 and below the "
                   "adapter starts near the identity and trains well; larger values degrade (Houlsby et al. 2019, "
                   "section 3.6, figure 6)."},
                  &A::sigma, 0, 10),
        layersKey({"layers", "Layers",
                   "Which layers have adapters, counted from 0: all, none, or spans such as 0-3+6. Adapters of the "
                   "lower layers matter less than those of the upper ones (Houlsby et al. 2019, section 3.6)."},
                  &A::layers),
        choiceKey({"layernorm", "Train LayerNorms",
                   "Whether every LayerNorm of the base is trained too, the embeddings' included: 2d parameters each "
                   "(Houlsby et al. 2019, section 2.1). Pfeiffer et al. 2021 leave them frozen."},
                  &A::layerNorm, Words<bool>{{"all", true}, {"none", false}}),
        switchKey(
            {"skip", "Skip connection",
             "The adapter's own skip connection. With it, projections near 0 make the adapter nearly the identity; "
             "without it, which only form=sequential allows, the sub-layer's output is lost at the start (Houlsby et "
             "al. 2019, section 2.1)."},
            &A::skip),
        scaleKey(),
        numberKey({"dropout", "Adapter dropout",
                   "The share of the branch's outputs set to 0 in training. The published adapters have none inside "
                   "(Houlsby et al. 2019, section 2.1)."},
                  &A::dropout, 0, 0.99),
    };
}

}  // namespace

const Words<Activation>& bottleneckActivations() {
    static const Words<Activation> words = {{"gelu", Activation::Gelu},
                                            {"gelu-tanh", Activation::GeluTanh},
                                            {"relu", Activation::Relu},
                                            {"swish", Activation::Swish},
                                            {"tanh", Activation::Tanh},
                                            {"sigmoid", Activation::Sigmoid},
                                            {"leaky-relu", Activation::LeakyRelu},
                                            {"identity", Activation::Identity}};
    return words;
}

std::string scaleText(const AdapterSettings& adapter) {
    if (adapter.scaleKind == Scale::Number)
        return numberText(adapter.scale);
    const std::string word = wordOf(scaleWords, adapter.scaleKind);
    return adapter.scale == 1 ? word : word + "@" + numberText(adapter.scale);
}

std::vector<KeyInfo> adapterKeys(bool perLayer) {
    using A = AdapterSettings;
    auto keys = shapeKeys(perLayer);
    keys.push_back(originalLayerNormKey(&A::originalLayerNormBefore));
    keys.push_back(choiceKey({"own-layernorm", "New LayerNorm",
                              "A new LayerNorm inside the adapter, before the down-projection, after the "
                              "up-projection, or both: 2d more parameters each; after-skip normalises after the skip "
                              "connection instead. It gains nothing (Houlsby et al. 2019, section 3.6)."},
                             &A::ownLayerNorm, ownLayerNormWords));
    keys.push_back(switchKey({"gating", "Gating",
                              "A trained gate, sigmoid(w x + b) averaged over the tokens, multiplies the branch: d + 1 "
                              "more parameters (Mao et al. 2022, UniPELT, section 3.2)."},
                             &A::gating));
    keys.push_back(integerKey({"drop", "Drop lowest layers",
                               "How many of the lowest layers have no adapters, so that training stops above them "
                               "(Rücklé et al. 2021, AdapterDrop, section 4)."},
                              &A::drop, 0, 9999));
    keys.push_back(
        choiceKey({"residual", "Skip carries",
                   "What the adapter's skip connection carries: output, the sub-layer's output (Houlsby et "
                   "al. 2019, section 2.1); normed, what the adapter reads, after the layer's own "
                   "LayerNorm; sum, the output with the sub-layer's input added, as in AdapterHub's post_add."},
                  &A::residual, residualWords));
    keys.push_back(switchKey({"layer-end", "End of the sub-layer",
                              "Whether the sub-layer's skip-add and LayerNorm follow the adapter, as in every "
                              "published design (Houlsby et al. 2019, section 2.1); AdapterHub can leave them out."},
                             &A::originalLayerNormAfter));
    return keys;
}

}  // namespace adapterscope
