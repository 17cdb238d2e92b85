// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/design/Term.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// What a run trains: tensors of the base that it overrides, parts at their sites, and the classification head.
/// Everything else is read from the frozen base. A run owns its tuning; the base is shared.
class Tuning {
public:
    /// Fills a fresh tuning as the design specifies. Overrides start as copies of the base's tensors, parts are drawn
    /// from the seed, the head from a truncated normal of sigma 0.02 with zero bias (Houlsby et al. 2019's code).
    /// `runs` are those that the design refers to, if it does.
    Tuning(const Design& design, const Base& base, int classes, Pooling pooling, std::uint64_t seed,
           TrainedRuns runs = {});
    /// Every tensor of the base overridden, no head (pre-training).
    explicit Tuning(const Base& base);

    struct Parameter {
        std::string name;       ///< as in a tuning file
        std::string component;  ///< as in Budget
        at::Tensor tensor;
        TensorKind kind = TensorKind::Matrix;
        int layer = 0;  ///< where it takes effect, as TunedPlace has it; of several layers the highest
    };
    /// What is trained, in a fixed order; all require gradients.
    const std::vector<Parameter>& parameters() const { return m_parameters; }
    std::int64_t trained() const;              ///< their number of entries
    std::int64_t trainedBelow(int end) const;  ///< of those that take effect only in layers [0, end)
    std::map<std::string, std::int64_t> components() const;

    /// A tensor in place of the base's own.
    struct Override {
        at::Tensor tensor;
        std::size_t part;  ///< which of the design's parts trains it
    };
    const Override* overridden(const TensorKey& key) const;  ///< null if the base's own is used
    const SubLayerPart* at(int layer, Site site) const;      ///< null if there is none
    const std::vector<std::unique_ptr<ProductPart>>& at(Role role, int layer) const;  ///< in the order of the design
    const PrefixPart* prefix(int layer) const;                                        ///< null if there is none
    const PromptPart* prompt() const { return m_prompt.get(); }                       ///< null if there is none
    const StatePart* onStates() const { return m_onStates.get(); }                    ///< null if there is none
    const SidePart* side() const { return m_side.get(); }                             ///< null if there is none
    /// The position at which every text starts, 0 for most, and which of the design's parts puts it there.
    struct FirstPosition {
        int position = 0;
        std::size_t part = 0;
    };
    const FirstPosition& firstPosition() const { return m_firstPosition; }
    const at::Tensor& headWeight() const { return m_headWeight; }  ///< [classes, d]
    const at::Tensor& headBias() const { return m_headBias; }
    Pooling pooling() const { return m_pooling; }
    bool hasAdapters() const;  ///< parts at the end of sub-layers
    /// What tells how far the tuning takes this site from the base; null if it changes nothing there. An adapter speaks
    /// for its sub-layer. Elsewhere it is the sub-layer's output or, if its LayerNorm is trained, the result after
    /// that. LayerNorms that are trained beside adapters are not sites of their own.
    std::optional<Measured> measuredAt(int layer, Site site) const;
    bool isMeasuredBeyondAdapters() const;  ///< whether a site without adapters is measured
    bool hasSkip() const;  ///< whether all of them have their own skip connection (parallel ones add to h as well)
    /// What training adds to the loss; undefined if nothing.
    at::Tensor penalty() const;
    /// First layer whose output depends on a trained tensor, or is read by one beside the layers: -1 = the embeddings,
    /// L = only pooler and head.
    int lowestTrained() const { return m_lowest; }

    /// Copies of the trained tensors, and back (best-on-dev kept and restored; tuning files). load throws Error naming
    /// what does not fit; what is kept but not trained may be missing.
    NamedTensors state() const;
    void load(const NamedTensors& state);
    /// Copies of what is kept after training, as a tuning of the design asStored() loads it.
    NamedTensors stored() const;

    /// Puts a part at its site and trains its tensors: the end of a sub-layer, a product, a layer's self-attention, the
    /// embeddings, or beside the layers. They count to the component of a budget, and their names start with `name`.
    void add(int layer, Site site, const std::string& component, std::unique_ptr<SubLayerPart> part,
             const std::string& name);
    void add(Role role, int layer, const std::string& component, std::unique_ptr<ProductPart> part,
             const std::string& name);
    void add(int layer, const std::string& component, std::unique_ptr<PrefixPart> part, const std::string& name);
    void add(const std::string& component, std::unique_ptr<PromptPart> part, const std::string& name);
    void add(const std::string& component, std::unique_ptr<StatePart> part, const std::string& name);
    void add(const std::string& component, std::unique_ptr<SidePart> part, const std::string& name);
    /// Trains tensors that the parts of several layers share, from the lowest to the highest of these layers.
    void addShared(const std::string& name, const std::string& component, int lowest, int highest, TunedPart& shared);
    /// The runs that the design refers to, while the parts are made.
    const TrainedRuns& trainedRuns() const { return m_trainedRuns; }
    /// Keeps a tensor that a part reads but does not train, along with what is kept after training.
    void keep(const std::string& name, const at::Tensor& tensor) { m_kept.emplace(name, tensor); }
    /// Lets the text's positions start later, as after a prefix with positions=shifted.
    void shiftPositions(int by) { m_firstPosition = {by, m_filled}; }

private:
    void fill(const Part& part, const Base& base, at::Generator& generator);
    void override(const Base& base, std::vector<TrainedTensor> tensors);
    void add(const std::string& name, const std::string& component, at::Tensor& tensor, TensorKind kind, int layer);
    std::set<std::pair<int, Site>> changedSites() const;
    std::set<std::pair<int, Site>> sitesOfTrainedNorms() const;

    std::map<TensorKey, Override> m_overrides;
    std::map<std::pair<int, Site>, std::unique_ptr<SubLayerPart>> m_subLayerParts;
    std::map<std::pair<Role, int>, std::vector<std::unique_ptr<ProductPart>>> m_productParts;
    std::map<int, std::unique_ptr<PrefixPart>> m_prefixes;
    std::unique_ptr<PromptPart> m_prompt;
    std::unique_ptr<StatePart> m_onStates;
    std::unique_ptr<SidePart> m_side;
    at::Tensor m_headWeight, m_headBias;
    Pooling m_pooling = Pooling::Mean;
    int m_layers = 0;  ///< of the base: where the pooler and the head are
    int m_lowest = 0;
    std::vector<Parameter> m_parameters;
    FirstPosition m_firstPosition;
    std::size_t m_filled = 0;  ///< the design's parts that are complete: the number of the one that is being filled in
    TrainedRuns m_trainedRuns;
    NamedTensors m_kept;
    std::map<std::string, TunedPart*> m_parts;  // by the start of their tensors' names
};

}  // namespace adapterscope
