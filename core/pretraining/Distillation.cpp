// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/model/Random.h"
#include "core/pretraining/Objective.h"

namespace adapterscope {

NamedTensors randomEncoder(const BaseConfig& config, std::uint64_t seed, const at::TensorOptions& options) {
    auto generator = makeGenerator(seed);
    NamedTensors tensors;
    for (const auto& [name, fact] : encoderTensors(config)) {
        const auto shape = fact.shape();
        tensors[name] =
            fact.kind == TensorKind::Gain ? at::ones(shape, options)
            : fact.kind == TensorKind::Bias
                ? at::zeros(shape, options)
                : roomForDraws(shape, at::kFloat).normal_(0, config.initializerRange, generator).to(options);
    }
    return tensors;
}

Distillation::Distillation(std::shared_ptr<const Base> teacher, const BaseConfig& student, Precision precision,
                           std::uint64_t seed)
    : m_teacher(std::move(teacher)), m_student(student), m_precision(precision), m_seed(seed) {
    const auto& t = m_teacher->config();
    if (t.hidden < student.hidden || t.vocabulary != student.vocabulary)
        throw Error(
            "The teacher's hidden size is {} and the student's {}: a student is at most as wide as its "
            "teacher and shares its vocabulary.",
            t.hidden, student.hidden);
    // Every word as the teacher's layers see it: after the embedding LayerNorm, without a position.
    const auto words = at::layer_norm(m_teacher->tensor({Role::Word, -1, TensorKind::Matrix}) +
                                          m_teacher->tensor({Role::Type, -1, TensorKind::Matrix})[0],
                                      {t.hidden}, m_teacher->tensor({Role::EmbeddingNorm, -1, TensorKind::Gain}),
                                      m_teacher->tensor({Role::EmbeddingNorm, -1, TensorKind::Bias}), t.layerNormEps);
    const auto mean = words.mean(0);
    const auto centred = words - mean;
    const auto components =
        std::get<1>(at::linalg_eigh(at::mm(centred.t(), centred))).slice(1, t.hidden - student.hidden).contiguous();
    m_embeddings = at::mm(centred, components);
    const auto scale = m_embeddings.std();
    m_embeddings = m_embeddings / scale;
    const auto positions = m_teacher->tensor({Role::Position, -1, TensorKind::Matrix}).slice(0, 0, student.positions);
    m_positions = at::mm(positions - positions.mean(0), components) / scale;

    auto generator = makeGenerator(seed);
    for (int s = 0; s <= student.layers; ++s) {
        if (s * t.layers % student.layers != 0)
            continue;
        Pair pair{s, s * t.layers / student.layers, (components * scale).clone(), mean.clone()};
        if (s > 0)
            pair.weight =
                roomForDraws({t.hidden, student.hidden}, at::kFloat).normal_(0, 0.05, generator).to(mean.options());
        pair.weight.set_requires_grad(true);
        pair.bias.set_requires_grad(true);
        m_pairs.push_back(std::move(pair));
    }
}

NamedTensors Distillation::start() const {
    auto tensors = randomEncoder(m_student, m_seed, m_teacher->options());
    tensors[roleName(m_student, Role::Word) + ".weight"] = m_embeddings.clone();
    if (m_positions.size(0) == m_student.positions)
        tensors[roleName(m_student, Role::Position) + ".weight"] = m_positions.clone();
    return tensors;
}

std::vector<Tuning::Parameter> Distillation::parameters() const {
    std::vector<Tuning::Parameter> all;
    for (const auto& pair : m_pairs) {
        all.push_back({fmt::format("map.{}.weight", pair.student), "map", pair.weight});
        all.push_back({fmt::format("map.{}.bias", pair.student), "map", pair.bias});
    }
    return all;
}

std::vector<at::Tensor> Distillation::prepare(Batch& batch, std::int64_t) const {
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *m_teacher, .batch = batch, .precision = m_precision};
    const auto states = hiddenStates(pass);
    std::vector<at::Tensor> targets;
    for (const auto& pair : m_pairs)
        targets.push_back(ownStates(states[static_cast<std::size_t>(pair.teacher)]));
    return targets;
}

at::Tensor Distillation::loss(const ForwardPass& student, const std::vector<at::Tensor>& targets,
                              std::vector<double>& parts) const {
    const auto states = hiddenStates(student);
    at::Tensor total;
    parts.clear();
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        const auto& pair = m_pairs[i];
        const auto state = ownStates(states[static_cast<std::size_t>(pair.student)]);
        const auto mapped = at::linear(state, pair.weight, pair.bias);
        const auto unexplained = at::mse_loss(mapped, targets[i]) / (targets[i] - targets[i].mean(0)).square().mean();
        parts.push_back(unexplained.item<double>());
        total = total.defined() ? total + unexplained : unexplained;
    }
    return total;
}

std::vector<std::string> Distillation::partNames() const {
    std::vector<std::string> names;
    for (const auto& pair : m_pairs)
        names.push_back(fmt::format("layer {} on {}", pair.student, pair.teacher));
    return names;
}

}  // namespace adapterscope
