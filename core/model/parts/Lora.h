// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/methods/Lora.h"
#include "core/model/Parts.h"
#include "core/model/parts/Gate.h"

namespace adapterscope {

/// A low-rank update on one product (Hu et al. 2022, section 4.1). With magnitudes (Liu et al. 2024, DoRA) the product
/// is x (m (W + sBA) / |W + sBA|)^T + b, |.| by rows, through which no gradient flows (section 4.3).
class Lora : public ProductPart {
public:
    /// A [r, in] is drawn uniformly within 1/sqrt(in), as loralib and PEFT do; B [out, r] starts at 0. With `dora` the
    /// magnitudes start as the norms of the rows of the product's matrix W [out, in].
    /// Over a table [rows, d] A [r, rows] starts at 0, and B [d, r] is drawn from N(0, 1), as they do.
    Lora(const LoraSettings& settings, const at::Tensor& weight, bool isTable, at::Generator& generator,
         const at::TensorOptions& options);

    at::Tensor apply(const Product& at) const override;
    std::vector<PartTensor> tensors() override;
    std::string beyondMatrix() const override;

private:
    bool m_isTable;
    double m_scale;
    at::Tensor m_down, m_up;  // A, B
    at::Tensor m_magnitude;   // [out] with dora
    Gate m_gate;
};

/// One on every product that the part names.
void addLora(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
