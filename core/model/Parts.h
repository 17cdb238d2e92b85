// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <typeindex>
#include <vector>

#include "core/design/Design.h"
#include "core/model/Pass.h"

namespace adapterscope {

/// A trained tensor of a part.
struct PartTensor {
    std::string name;  ///< below the part's own: `down.weight`
    at::Tensor* tensor;
    TensorKind kind = TensorKind::Matrix;  ///< what the optimiser of 2018 decays: only matrices
};

/// What a method puts into the pass at one site: a module with trained tensors of its own.
class TunedPart {
public:
    TunedPart() = default;
    virtual ~TunedPart() = default;
    TunedPart(const TunedPart&) = delete;
    TunedPart& operator=(const TunedPart&) = delete;

    /// In a fixed order.
    virtual std::vector<PartTensor> tensors() = 0;
    /// What is kept after training, if that is not what was trained: the tensors of the design asStored().
    virtual std::optional<NamedTensors> stored() const { return std::nullopt; }
    /// What of it no matrix and no bias of the base can hold, so that neither can take its place: in the plural, as in
    /// "gates that depend on the text"; empty if nothing, and of what parts share.
    virtual std::string beyondMatrix() const { return {}; }
    /// What training adds to the loss; undefined if nothing.
    virtual at::Tensor penalty() const { return {}; }

    /// Which of the design's parts it belongs to.
    std::size_t part() const { return m_part; }

private:
    friend class Tuning;
    std::size_t m_part = 0;
};

/// A finished run that a design refers to: its design, and its tensors as they were kept.
struct TrainedRun {
    Design design;
    NamedTensors tensors;
};
using TrainedRuns = std::map<std::string, TrainedRun>;  ///< by id

/// The end of a sub-layer, before its skip-add and LayerNorm.
struct SubLayer {
    const ForwardPass& pass;
    int layer;
    Site site;
    const at::Tensor& output;                                  ///< h [tokens, d], after dropout
    const Tokens& input;                                       ///< t [tokens, d]: what h is added to
    const std::function<at::Tensor(const at::Tensor&)>& norm;  ///< the LayerNorm after the skip-add; x itself if none
    double strength;                                           ///< above 0
};

/// Sits at the end of a sub-layer, as bottleneck adapters do.
class SubLayerPart : public TunedPart {
public:
    /// What replaces h.
    virtual at::Tensor apply(const SubLayer& at) const = 0;
    /// The sub-layer's result: skip-add and LayerNorm over what replaces h.
    virtual at::Tensor close(const SubLayer& at) const { return at.norm(apply(at) + at.input.hidden); }
    /// Whether its own skip connection carries h past it.
    virtual bool hasSkip() const { return true; }
    std::string beyondMatrix() const override {
        return "bottleneck adapters, whose activation lies between their two matrices";
    }
};

/// A product of the base, y = x W^T + b.
struct Product {
    const ForwardPass& pass;
    Role role;
    int layer;
    const at::Tensor& input;   ///< x [tokens, in]
    const at::Tensor& output;  ///< y [tokens, out]
    const Layout& layout;      ///< of the tokens
    double strength;           ///< above 0
};

/// Sits on a product of the base, as LoRA does.
class ProductPart : public TunedPart {
public:
    /// Whether the product reads something other than x, which input() then gives.
    virtual bool changesInput() const { return false; }
    virtual at::Tensor input(const at::Tensor& x, double /*strength*/) const { return x; }
    /// What replaces y.
    virtual at::Tensor apply(const Product& at) const = 0;
    std::string beyondMatrix() const override = 0;
};

/// What precedes the keys and the values of each sequence.
struct KeysValues {
    at::Tensor keys, values;  ///< [rows, d], or [sequences, rows, d] if they differ
};

/// Sits at the self-attention of a layer, as a prefix does.
class PrefixPart : public TunedPart {
public:
    /// For a layer that reads x.
    virtual KeysValues before(const Tokens& x) const = 0;
    std::string beyondMatrix() const override = 0;
};

/// Sits on hidden state 0, as an invertible adapter does.
class StatePart : public TunedPart {
public:
    /// What replaces the states x [tokens, d].
    virtual at::Tensor apply(const at::Tensor& x) const = 0;
    std::string beyondMatrix() const override = 0;
};

/// Sits beside the layers, as a ladder does: it reads every hidden state and replaces the last one.
class SidePart : public TunedPart {
public:
    /// What replaces the last of the hidden states 0 … L, [tokens, d].
    virtual at::Tensor apply(const ForwardPass& pass, const std::vector<Tokens>& states) const = 0;
    /// As sentences name it: "the ladder".
    virtual std::string name() const = 0;
    std::string beyondMatrix() const override = 0;
};

/// Sits among the embeddings, as a prompt does.
class PromptPart : public TunedPart {
public:
    /// Whether it joins the word embeddings, below positions and LayerNorm, or else hidden state 0.
    virtual bool joinsWords() const = 0;
    /// The rows [p, d] that each sequence gets.
    virtual const at::Tensor& rows() const = 0;
    /// How many of a sequence's own tokens come before them.
    virtual std::int64_t after() const = 0;
    std::string beyondMatrix() const override = 0;
};

/// Makes the parts of a design's part and puts them at their sites, drawing from the generator.
using FillTuning = void (*)(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);
/// For each kind of settings whose method adds parts; a test checks this against methods().
const std::vector<std::pair<std::type_index, FillTuning>>& partFillers();

}  // namespace adapterscope
