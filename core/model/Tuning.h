// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/Adapter.h"
#include "core/model/Base.h"

namespace adapterscope {

/// What a run trains: base tensors overridden by name, adapters at their sites, and the classification head. Everything
/// else is read from the frozen base. A run owns its tuning; the base is shared.
class Tuning {
public:
    /// Fills a fresh tuning as the design says. Overrides start as copies of the base's tensors, adapters are drawn
    /// from the seed, the head from a truncated normal of sigma 0.02 with zero bias (Houlsby et al. 2019's code).
    Tuning(const Design& design, const Base& base, int classes, Pooling pooling, std::uint64_t seed);
    /// Every tensor of the base overridden, no head (pre-training).
    explicit Tuning(const Base& base);

    struct Parameter {
        std::string name;       ///< as in a tuning file
        std::string component;  ///< as in Budget
        at::Tensor tensor;
    };
    /// What is trained, in a fixed order; all require gradients.
    const std::vector<Parameter>& parameters() const { return m_parameters; }
    std::int64_t trained() const;  ///< their number of entries
    std::map<std::string, std::int64_t> components() const;

    const at::Tensor* overridden(const std::string& name) const;   ///< null where the base's own is used
    const Adapter* adapter(int layer, Site site) const;            ///< null where there is none
    const at::Tensor& headWeight() const { return m_headWeight; }  ///< [classes, d]
    const at::Tensor& headBias() const { return m_headBias; }
    Pooling pooling() const { return m_pooling; }
    bool hasAdapters() const;
    bool hasSkip() const;  ///< whether the adapters have their own skip connection (parallel ones add to h as well)
    /// First layer whose output depends on a trained tensor: -1 = the embeddings, L = only pooler and head.
    int lowestTrained() const { return m_lowest; }

    /// Copies of the trained tensors, and back (best-on-dev kept and restored; tuning files). load throws Error naming
    /// what does not fit.
    NamedTensors state() const;
    void load(const NamedTensors& state);

private:
    void override(const Base& base, const std::string& name, const std::string& component);
    void overrideLayerNorms(const Base& base);
    void addAdapters(const AdapterSettings& settings, const Base& base, at::Generator& generator);
    void add(const std::string& name, const std::string& component, at::Tensor& tensor);

    std::map<std::string, at::Tensor> m_overrides;
    std::vector<std::array<std::optional<Adapter>, 2>> m_adapters;  // [layer][site]
    at::Tensor m_headWeight, m_headBias;
    Pooling m_pooling = Pooling::Mean;
    int m_lowest = 0;
    std::vector<Parameter> m_parameters;
};

}  // namespace adapterscope
