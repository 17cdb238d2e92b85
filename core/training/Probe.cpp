// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Probe.h"

#include <algorithm>
#include <functional>
#include <future>
#include <limits>

#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Fusion.h"
#include "core/training/Identity.h"

namespace adapterscope {
namespace {

/// ||now - before|| / ||before|| of each token.
at::Tensor relativeChange(const at::Tensor& now, const at::Tensor& before) {
    return at::linalg_vector_norm(now - before, 2, 1) / at::linalg_vector_norm(before, 2, 1);
}

/// f(part), each in its own thread if there are several. Throws what one of them throws.
template <typename Part, typename F>
void forEach(std::vector<Part>& parts, int threads, const F& f) {
    const auto work = [&f](std::size_t place, Part& part) {
        const at::NoGradGuard guard;
        at::set_num_threads(1);
        f(place, part);
    };
    std::vector<std::future<void>> others;
    for (std::size_t place = 0; place < parts.size(); ++place)
        others.push_back(
            std::async(threads > 1 ? std::launch::async : std::launch::deferred, work, place, std::ref(parts[place])));
    for (auto& other : others)
        other.wait();
    for (auto& other : others)
        other.get();
}

/// Mean of the rows of each label that occurs: [labels that occur, d].
at::Tensor meanByLabel(const at::Tensor& features, const at::Tensor& labels, int classes) {
    std::vector<at::Tensor> means;
    for (int label = 0; label < classes; ++label)
        if (const auto rows = labels.eq(label).nonzero().flatten(); rows.numel() > 0)
            means.push_back(features.index_select(0, rows).mean(0));
    return at::stack(means);
}

void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Error("The probe was stopped.", ErrorKind::Cancelled);
}

}  // namespace

Probe::Probe(std::shared_ptr<const Base> base, std::shared_ptr<const EncodedTask> task, Pooling pooling, int threads)
    : m_base(std::move(base)), m_task(std::move(task)), m_pooling(pooling) {
    if (!m_task->dev.labelled())
        throw Error("The probe compares labels, and the task's dev rows have none: give a task whose dev is labelled.");
    const at::NoGradGuard guard;
    const auto rows = probeRows(m_task->dev);
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>((rows.size() + 1) / 2);
    m_parts.push_back({{rows.begin(), middle}, {}, {}});
    if (middle != rows.end())
        m_parts.push_back({{middle, rows.end()}, {}, {}});
    std::vector<at::Tensor> pooled(m_parts.size());
    forEach(m_parts, threads, [&](std::size_t place, Part& part) {
        part.batch = m_task->dev.batch(part.rows, m_base->device());
        const ForwardPass pass{.base = *m_base, .batch = part.batch};
        part.states = hiddenStates(pass);
        pooled[place] = pool(pass, part.states.back(), m_pooling).to(at::kDouble);
    });
    const auto features = at::cat(pooled);
    m_headWeight = meanByLabel(features, m_task->dev.labelsOf(rows, m_base->device()), m_task->classes);
    m_headBias = -0.5 * m_headWeight.square().sum(1);
    m_logarithms = logarithms(features);
}

at::Tensor Probe::logarithms(const at::Tensor& pooled) const {
    return at::log_softmax(at::linear(pooled.to(at::kDouble), m_headWeight, m_headBias), 1);
}

std::vector<ProbeResult> Probe::measure(const Design& design, const std::vector<double>& sigmas, int seeds,
                                        const std::stop_token& stop, int threads) const {
    const auto* adapter = settingsIf<AdapterSettings>(design);
    const double own = adapter ? adapter->sigma : std::numeric_limits<double>::quiet_NaN();
    std::vector<ProbeResult> results;
    for (const double sigma : sigmas.empty() ? std::vector{own} : sigmas)
        for (int seed = 0; seed < seeds; ++seed)
            results.push_back(measureOne(design, sigma, static_cast<std::uint64_t>(seed), stop, threads));
    return results;
}

