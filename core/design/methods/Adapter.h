// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/Activation.h"
#include "core/design/LayerSpan.h"
#include "core/design/Methods.h"
#include "core/design/Site.h"

namespace adapterscope {

enum class Form { Sequential, Parallel };
enum class Init { TruncatedNormal, Normal, Lora, Zero };
enum class Scale { Number, Learned, Channel };
/// A LayerNorm of the adapter's own: before the down-projection, after the up-projection, both, or, instead of after
/// the up-projection, after the skip connection.
enum class OwnLayerNorm { None, Before, After, Both, AfterSkip, BeforeAndAfterSkip };
bool hasNormBefore(OwnLayerNorm norm);
bool hasNormAfter(OwnLayerNorm norm);  ///< after the up-projection or after the skip connection
bool isAfterSkip(OwnLayerNorm norm);
OwnLayerNorm ownLayerNormOf(bool before, bool after, bool afterSkip);
/// What the adapter's skip connection carries: the sub-layer's output h, what the adapter reads, or h with the
/// sub-layer's input added.
enum class Residual { Output, Normed, Sum };

/// A bottleneck adapter in each chosen layer and site (Houlsby et al. 2019, section 2.1).
/// Sequential: h + s * W_up f(W_down h + b_down) + b_up, h the sub-layer's output before its skip-add; parallel reads
/// the sub-layer's input.
struct AdapterSettings {
    int m = 64;                     ///< bottleneck size of every layer that layerSizes does not name
    std::map<int, int> layerSizes;  ///< layer -> m, if it differs (`m=64@0-5+16@6-11`)
    std::set<Site> sites = {Site::Attention, Site::Ffn};
    Form form = Form::Sequential;
    Activation activation = Activation::Gelu;
    Init init = Init::TruncatedNormal;
    double sigma = 1e-2;    ///< standard deviation of both projections before truncation at 2 sigma (section 3.6)
    LayerSpan layers;       ///< which layers have adapters; all by default
    bool layerNorm = true;  ///< train every LayerNorm of the base, the embeddings' included
    bool skip = true;       ///< the adapter's own skip connection
    Scale scaleKind = Scale::Number;
    double scale = 1;    ///< s, or its initial value if it is learned
    double dropout = 0;  ///< on the branch's output, in training
    bool originalLayerNormBefore =
        false;  ///< Pfeiffer: the layer's own LayerNorm also before the adapter, as AdapterHub's seq_bn
    bool originalLayerNormAfter = true;  ///< the skip-add and LayerNorm that every sub-layer ends with
    Residual residual = Residual::Output;
    OwnLayerNorm ownLayerNorm = OwnLayerNorm::None;
    bool gating = false;  ///< sigmoid(Linear(d, 1)) averaged over tokens multiplies the branch
    int drop = 0;         ///< AdapterDrop: the lowest `drop` layers have no adapters

    /// m of a layer, 0 if the layer has no adapters.
    int sizeAt(int layer) const;
    /// Whether the initialisation is drawn with sigma, which does not affect the others.
    bool isDrawnBySigma() const { return init == Init::TruncatedNormal || init == Init::Normal; }
    bool operator==(const AdapterSettings&) const = default;
};

/// Every bottleneck adapter of a design, those in named unions included.
std::vector<AdapterSettings*> adaptersOf(Design& design);

/// Every key of bottleneck adapters in their order; `perLayer` lets m be given by layers.
std::vector<KeyInfo> adapterKeys(bool perLayer);

/// The scale as its key has it: "4", "learned".
std::string scaleText(const AdapterSettings& adapter);

/// What the drawing shows of a part's bottleneck adapters.
Bottleneck bottleneckOfAdapters(const Part& part, const BaseConfig& base);

/// Appends what is wrong with, or worth a remark about, a bottleneck adapter; the base is null if none is known.
void checkAdapters(const Design& design, const Part& part, const BaseConfig* base, std::vector<Finding>& findings);

/// The largest bottleneck that is accepted as intended.
constexpr int largestBottleneck = 65536;

}  // namespace adapterscope
