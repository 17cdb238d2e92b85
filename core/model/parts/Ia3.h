// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Parts.h"

namespace adapterscope {

/// A learned vector over what one product gives or reads (Liu et al. 2022, section 3.3); ones at the start.
class Ia3 : public ProductPart {
public:
    Ia3(bool onInput, std::int64_t size, const at::TensorOptions& options);

    bool changesInput() const override { return m_onInput; }
    at::Tensor input(const at::Tensor& x, double strength) const override {
        return m_onInput ? scaled(x, strength) : x;
    }
    at::Tensor apply(const Product& at) const override {
        return m_onInput ? at.output : scaled(at.output, at.strength);
    }
    std::vector<PartTensor> tensors() override;
    std::string beyondMatrix() const override { return {}; }

private:
    at::Tensor scaled(const at::Tensor& x, double strength) const;

    bool m_onInput;
    at::Tensor m_scale;
};

/// One for each stream that the part names.
void addIa3(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
