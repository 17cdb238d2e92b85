// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Probe.h"

#include "core/Error.h"
#include "core/training/Identity.h"

namespace adapterscope {
namespace {

double relativeChange(const at::Tensor& now, const at::Tensor& before) {
    return (at::linalg_vector_norm(now - before, 2, 1) / at::linalg_vector_norm(before, 2, 1)).mean().item<double>();
}

/// Mean of the rows of each label that occurs: [labels that occur, d].
at::Tensor meanByLabel(const at::Tensor& features, const at::Tensor& labels, int classes) {
    std::vector<at::Tensor> means;
    for (int label = 0; label < classes; ++label)
        if (const auto rows = labels.eq(label).nonzero().flatten(); rows.numel() > 0)
            means.push_back(features.index_select(0, rows).mean(0));
    return at::stack(means);
}

void goOnUnless(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Error("The probe was stopped.", ErrorKind::Cancelled);
}

}  // namespace

Probe::Probe(std::shared_ptr<const Base> base, std::shared_ptr<const EncodedTask> task, Pooling pooling)
    : m_base(std::move(base)), m_task(std::move(task)), m_pooling(pooling) {
    if (!m_task->dev.labelled())
        throw Error("The probe compares labels, and the task's dev rows have none: give a task whose dev is labelled.");
    const at::NoGradGuard guard;
    const auto rows = probeRows(m_task->dev);
    m_batch = m_task->dev.batch(rows);
    const ForwardPass pass{.base = *m_base, .batch = m_batch};
    m_states = hiddenStates(pass);
    const auto pooled = pool(pass, m_states.back(), m_pooling).to(at::kDouble);
    m_headWeight = meanByLabel(pooled, m_task->dev.labelsOf(rows), m_task->classes);
    m_headBias = -0.5 * m_headWeight.square().sum(1);
    m_logarithms = logarithms(pooled);
}

at::Tensor Probe::logarithms(const at::Tensor& pooled) const {
    return at::log_softmax(at::linear(pooled.to(at::kDouble), m_headWeight, m_headBias), 1);
}

std::vector<ProbeResult> Probe::measure(const Design& design, const std::vector<double>& sigmas, int seeds,
                                        const std::stop_token& stop) const {
    std::vector<ProbeResult> results;
    for (const double sigma : sigmas)
        for (int seed = 0; seed < seeds; ++seed)
            results.push_back(measureOne(design, sigma, static_cast<std::uint64_t>(seed), stop));
    return results;
}

ProbeResult Probe::measureOne(const Design& design, double sigma, std::uint64_t seed,
                              const std::stop_token& stop) const {
    const at::NoGradGuard guard;
    auto here = design;
    std::get<AdapterSettings>(here.settings).sigma = sigma;
    goOnUnless(stop);
    const Tuning tuning(here, *m_base, m_task->classes, m_pooling, seed);
    IdentityMeter meter;
    const ForwardPass pass{.base = *m_base,
                           .tuning = &tuning,
                           .batch = m_batch,
                           .observer = [&stop, observe = meter.observer(tuning.hasSkip())](
                                           int layer, Site site, const at::Tensor& input, const at::Tensor& branch) {
                               goOnUnless(stop);  // a large base takes seconds
                               observe(layer, site, input, branch);
                           }};
    const auto states = hiddenStates(pass);

    ProbeResult result{.sigma = sigma, .seed = seed, .layers = meter.take()};
    result.texts = m_batch.sequences();
    result.tokens = m_batch.tokens();
    for (std::size_t i = 0; i < states.size(); ++i)
        result.states.push_back(relativeChange(states[i], m_states[i]));
    const auto ours = logarithms(pool(pass, states.back(), m_pooling));
    result.logitKl = (m_logarithms.exp() * (m_logarithms - ours)).sum(1).mean().item<double>();
    result.agreement = ours.argmax(1).eq(m_logarithms.argmax(1)).to(at::kDouble).mean().item<double>();
    return result;
}

}  // namespace adapterscope
