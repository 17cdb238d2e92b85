// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/design/Activation.h"
#include "core/design/BaseConfig.h"
#include "core/design/LayerSpan.h"

namespace adapterscope {

enum class Form { Sequential, Parallel };
enum class Init { TruncatedNormal, Normal, Lora, Zero };
enum class Scale { Number, Learned, Channel };
enum class OwnLayerNorm { None, Before, After };

/// A bottleneck adapter in each chosen layer and site (Houlsby et al. 2019, section 2.1).
/// Sequential: h + s * W_up f(W_down h + b_down) + b_up, h the sub-layer's output before its skip-add; parallel reads
/// the sub-layer's input.
struct AdapterSettings {
    int m = 64;                     ///< bottleneck size of every layer that layerSizes does not name
    std::map<int, int> layerSizes;  ///< layer -> m, where it differs (`m=64@0-5+16@6-11`)
    bool attention = true;          ///< a site after the attention output projection
    bool ffn = true;                ///< a site after the feed-forward block
    Form form = Form::Sequential;
    Activation activation = Activation::Gelu;
    Init init = Init::TruncatedNormal;
    double sigma = 1e-2;    ///< standard deviation of both projections before truncation at 2 sigma (section 3.6)
    LayerSpan layers;       ///< which layers have adapters; all by default
    bool layerNorm = true;  ///< train every LayerNorm of the base, the embeddings' included
    bool skip = true;       ///< the adapter's own skip connection
    Scale scaleKind = Scale::Number;
    double scale = 1;    ///< s, or its start where it is learned
    double dropout = 0;  ///< on the branch's output, in training
    bool originalLayerNormBefore =
        false;  ///< Pfeiffer: the layer's own LayerNorm also before the adapter (peers.md, seq_bn)
    OwnLayerNorm ownLayerNorm = OwnLayerNorm::None;
    bool gating = false;  ///< sigmoid(Linear(d, 1)) averaged over tokens multiplies the branch
    int drop = 0;         ///< AdapterDrop: the lowest `drop` layers have no adapters

    /// m of a layer, 0 where the layer has no adapters.
    int sizeAt(int layer) const;
    /// Whether the initialisation is drawn with sigma, which says nothing of the others.
    bool isDrawnBySigma() const { return init == Init::TruncatedNormal || init == Init::Normal; }
    bool operator==(const AdapterSettings&) const = default;
};

struct FullSettings {
    bool operator==(const FullSettings&) const = default;
};
struct HeadSettings {
    bool operator==(const HeadSettings&) const = default;
};
struct LayerNormSettings {
    bool operator==(const LayerNormSettings&) const = default;
};
/// The top k layers, the pooler where the head reads it, and the head (papers.md section 8).
struct TopSettings {
    int k = 1;
    bool operator==(const TopSettings&) const = default;
};

using MethodSettings = std::variant<AdapterSettings, FullSettings, TopSettings, LayerNormSettings, HeadSettings>;

/// One method with all its settings: what a run trains.
struct Design {
    std::string name = "houlsby";  ///< as typed; several names may share one method with other defaults
    MethodSettings settings = AdapterSettings{};
    bool head = true;                    ///< the classification head is trained
    std::optional<double> learningRate;  ///< `lr=`: a rate of its own in a sweep
    bool operator==(const Design&) const = default;
};

/// What is wrong with a design (a fault), or worth saying (a remark); `key` names the setting, as the command line
/// writes it.
struct Finding {
    bool fault = true;
    std::string key;
    std::string sentence;
};

/// `NAME[:key=value,...]`, no alternatives. Throws Error naming what is not understood and the choices.
Design parseDesign(std::string_view text);
/// The same with alternatives `a|b` in values, expanded in order (last key fastest).
std::vector<Design> expandDesigns(std::string_view text);
/// Canonical text: the name as typed, keys in the order of ../shared/cli.md, defaults left out.
std::string toText(const Design& design);
/// The same with the keys in `spelled` said even at their defaults, for telling designs apart.
std::string toText(const Design& design, const std::set<std::string>& spelled);
nlohmann::json toJson(const Design& design);
Design designFromJson(const nlohmann::json& json);

/// Faults and remarks without, and with, a base to hold the design against.
std::vector<Finding> validate(const Design& design);
std::vector<Finding> validate(const Design& design, const BaseConfig& base);
/// And against what the head reads.
std::vector<Finding> validate(const Design& design, const BaseConfig& base, Pooling pooling);
/// Throws one Error with every fault's sentence, but those of the key `exceptKey`, whose value is still to be chosen.
void requireValid(const Design& design, const BaseConfig& base, const std::string& exceptKey = "");

/// The method's default learning rate (cli.md), or the design's own.
double learningRateOf(const Design& design);

}  // namespace adapterscope
