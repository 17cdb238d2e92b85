// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseTokens.h"
#include "core/common/Error.h"
#include "core/model/Random.h"
#include "core/pretraining/Objective.h"

namespace adapterscope {
namespace {

constexpr double predictedShare = 0.15, maskedShare = 0.8, replacedShare = 0.1;

}  // namespace

MaskedLanguageModel::MaskedLanguageModel(const BaseConfig& student, const Tokenizer& tokenizer, std::uint64_t seed,
                                         const at::TensorOptions& options)
    : m_student(student),
      m_mask(tokenizer.tokenId("[MASK]")),
      m_firstSpecial(tokenizer.tokenId("[CLS]")),
      m_secondSpecial(tokenizer.tokenId("[SEP]")),
      m_seed(seed) {
    if (m_mask < 0)
        throw Error("The vocabulary has no [MASK] token, which masked-LM pre-training needs.");
    auto generator = makeGenerator(seed + 1);
    m_weight = roomForDraws({student.hidden, student.hidden}, at::kFloat)
                   .normal_(0, student.initializerRange, generator)
                   .to(options);
    m_bias = at::zeros({student.hidden}, options);
    m_normWeight = at::ones({student.hidden}, options);
    m_normBias = at::zeros({student.hidden}, options);
    m_outputBias = at::zeros({student.vocabulary}, options);
    for (auto* tensor : {&m_weight, &m_bias, &m_normWeight, &m_normBias, &m_outputBias})
        tensor->set_requires_grad(true);
}

std::vector<Tuning::Parameter> MaskedLanguageModel::parameters() const {
    return {{"transform.weight", "mlm", m_weight},
            {"transform.bias", "mlm", m_bias},
            {"transform.LayerNorm.weight", "mlm", m_normWeight},
            {"transform.LayerNorm.bias", "mlm", m_normBias},
            {"output.bias", "mlm", m_outputBias}};
}

std::vector<at::Tensor> MaskedLanguageModel::prepare(Batch& batch, std::int64_t step) const {
    auto generator = makeGenerator(m_seed * 1'000'003 + static_cast<std::uint64_t>(step));
    const auto device = batch.ids.device();
    const auto drawn = [&](at::IntArrayRef shape) {
        return roomForDraws(shape, at::kFloat).uniform_(0, 1, generator).to(device);
    };
    const auto chosen = drawn(batch.ids.sizes());
    const auto plain = batch.ids.ne(m_firstSpecial).logical_and(batch.ids.ne(m_secondSpecial));
    const auto where = plain.logical_and(chosen.lt(predictedShare)).nonzero().squeeze(1);
    const auto labels = batch.ids.index_select(0, where);
    const auto kind = drawn(labels.sizes());
    auto shown = at::where(kind.lt(maskedShare), at::full_like(labels, m_mask), labels);
    const auto random = roomForDraws(labels.sizes(), at::kLong).random_(0, m_student.vocabulary, generator).to(device);
    shown = at::where(kind.ge(maskedShare).logical_and(kind.lt(maskedShare + replacedShare)), random, shown);
    batch.ids = batch.ids.index_copy(0, where, shown);
    return {where, labels};
}

at::Tensor MaskedLanguageModel::loss(const ForwardPass& student, const std::vector<at::Tensor>& targets,
                                     std::vector<double>& parts) const {
    const auto hidden = ownStates(encode(student)).index_select(0, targets[0]);
    const auto transformed = at::layer_norm(at::gelu(at::linear(hidden, m_weight, m_bias)), {m_student.hidden},
                                            m_normWeight, m_normBias, m_student.layerNormEps);
    const auto logits =
        at::linear(transformed, student.tuning->overridden({Role::Word, -1, TensorKind::Matrix})->tensor, m_outputBias);
    const auto result = at::cross_entropy_loss(logits, targets[1]);
    parts = {result.item<double>()};
    return result;
}

}  // namespace adapterscope
