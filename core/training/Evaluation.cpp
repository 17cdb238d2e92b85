// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"

#include <cmath>

#include "core/Error.h"
#include "core/training/Identity.h"
#include "core/training/Metrics.h"

namespace adapterscope {
namespace {

constexpr int evaluationBatch = 64;

}  // namespace

at::Tensor Evaluator::hidden(const ForwardPass& pass, const std::vector<int>& rows, const FrozenStates* states,
                             int first) const {
    return states ? encodeLayers(pass, states->rows(rows), first, m_base.config().layers) : encode(pass);
}

Scores Evaluator::evaluate(const EncodedSplit& split, int classes, const FrozenStates* states, int first,
                           const std::stop_token& stop) const {
    const at::NoGradGuard guard;
    Scores scores;
    scores.predicted.resize(static_cast<std::size_t>(split.size()));
    double loss = 0;
    for (const auto& rows : batchesByLength(split, evaluationBatch)) {
        if (stop.stop_requested())
            throw Error("Stopped.", ErrorKind::Cancelled);
        const auto batch = split.batch(rows);
        const ForwardPass pass{.base = m_base, .tuning = &m_tuning, .batch = batch, .precision = m_precision};
        const auto logits = classify(pass, hidden(pass, rows, states, first), 0);
        const double sum = at::cross_entropy_loss(logits, split.labelsOf(rows), {}, at::Reduction::Sum).item<double>();
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

std::vector<IdentityPoint> Evaluator::identity(const EncodedSplit& dev, const FrozenStates* states, int first) const {
    if (!m_tuning.hasAdapters())
        return {};
    const at::NoGradGuard guard;
    const auto rows = probeRows(dev);
    const auto batch = dev.batch(rows);
    IdentityMeter meter;
    const ForwardPass pass{.base = m_base,
                           .tuning = &m_tuning,
                           .batch = batch,
                           .precision = m_precision,
                           .observer = meter.observer(m_tuning.hasSkip())};
    hidden(pass, rows, states, first);
    return meter.take();
}

}  // namespace adapterscope