ProbeResult Probe::measureOne(const Design& design, double sigma, std::uint64_t seed, const std::stop_token& stop,
                              int threads) const {
    throwIfStopped(stop);
    const at::NoGradGuard guard;
    auto here = design;
    for (AdapterSettings* adapter : adaptersOf(here))
        adapter->sigma = sigma;
    const Tuning tuning(here, *m_base, m_task->classes, m_pooling, seed);
    struct Seen {
        IdentityMeter meter;
        std::vector<at::Tensor> changes;  // of each hidden state
        at::Tensor pooled;
    };
    std::vector<Seen> seen(m_parts.size());
    forEach(seen, threads, [&](std::size_t place, Seen& own) {
        const auto& part = m_parts[place];
        const auto observe = own.meter.observer(tuning.hasSkip());
        const auto observer = [&](int layer, Site site, const Tokens& input, const at::Tensor& branch) {
            throwIfStopped(stop);  // a large base takes seconds
            observe(layer, site, input, branch);
        };
        ForwardPass pass{.base = *m_base, .tuning = &tuning, .batch = part.batch, .observer = observer};
        if (tuning.isMeasuredBeyondAdapters())
            pass.changes = [&, compare = own.meter.changes()](int layer, Site site, Measured measured,
                                                              const at::Tensor& now, const at::Tensor& before) {
                throwIfStopped(stop);
                compare(layer, site, measured, now, before);
            };
        const auto states = hiddenStates(pass);
        for (std::size_t i = 0; i < states.size(); ++i)
            // What the design puts before the texts has nothing to be compared with.
            own.changes.push_back(relativeChange(ownStates(states[i]), ownStates(part.states[i])));
        own.pooled = pool(pass, states.back(), m_pooling);
    });

    ProbeResult result{.sigma = sigma, .seed = seed};
    std::vector<at::Tensor> pooled;
    for (std::size_t place = 0; place < seen.size(); ++place) {
        pooled.push_back(seen[place].pooled);
        result.texts += m_parts[place].batch.layout.sequences();
        result.tokens += m_parts[place].batch.layout.tokens();
        if (place > 0)
            seen.front().meter.add(seen[place].meter);
    }
    result.layers = seen.front().meter.take();
    for (std::size_t i = 0; i < seen.front().changes.size(); ++i) {
        double sum = 0;
        std::int64_t tokens = 0;
        for (const auto& own : seen) {
            sum += own.changes[i].sum(at::kDouble).item<double>();
            tokens += own.changes[i].numel();
        }
        result.states.push_back(sum / static_cast<double>(tokens));
    }
    const auto ours = logarithms(at::cat(pooled));
    // Negative only by rounding; a NaN stays.
    result.logitKl = std::max((m_logarithms.exp() * (m_logarithms - ours)).sum(1).mean().item<double>(), 0.0);
    const auto isSame = ours.argmax(1).eq(m_logarithms.argmax(1)).logical_and(at::isfinite(ours).all(1));
    result.agreement = isSame.to(at::kDouble).mean().item<double>();
    return result;
}

void requireMeasurable(const Design& design, const BaseConfig& config, Pooling pooling,
                       const std::vector<double>& sigmas) {
    if (!fusedRuns(design).empty())
        throw Error(
            "The design {} fuses adapters that are trained already, so there is no start near the identity to measure: "
            "probe a bottleneck design such as houlsby.",
            toText(design));
    const Budget budget = count(design, config, 2, pooling);
    if (budget.trained == budget.component("head") + budget.component("pooler"))
        throw Error(
            "The design {} changes nothing in the layers of this base, so there is no distance from the base to "
            "measure: probe one that trains more than the head, such as houlsby or lora.",
            toText(design));
    if (!sigmas.empty() && !settingsIf<AdapterSettings>(design))
        throw Error(
            "The design {} has no sigma, which is the standard deviation that bottleneck adapters are drawn with: "
            "leave out the sigmas, or probe a design such as houlsby.",
            toText(design));
}

}  // namespace adapterscope
