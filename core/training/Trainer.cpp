// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/experiment/runs/Schedule.h"
#include "core/model/Optimizer.h"
#include "core/model/Random.h"
#include "core/training/AdapterFolder.h"
#include "core/training/Clock.h"
#include "core/training/Divergence.h"
#include "core/training/Evaluation.h"

namespace adapterscope {
namespace {

/// Rows of an epoch in a fresh order that depends only on the data seed.
std::vector<int> shuffledRows(int size, std::uint64_t dataSeed, int epoch) {
    std::vector<int> rows(static_cast<std::size_t>(size));
    std::iota(rows.begin(), rows.end(), 0);
    std::seed_seq seeds{static_cast<std::uint32_t>(dataSeed), static_cast<std::uint32_t>(dataSeed >> 32),
                        static_cast<std::uint32_t>(epoch)};
    std::mt19937_64 random(seeds);
    for (std::size_t i = rows.size(); i > 1; --i)
        std::swap(rows[i - 1], rows[random() % i]);
    return rows;
}

class Run {
public:
    Run(const RunSpec& spec, const TrainingData& data, const std::stop_token& stop, const TrainingEvents& events)
        : m_spec(spec),
          m_hyper(spec.hyperparameters),
          m_data(data),
          m_stop(stop),
          m_events(events),
          m_precision(precisionFromText(m_hyper.precision)),
          m_tuning(spec.design, *data.base, data.task->classes, spec.pooling, spec.seed, data.trained),
          m_optimizer(m_tuning.parameters(), optimizerFromText(m_hyper.optimizer), m_hyper.weightDecay),
          m_generator(makeGenerator(spec.dataSeed)),
          m_evaluator(*data.base, m_tuning, m_precision),
          m_peak(effectiveLearningRate(spec)) {
        m_steps = trainingSteps(m_hyper, data.task->train.size());
        m_scheduled = scheduledSteps(m_hyper, data.task->train.size());
        m_stepsPerEpoch = static_cast<int>(m_scheduled / std::max(m_hyper.epochs, 1));
        if (m_hyper.start)
            start();
    }

    Trained train() {
        auto& result = m_trained.result;
        result.trained = m_tuning.trained();
        result.metric = m_data.task->metric;
        try {
            shareFrozenStates();
            evaluate();
            bool continues = true;
            for (int epoch = 0; continues && epoch < trainedEpochs(m_hyper); ++epoch)
                continues = trainEpoch(epoch);
            finish();
            result.status = Status::Done;
        } catch (const Diverged& diverged) {
            result.status = Status::Diverged;
            result.message = diverged.sentence();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Cancelled)
                throw;
            result.status = Status::Cancelled;
        }
        result.steps = m_step;
        result.seconds = secondsSince(m_began);
        m_trained.identitySeconds = m_meter.seconds();
        return std::move(m_trained);
    }

private:
    void start() {
        const auto head = m_hyper.epochs == 0 ? StartHead::Required : StartHead::IfItFits;
        for (const std::string& note :
             startAt(m_hyper.start.folder, m_spec.design, *m_data.base, m_data.task->labels, head, m_tuning))
            if (m_events.note)
                m_events.note(note);
    }

    /// Hidden states below the lowest trained component are computed once; only without dropout there.
    void shareFrozenStates() {
        m_first = m_tuning.lowestTrained();
        const auto& task = *m_data.task;
        if (m_first < 1 || !m_data.cache || m_hyper.baseDropout) {
            m_first = -1;
            return;
        }
        const auto share = [&](const char* name, const EncodedSplit& split) {
            return m_data.cache->get(fmt::format("{}/{}/{}/{}", m_data.key, name, m_first, m_hyper.precision),
                                     *m_data.base, split, m_first, m_precision, m_stop);
        };
        if (m_steps > 0)
            m_trainStates = share("train", task.train);
        m_devStates = share("dev", task.dev);
        if (task.test.labelled())
            m_testStates = share("test", task.test);
    }

    /// False if training ends early.
    bool trainEpoch(int epoch) {
        const auto rows = shuffledRows(m_data.task->train.size(), m_spec.dataSeed, epoch);
        for (int i = 0; i < m_stepsPerEpoch; ++i) {
            if (m_stop.stop_requested())
                throw Error("Stopped.", ErrorKind::Cancelled);
            const auto begin = rows.begin() + std::ptrdiff_t(i) * m_hyper.batch;
            const auto end =
                rows.begin() + std::min<std::ptrdiff_t>(std::ssize(rows), std::ptrdiff_t(i + 1) * m_hyper.batch);
            trainStep({begin, end});
            // Evaluations are spread evenly over the epoch; its last step is always one.
            const std::int64_t evaluations = m_hyper.evaluations;
            if ((i + 1) * evaluations / m_stepsPerEpoch > i * evaluations / m_stepsPerEpoch && !evaluate())
                return false;
        }
        return true;
    }

