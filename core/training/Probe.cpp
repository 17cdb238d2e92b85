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

}  // namespace

Probe::Probe(std::shared_ptr<const Base> base, const EncodedTask& task, Pooling pooling)
    : m_base(std::move(base)),
      m_classes(task.classes),
      m_pooling(pooling),
      m_batch(task.dev.batch(probeRows(task.dev))) {
    const at::NoGradGuard guard;
    m_states = hiddenStates({.base = *m_base, .batch = m_batch});
}

std::vector<ProbeResult> Probe::measure(const Design& design, const std::vector<double>& sigmas, int seeds,
                                        const std::stop_token& stop) const {
    std::vector<ProbeResult> results;
    for (const double sigma : sigmas)
        for (int seed = 0; seed < seeds; ++seed) {
            if (stop.stop_requested())
                throw Error("The probe was stopped.", ErrorKind::Cancelled);
            results.push_back(measureOne(design, sigma, static_cast<std::uint64_t>(seed)));
        }
    return results;
}

ProbeResult Probe::measureOne(const Design& design, double sigma, std::uint64_t seed) const {
    const at::NoGradGuard guard;
    auto here = design;
    std::get<AdapterSettings>(here.settings).sigma = sigma;
    const Tuning tuning(here, *m_base, m_classes, m_pooling, seed);
    IdentityMeter meter;
    const ForwardPass pass{
        .base = *m_base, .tuning = &tuning, .batch = m_batch, .observer = meter.observer(tuning.hasSkip())};
    const auto states = hiddenStates(pass);

    ProbeResult result{.sigma = sigma, .seed = seed, .layers = meter.take()};
    for (std::size_t i = 0; i < states.size(); ++i)
        result.states.push_back(relativeChange(states[i], m_states[i]));
    const auto ours = at::log_softmax(classify(pass, states.back(), 0), 1),
               base = at::log_softmax(classify(pass, m_states.back(), 0), 1);
    result.logitKl = (base.exp() * (base - ours)).sum(1).mean().item<double>();
    result.agreement = ours.argmax(1).eq(base.argmax(1)).to(at::kDouble).mean().item<double>();
    return result;
}

}  // namespace adapterscope
