// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <utility>

#include "core/common/Sentence.h"
#include "core/experiment/runs/RunSpec.h"
#include "core/model/Encoder.h"

namespace adapterscope {

/// A run's numbers are no longer finite; states at which step and where.
class Diverged : public std::runtime_error {
public:
    explicit Diverged(Sentence sentence) : std::runtime_error(sentence.text()), m_sentence(std::move(sentence)) {}
    const Sentence& sentence() const noexcept { return m_sentence; }

private:
    Sentence m_sentence;
};

/// What to lower: the settings of a run that are far from usual, else the usual suspects; before the first step
/// the base, unless the adapters start far from the identity.
Sentence divergenceAdvice(const RunSpec& spec, std::int64_t step);
/// Repeats the pass, from the embeddings up, and names the first layer whose output is not finite.
Sentence whereNotFinite(const ForwardPass& pass, std::int64_t step, const RunSpec& spec);
/// Names the first trained tensor whose gradient is not finite.
Sentence whichGradientNotFinite(const Tuning& tuning, std::int64_t step, const RunSpec& spec);

}  // namespace adapterscope
