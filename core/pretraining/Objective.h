// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/model/Encoder.h"

namespace adapterscope {

class Tokenizer;

/// What a base is pre-trained on. `prepare` may run in another thread than `loss`, one step ahead.
class Objective {
public:
    virtual ~Objective() = default;
    /// What is trained besides the student itself.
    virtual std::vector<Tuning::Parameter> parameters() const = 0;
    /// Targets of a batch; may change the batch's ids (masking). `step` seeds what is drawn.
    virtual std::vector<at::Tensor> prepare(Batch& batch, std::int64_t step) const = 0;
    /// The loss to minimise, and its parts for the progress line.
    virtual at::Tensor loss(const ForwardPass& student, const std::vector<at::Tensor>& targets,
                            std::vector<double>& parts) const = 0;
    /// What the parts are called.
    virtual std::vector<std::string> partNames() const = 0;
};

/// Hidden states of a teacher, linearly mapped: mean squared error in units of the teacher's variance (the share left
/// unexplained), summed over the student's layers that meet a teacher's layer when both are spread evenly (4 on 6: 0,
/// 2, 4 on 0, 3, 6). After Jiao et al. 2020 (TinyBERT).
class Distillation : public Objective {
public:
    Distillation(std::shared_ptr<const Base> teacher, const BaseConfig& student, Precision precision,
                 std::uint64_t seed);

    /// Starting tensors for the student: word and position embeddings on the teacher's leading principal components,
    /// the rest random.
    NamedTensors start() const;

    std::vector<Tuning::Parameter> parameters() const override;
    std::vector<at::Tensor> prepare(Batch& batch, std::int64_t step) const override;
    at::Tensor loss(const ForwardPass& student, const std::vector<at::Tensor>& targets,
                    std::vector<double>& parts) const override;
    std::vector<std::string> partNames() const override;

private:
    struct Pair {
        int student, teacher;
        at::Tensor weight, bias;  // [d_teacher, d_student], [d_teacher]
    };
    std::shared_ptr<const Base> m_teacher;
    BaseConfig m_student;
    Precision m_precision;
    std::uint64_t m_seed;
    std::vector<Pair> m_pairs;
    at::Tensor m_embeddings, m_positions;  // the student's, on principal components
};

/// Masked-LM (Devlin et al. 2019, section 3.1): 15 % of the tokens are predicted; of these 80 % are masked, 10 %
/// replaced, 10 % kept. The output matrix is the word embedding.
class MaskedLanguageModel : public Objective {
public:
    /// `options` are those of the student's tensors.
    MaskedLanguageModel(const BaseConfig& student, const Tokenizer& tokenizer, std::uint64_t seed,
                        const at::TensorOptions& options);

    std::vector<Tuning::Parameter> parameters() const override;
    std::vector<at::Tensor> prepare(Batch& batch, std::int64_t step) const override;
    at::Tensor loss(const ForwardPass& student, const std::vector<at::Tensor>& targets,
                    std::vector<double>& parts) const override;
    std::vector<std::string> partNames() const override { return {"masked-LM"}; }

private:
    BaseConfig m_student;
    int m_mask, m_firstSpecial, m_secondSpecial;
    std::uint64_t m_seed;
    at::Tensor m_weight, m_bias, m_normWeight, m_normBias, m_outputBias;
};

/// Fresh encoder tensors: normal with the config's initializer_range, LayerNorms 1 and 0, biases 0.
NamedTensors randomEncoder(const BaseConfig& config, std::uint64_t seed, const at::TensorOptions& options);

}  // namespace adapterscope
