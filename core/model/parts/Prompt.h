// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/methods/Prompt.h"
#include "core/model/Parts.h"

namespace adapterscope {

/// Trained tokens among those of every text (Lester et al. 2021).
class Prompt : public PromptPart {
public:
    Prompt(const PromptSettings& settings, const Base& base, at::Generator& generator);

    bool joinsWords() const override { return m_settings.entry == PromptSettings::Entry::Words; }
    const at::Tensor& rows() const override { return m_rows; }
    std::int64_t after() const override { return m_settings.place == PromptSettings::Place::AfterFirst ? 1 : 0; }
    std::string beyondMatrix() const override { return "tokens of a prompt"; }
    std::vector<PartTensor> tensors() override { return {{"rows", &m_rows}}; }

private:
    PromptSettings m_settings;
    at::Tensor m_rows;  // [p, d]
};

/// The prompt of a part.
void addPrompt(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator);

}  // namespace adapterscope
