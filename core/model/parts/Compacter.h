// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/design/methods/Compacter.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// The matrices A_i [n, n] that all projections of a compacter share (Karimi Mahabadi et al. 2021, section 3.2).
class PhmRule : public TunedPart {
public:
    /// Drawn from N(0, 1e-4^2), as AdapterHub draws them.
    PhmRule(int n, at::Generator& generator, const at::TensorOptions& options);

    const at::Tensor& matrices() const { return m_matrices; }
    std::vector<PartTensor> tensors() override { return {{"phm_rule", &m_matrices}}; }

private:
    at::Tensor m_matrices;  // [n, n, n]
};

/// x W + b, W = sum over i of the Kronecker product of A_i with s_i t_i.
struct PhmProjection {
    at::Tensor left, right, bias;  // s [n, in/n, r], t [n, r, out/n], [out]

    /// s and t are drawn by Glorot and Bengio's uniform rule (2010), the bias is 0.
    static PhmProjection drawn(std::int64_t in, std::int64_t out, const CompacterSettings& settings,
                               at::Generator& generator, const at::TensorOptions& options);
    at::Tensor apply(const at::Tensor& x, const PhmRule& rule) const;
};

/// A bottleneck adapter of two such projections.
class Compacter : public SubLayerPart {
public:
    Compacter(const CompacterSettings& settings, std::shared_ptr<const PhmRule> rule, int hidden,
              at::Generator& generator, const at::TensorOptions& options);

    at::Tensor apply(const SubLayer& at) const override;
    std::vector<PartTensor> tensors() override;

private:
    CompacterSettings m_settings;
    std::shared_ptr<const PhmRule> m_rule;
    PhmProjection m_down, m_up;
};

/// One in every layer at every site that the settings name.
void addCompacters(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
