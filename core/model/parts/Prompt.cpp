// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/parts/Prompt.h"

#include "core/design/PartNames.h"
#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"

namespace adapterscope {
namespace {

/// The ids of the words that a prompt starts as: drawn at random, or those of its text over and over.
at::Tensor startingWords(const PromptSettings& settings, const Base& base, at::Generator& generator) {
    if (settings.init == PromptSettings::Init::Vocabulary)
        return roomForDraws({settings.length}, at::kLong).random_(0, base.config().vocabulary, generator);
    const std::vector<std::int32_t> text = base.wordIds(settings.text);
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < static_cast<std::size_t>(settings.length); ++i)
        ids.push_back(text[i % text.size()]);
    return torch::tensor(ids, at::TensorOptions(at::kLong).device(base.device()));
}

/// Words as they enter: their embeddings, or their hidden states 0 at the first position.
at::Tensor enteringWords(const PromptSettings& settings, const Base& base, const at::Tensor& ids) {
    const auto here = ids.to(base.options().device());
    const at::NoGradGuard guard;
    if (settings.entry == PromptSettings::Entry::Words)
        return base.tensor({Role::Word, -1, TensorKind::Matrix}).index_select(0, here);
    const std::vector<std::int64_t> ones(static_cast<std::size_t>(settings.length), 1);
    const Batch batch{here, at::zeros_like(here), at::zeros_like(here), layoutOf(ones, here.device())};
    return embed({.base = base, .batch = batch}).hidden;
}

}  // namespace

Prompt::Prompt(const PromptSettings& settings, const Base& base, at::Generator& generator) : m_settings(settings) {
    m_rows =
        settings.init == PromptSettings::Init::Random
            ? roomForDraws({settings.length, base.config().hidden}).uniform_(-0.5, 0.5, generator).to(base.options())
            : enteringWords(settings, base, startingWords(settings, base, generator));
}

void addPrompt(Tuning& tuning, const Part& part, const Base& base, at::Generator& generator) {
    tuning.add("prompt", std::make_unique<Prompt>(settingsOf<PromptSettings>(part), base, generator), promptTensors());
}

}  // namespace adapterscope