    void trainStep(const std::vector<int>& rows) {
        const auto batch = m_data.task->train.batch(rows, m_data.base->device());
        ForwardPass pass{.base = *m_data.base,
                         .tuning = &m_tuning,
                         .batch = batch,
                         .precision = m_precision,
                         .generator = &m_generator};
        if (m_hyper.baseDropout) {
            pass.hiddenDropout = m_data.base->config().hiddenDropout;
            pass.attentionDropout = m_data.base->config().attentionDropout;
        }
        m_optimizer.clearGradients();
        const auto hidden = m_first < 0
                                ? encode(pass)
                                : encodeLayers(pass, m_trainStates->rows(rows), m_first, m_data.base->config().layers);
        const auto loss = at::cross_entropy_loss(classify(pass, hidden, m_hyper.headDropout),
                                                 m_data.task->train.labelsOf(rows, m_data.base->device()));
        const double value = loss.item<double>();
        if (!std::isfinite(value))
            throw Diverged(whereNotFinite(pass, m_step + 1, m_spec));
        const auto penalty = m_tuning.penalty();
        (penalty.defined() ? loss + penalty : loss).backward();
        const double norm = m_optimizer.clipGradients(m_hyper.clip);
        if (!std::isfinite(norm))
            throw Diverged(whichGradientNotFinite(m_tuning, m_step + 1, m_spec));
        m_optimizer.step(scheduledRate(m_peak, m_step, m_scheduled, warmupSteps(m_hyper, m_scheduled)));
        ++m_step;
        m_lossSum += value;
        ++m_lossCount;
        if (m_events.progress)
            m_events.progress(
                {m_step, m_steps, value,
                 secondsSince(m_began) / static_cast<double>(m_step) * static_cast<double>(m_steps - m_step)});
    }

    Classes classes() const { return {m_data.task->classes, m_data.task->positive}; }

    /// Measures on dev, keeps the best; false if patience is used up.
    bool evaluate() {
        const auto& dev = m_data.task->dev;
        CurvePoint point{.step = m_step};
        point.trainLoss = m_lossCount > 0 ? m_lossSum / m_lossCount : std::numeric_limits<double>::quiet_NaN();
        m_lossSum = m_lossCount = 0;
        const auto scores = m_evaluator.evaluate(dev, classes(), m_devStates.get(), m_first, m_stop, &m_meter);
        point.devLoss = scores.loss;
        point.metrics = scores.metrics;
        point.dev = scores.metrics.at(m_data.task->metric);
        m_evaluator.compareWithBase(dev, m_devStates.get(), m_first, m_meter);
        point.identity = m_meter.take();
        if (!scores.notFinite.empty()) {
            const auto batch = dev.batch(scores.notFinite, m_data.base->device());
            throw Diverged(whereNotFinite(
                {.base = *m_data.base, .tuning = &m_tuning, .batch = batch, .precision = m_precision}, m_step, m_spec));
        }
        m_trained.result.curve.push_back(point);
        if (m_events.point)
            m_events.point(point);
        if (m_step == 0 && m_steps > 0)
            return true;
        const bool better = m_trained.tuning.empty() || isBetterOnDev(point, m_best);
        m_sinceBest = better ? 0 : m_sinceBest + 1;
        if (better) {
            m_best = point;
            m_bestRows = rowOutcomes(dev.labels, scores.predicted, classes(), m_data.task->metric);
            m_trained.tuning = m_tuning.state();
        }
        return m_hyper.patience == 0 || m_sinceBest < m_hyper.patience;
    }

    /// The best on dev restored; test scored once, there.
    void finish() {
        auto& result = m_trained.result;
        m_tuning.load(m_trained.tuning);
        m_trained.tuning = m_tuning.stored();
        result.costs = costs();
        result.bestStep = m_best.step;
        result.dev = m_best.dev;
        result.devRows = std::move(m_bestRows);
        for (const auto& [name, value] : m_best.metrics)
            result.metrics["dev_" + name] = value;
        const auto& test = m_data.task->test;
        if (!test.labelled())
            return;
        const auto scores = m_evaluator.evaluate(test, classes(), m_testStates.get(), m_first, m_stop);
        result.test = scores.metrics.at(m_data.task->metric);
        result.testRows = rowOutcomes(test.labels, scores.predicted, classes(), m_data.task->metric);
        for (const auto& [name, value] : scores.metrics)
            result.metrics["test_" + name] = value;
    }

    /// Sizes are those of the tensors themselves.
    RunCosts costs() const {
        const Budget budget = count(m_spec.design, m_data.base->config(), m_data.task->classes, m_spec.pooling);
        RunCosts costs{0, 0, budget.percent, budget.multiplyAdds};
        for (const auto& [name, tensor] : m_trained.tuning) {
            costs.stored += tensor.numel();
            costs.bytes += static_cast<std::int64_t>(tensor.nbytes());
        }
        return costs;
    }

    const RunSpec& m_spec;
    const Hyperparameters& m_hyper;
    const TrainingData& m_data;
    const std::stop_token& m_stop;
    const TrainingEvents& m_events;
    Precision m_precision;
    Tuning m_tuning;
    Optimizer m_optimizer;
    at::Generator m_generator;  // dropout's
    Evaluator m_evaluator;
    IdentityMeter m_meter;
    double m_peak;
    int m_stepsPerEpoch = 0;
    std::int64_t m_step = 0, m_steps = 0, m_scheduled = 0;
    int m_first = -1;  // the layer that training starts at, over frozen states; -1 = from the embeddings
    std::shared_ptr<const FrozenStates> m_trainStates, m_devStates, m_testStates;
    double m_lossSum = 0, m_lossCount = 0;
    CurvePoint m_best;
    RowOutcomes m_bestRows;
    int m_sinceBest = 0;
    Trained m_trained;
    Clock::time_point m_began = Clock::now();
};

}  // namespace

Trained train(const RunSpec& spec, const TrainingData& data, const std::stop_token& stop,
              const TrainingEvents& events) {
    requireValid(spec.design, data.base->config());
    requirePositions(spec.design, data.base->config(), spec.hyperparameters.maxLength);
    requireValid(spec.hyperparameters);
    data.base->requirePooler(spec.pooling, spec.base);
    const bool isTrained = trainedEpochs(spec.hyperparameters) > 0;
    if (isTrained && (data.task->train.size() == 0 || !data.task->train.labelled()))
        throw Error("Training needs labelled rows in both train and dev.");
    if (!data.task->dev.labelled())
        throw Error("A run needs labelled rows in dev, where it is scored.");
    return Run(spec, data, stop, events).train();
}

}  // namespace adapterscope
