// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/design/methods/Peanut.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// An update of one product that a network computes from its matrix (Zhong et al. 2024, PEANuT, section 3).
class Peanut : public ProductPart {
public:
    /// Every layer but the last, which starts at 0, is drawn uniformly within 1/sqrt(in), as in PEFT.
    Peanut(const PeanutSettings& settings, std::int64_t out, at::Generator& generator,
           const at::TensorOptions& options);

    at::Tensor apply(const Product& at) const override;
    std::vector<PartTensor> tensors() override;
    std::string beyondMatrix() const override { return {}; }

private:
    at::Tensor update(const at::Tensor& weight) const;  ///< dW^T [in, out] of W [out, in]

    PeanutSettings m_settings;
    at::Tensor m_first, m_last;                              // A [r, out], B [out, r]
    std::vector<std::pair<at::Tensor, at::Tensor>> m_inner;  // encoders and decoders [r, r]
};

/// One on every product that the part names.
void addPeanuts(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
