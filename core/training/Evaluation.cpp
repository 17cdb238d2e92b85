// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"

#include <algorithm>
#include <cmath>

#include "core/common/Error.h"
#include "core/training/Clock.h"

namespace adapterscope {
namespace {

constexpr int evaluationBatch = 64;

/// Which of a batch's sequences have their row in the sorted sample.
std::vector<std::int64_t> sampled(const std::vector<int>& rows, const std::vector<int>& sample) {
    std::vector<std::int64_t> sequences;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (std::binary_search(sample.begin(), sample.end(), rows[i]))
            sequences.push_back(static_cast<std::int64_t>(i));
    return sequences;
}

}  // namespace

Tokens Evaluator::hidden(const ForwardPass& pass, const std::vector<int>& rows, const FrozenStates* states,
                         int first) const {
    return states ? encodeLayers(pass, states->rows(rows), first, m_base.config().layers) : encode(pass);
}

Scores Evaluator::evaluate(const EncodedSplit& split, Classes classes, const FrozenStates* states, int first,
                           const std::stop_token& stop, IdentityMeter* meter) const {
    const at::NoGradGuard guard;
    Scores scores;
    scores.predicted.resize(static_cast<std::size_t>(split.size()));
    double loss = 0;
    const auto sample = meter && m_tuning.hasAdapters() ? probeRows(split) : std::vector<int>();
    for (const auto& rows : batchesByLength(split, evaluationBatch)) {
        if (stop.stop_requested())
            throw Error("Stopped.", ErrorKind::Cancelled);
        const auto batch = split.batch(rows, m_base.device());
        ForwardPass pass{.base = m_base, .tuning = &m_tuning, .batch = batch, .precision = m_precision};
        pass.strength = m_strength;
        if (auto sequences = sampled(rows, sample); !sequences.empty())
            pass.observer = meter->observer(m_tuning.hasSkip(), std::move(sequences));
        const auto logits = m_head(pass, hidden(pass, rows, states, first));
        const auto labels = split.labelsOf(rows, m_base.device());
        const double sum = at::cross_entropy_loss(logits, labels, {}, at::Reduction::Sum).item<double>();
        if (!std::isfinite(sum) && scores.notFinite.empty())
            scores.notFinite = rows;
        loss += sum;
        const auto predicted = logits.argmax(1);
        for (std::size_t i = 0; i < rows.size(); ++i)
            scores.predicted[static_cast<std::size_t>(rows[i])] = predicted[static_cast<std::int64_t>(i)].item<int>();
    }
    scores.loss = loss / split.size();
    scores.metrics = classificationMetrics(split.labels, scores.predicted, classes);
    return scores;
}

void Evaluator::compareWithBase(const EncodedSplit& split, const FrozenStates* states, int first,
                                IdentityMeter& meter) const {
    if (!m_tuning.isMeasuredBeyondAdapters())
        return;
    const at::NoGradGuard guard;
    const auto began = Clock::now();
    const auto rows = comparedRows(split);
    const auto batch = split.batch(rows, m_base.device());
    hidden({.base = m_base, .tuning = &m_tuning, .batch = batch, .changes = meter.changes()}, rows, states, first);
    meter.addSeconds(secondsSince(began));
}

}  // namespace adapterscope
