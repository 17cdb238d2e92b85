// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/Attention.h"

#include <cblas.h>

#include <algorithm>
#include <cmath>

#include "core/model/Random.h"

namespace adapterscope {
namespace {

void multiply(CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, int m, int n, int k, float alpha, const float* a, int lda,
              const float* b, int ldb, float* c, int ldc) {
    cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, alpha, a, lda, b, ldb, 0, c, ldc);
}

void multiply(CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, int m, int n, int k, double alpha, const double* a,
              int lda, const double* b, int ldb, double* c, int ldc) {
    cblas_dgemm(CblasRowMajor, transA, transB, m, n, k, alpha, a, lda, b, ldb, 0, c, ldc);
}

/// Where each (sequence, head) lies: rows of the token matrices, and a [t, t] block of the probabilities.
struct Blocks {
    const std::vector<std::int64_t>& offsets;
    int heads, width;  // width = d

    int headWidth() const { return width / heads; }

    std::int64_t probabilities() const {
        std::int64_t total = 0;
        for (std::size_t s = 0; s + 1 < offsets.size(); ++s)
            total += (offsets[s + 1] - offsets[s]) * (offsets[s + 1] - offsets[s]) * heads;
        return total;
    }

    /// f(first row, column of the head, t, start of the block)
    template <typename F>
    void each(F f) const {
        std::int64_t block = 0;
        for (std::size_t s = 0; s + 1 < offsets.size(); ++s) {
            const auto t = static_cast<int>(offsets[s + 1] - offsets[s]);
            for (int h = 0; h < heads; ++h, block += std::int64_t(t) * t)
                f(offsets[s], h * headWidth(), t, block);
        }
    }
};

/// Takes scores, returns them less each row's maximum; the exponential is taken by LibTorch over all of them at once.
template <typename Scalar>
void subtractRowMaxima(Scalar* block, int t) {
    for (int i = 0; i < t; ++i, block += t) {
        const auto largest = *std::max_element(block, block + t);
        for (int j = 0; j < t; ++j)
            block[j] -= largest;
    }
}

template <typename Scalar>
void divideByRowSums(Scalar* block, int t) {
    for (int i = 0; i < t; ++i, block += t) {
        Scalar sum = 0;
        for (int j = 0; j < t; ++j)
            sum += block[j];
        const auto factor = 1 / sum;
        for (int j = 0; j < t; ++j)
            block[j] *= factor;
    }
}

template <typename Scalar>
void scores(const Blocks& layout, const Scalar* qkv, Scalar* p) {
    const int d = layout.width, w = layout.headWidth();
    const auto scale = Scalar(1) / std::sqrt(static_cast<Scalar>(w));
    layout.each([&](std::int64_t row, int column, int t, std::int64_t block) {
        const auto* q = qkv + row * 3 * d + column;
        multiply(CblasNoTrans, CblasTrans, t, t, w, scale, q, 3 * d, q + d, 3 * d, p + block, t);
        subtractRowMaxima(p + block, t);
    });
}

template <typename Scalar>
void contexts(const Blocks& layout, const Scalar* qkv, const Scalar* p, Scalar* out) {
    const int d = layout.width;
    layout.each([&](std::int64_t row, int column, int t, std::int64_t block) {
        multiply(CblasNoTrans, CblasNoTrans, t, layout.headWidth(), t, Scalar(1), p + block, t,
                 qkv + row * 3 * d + 2 * d + column, 3 * d, out + row * d + column, d);
    });
}

/// `dropped` are the probabilities after dropout and `keep` its factors; both null without dropout.
template <typename Scalar>
void gradients(const Blocks& layout, const Scalar* qkv, const Scalar* p, const Scalar* dropped, const Scalar* keep,
               const Scalar* g, Scalar* gradient) {
    const int d = layout.width, w = layout.headWidth();
    const auto scale = Scalar(1) / std::sqrt(static_cast<Scalar>(w));
    std::vector<Scalar> ds;
    layout.each([&](std::int64_t row, int column, int t, std::int64_t block) {
        const auto* q = qkv + row * 3 * d + column;
        const auto* go = g + row * d + column;
        auto* gq = gradient + row * 3 * d + column;
        multiply(CblasTrans, CblasNoTrans, t, w, t, Scalar(1), (dropped ? dropped : p) + block, t, go, d, gq + 2 * d,
                 3 * d);
        ds.resize(static_cast<std::size_t>(std::int64_t(t) * t));
        multiply(CblasNoTrans, CblasTrans, t, t, w, Scalar(1), go, d, q + 2 * d, 3 * d, ds.data(), t);
        for (int i = 0; i < t; ++i) {
            auto* line = ds.data() + std::int64_t(i) * t;
            const auto* probability = p + block + std::int64_t(i) * t;
            if (keep)
                for (int j = 0; j < t; ++j)
                    line[j] *= keep[block + std::int64_t(i) * t + j];
            Scalar mean = 0;
            for (int j = 0; j < t; ++j)
                mean += line[j] * probability[j];
            for (int j = 0; j < t; ++j)
                line[j] = probability[j] * (line[j] - mean);
        }
        multiply(CblasNoTrans, CblasNoTrans, t, w, t, scale, ds.data(), t, q + d, 3 * d, gq, 3 * d);
        multiply(CblasTrans, CblasNoTrans, t, w, t, scale, ds.data(), t, q, 3 * d, gq + d, 3 * d);
    });
}

class Attention : public torch::autograd::Function<Attention> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input,
                              const std::vector<std::int64_t>& offsets, std::int64_t heads, double p,
                              const c10::optional<at::Generator>& generator) {
        const auto qkv = input.contiguous();
        const Blocks layout{offsets, static_cast<int>(heads), static_cast<int>(qkv.size(1) / 3)};
        auto probabilities = at::empty({layout.probabilities()}, qkv.options());
        auto out = at::empty({qkv.size(0), qkv.size(1) / 3}, qkv.options());
        at::Tensor keep, dropped;
        AT_DISPATCH_FLOATING_TYPES(qkv.scalar_type(), "attention", [&] {
            auto* const block = probabilities.data_ptr<scalar_t>();
            scores(layout, qkv.data_ptr<scalar_t>(), block);
            probabilities.exp_();
            layout.each([&](std::int64_t, int, int t, std::int64_t at) { divideByRowSums(block + at, t); });
            if (p > 0) {
                keep = at::empty_like(probabilities).bernoulli_(1 - p, generator).div_(1 - p);
                dropped = probabilities * keep;
            }
            contexts(layout, qkv.data_ptr<scalar_t>(), (p > 0 ? dropped : probabilities).data_ptr<scalar_t>(),
                     out.data_ptr<scalar_t>());
        });
        context->save_for_backward({qkv, probabilities, dropped, keep});
        context->saved_data["offsets"] = offsets;
        context->saved_data["heads"] = heads;
        return out;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients_) {
        const auto saved = context->get_saved_variables();
        const auto& qkv = saved[0];
        const auto offsets = context->saved_data["offsets"].toIntVector();
        const Blocks layout{offsets, static_cast<int>(context->saved_data["heads"].toInt()),
                            static_cast<int>(qkv.size(1) / 3)};
        const auto g = gradients_[0].contiguous();
        auto gradient = at::empty_like(qkv);
        AT_DISPATCH_FLOATING_TYPES(qkv.scalar_type(), "attention", [&] {
            const auto data = [](const at::Tensor& t) { return t.defined() ? t.data_ptr<scalar_t>() : nullptr; };
            gradients<scalar_t>(layout, data(qkv), data(saved[1]), data(saved[2]), data(saved[3]), data(g),
                                gradient.data_ptr<scalar_t>());
        });
        return {gradient, {}, {}, {}, {}};
    }
};

}  // namespace

at::Tensor attention(const at::Tensor& qkv, const Layout& layout, int heads, double p, at::Generator* generator) {
    const bool drop = p > 0 && generator != nullptr;
    return Attention::apply(qkv, layout.offsets, heads, drop ? p : 0.0,
                            drop ? c10::optional<at::Generator>(*generator) : c10::nullopt);
}

}  // namespace adapterscope
