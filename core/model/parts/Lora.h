// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/methods/Lora.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// A low-rank update on one product (Hu et al. 2022, section 4.1).
class Lora : public ProductPart {
public:
    /// A [r, in] is drawn uniformly within 1/sqrt(in), as loralib and PEFT do; B [out, r] starts at 0.
    Lora(const LoraSettings& settings, std::int64_t in, std::int64_t out, at::Generator& generator,
         const at::TensorOptions& options);

    at::Tensor apply(const Product& at) const override;
    std::vector<PartTensor> tensors() override;

private:
    double m_scale;
    at::Tensor m_down, m_up;  // A, B
};

/// One on every product that the part names.
void addLora(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
