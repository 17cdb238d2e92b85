// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cblas.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/model/Mask.h"

// The arithmetic of attention over one (sequence, head) after another, each a pair of small products.
namespace adapterscope {

inline void multiply(CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, int m, int n, int k, float alpha, const float* a,
                     int lda, const float* b, int ldb, float* c, int ldc) {
    cblas_sgemm(CblasRowMajor, transA, transB, m, n, k, alpha, a, lda, b, ldb, 0, c, ldc);
}

inline void multiply(CBLAS_TRANSPOSE transA, CBLAS_TRANSPOSE transB, int m, int n, int k, double alpha, const double* a,
                     int lda, const double* b, int ldb, double* c, int ldc) {
    cblas_dgemm(CblasRowMajor, transA, transB, m, n, k, alpha, a, lda, b, ldb, 0, c, ldc);
}

/// Where each (sequence, head) is: rows of queries and of keys, and a block of the probabilities.
struct AttentionBlocks {
    const std::vector<std::int64_t>&queryOffsets, &keyOffsets;
    int heads, headWidth;

    struct Block {
        std::int64_t query, key;  ///< first rows
        int column;               ///< of the head
        int queries, keys;
        std::int64_t start;  ///< of the probabilities [queries, keys]
    };

    /// f(Block)
    template <typename F>
    void each(F f) const {
        std::int64_t start = 0;
        for (std::size_t s = 0; s + 1 < queryOffsets.size(); ++s) {
            const auto queries = static_cast<int>(queryOffsets[s + 1] - queryOffsets[s]);
            const auto keys = static_cast<int>(keyOffsets[s + 1] - keyOffsets[s]);
            for (int h = 0; h < heads; ++h, start += std::int64_t(queries) * keys)
                f(Block{queryOffsets[s], keyOffsets[s], h * headWidth, queries, keys, start});
        }
    }

    std::int64_t probabilities() const {
        std::int64_t total = 0;
        each([&](const Block& b) { total += std::int64_t(b.queries) * b.keys; });
        return total;
    }
};

/// Rows of [tokens, d] with `stride` entries from one to the next: a matrix by itself, or one of three side by side.
template <typename Scalar>
struct Rows {
    Scalar* data;
    int stride;

    Scalar* at(std::int64_t row, int column) const { return data + row * stride + column; }
};

template <typename Scalar>
struct QueriesKeysValues {
    Rows<Scalar> q, k, v;
};

/// The scores of keys that a query does not see become minus infinity.
template <typename Scalar>
void hide(const Mask& mask, Scalar* scores, const AttentionBlocks::Block& b) {
    constexpr auto never = -std::numeric_limits<Scalar>::infinity();
    const int before = b.keys - b.queries;
    for (int i = 0; i < b.queries; ++i) {
        auto* own = scores + std::int64_t(i) * b.keys + before;
        const auto seen = mask.seenFrom(i, b.queries);
        std::fill(own, own + seen.first, never);
        std::fill(own + seen.end, own + b.queries, never);
    }
}

/// Scores in, less each row's maximum out; the exponential is taken by LibTorch over all of them at once.
template <typename Scalar>
void subtractRowMaxima(Scalar* block, int rows, int columns) {
    for (int i = 0; i < rows; ++i, block += columns) {
        const auto largest = *std::max_element(block, block + columns);
        for (int j = 0; j < columns; ++j)
            block[j] -= largest;
    }
}

template <typename Scalar>
void divideByRowSums(Scalar* block, int rows, int columns) {
    for (int i = 0; i < rows; ++i, block += columns) {
        Scalar sum = 0;
        for (int j = 0; j < columns; ++j)
            sum += block[j];
        const auto factor = 1 / sum;
        for (int j = 0; j < columns; ++j)
            block[j] *= factor;
    }
}

template <typename Scalar>
void scores(const AttentionBlocks& blocks, const Mask& mask, const QueriesKeysValues<const Scalar>& x, Scalar* p) {
    const auto scale = Scalar(1) / std::sqrt(static_cast<Scalar>(blocks.headWidth));
    blocks.each([&](const AttentionBlocks::Block& b) {
        multiply(CblasNoTrans, CblasTrans, b.queries, b.keys, blocks.headWidth, scale, x.q.at(b.query, b.column),
                 x.q.stride, x.k.at(b.key, b.column), x.k.stride, p + b.start, b.keys);
        if (mask.kind != Mask::Kind::None)
            hide(mask, p + b.start, b);
        subtractRowMaxima(p + b.start, b.queries, b.keys);
    });
}

template <typename Scalar>
void contexts(const AttentionBlocks& blocks, const QueriesKeysValues<const Scalar>& x, const Scalar* p,
              const Rows<Scalar>& out) {
    blocks.each([&](const AttentionBlocks::Block& b) {
        multiply(CblasNoTrans, CblasNoTrans, b.queries, blocks.headWidth, b.keys, Scalar(1), p + b.start, b.keys,
                 x.v.at(b.key, b.column), x.v.stride, out.at(b.query, b.column), out.stride);
    });
}

/// The gradient of the scores from that of the probabilities, in place.
template <typename Scalar>
void throughSoftmax(Scalar* gradient, const Scalar* p, const Scalar* keep, int rows, int columns) {
    for (int i = 0; i < rows; ++i, gradient += columns, p += columns) {
        if (keep)
            for (int j = 0; j < columns; ++j)
                gradient[j] *= keep[std::int64_t(i) * columns + j];
        Scalar mean = 0;
        for (int j = 0; j < columns; ++j)
            mean += gradient[j] * p[j];
        for (int j = 0; j < columns; ++j)
            gradient[j] = p[j] * (gradient[j] - mean);
    }
}

/// What a forward pass keeps: the probabilities, those after dropout and its factors, both null without dropout.
template <typename Scalar>
struct Probabilities {
    const Scalar *all, *dropped, *keep;
};

template <typename Scalar>
void attentionGradients(const AttentionBlocks& blocks, const QueriesKeysValues<const Scalar>& x,
                        const Probabilities<Scalar>& p, const Rows<const Scalar>& g,
                        const QueriesKeysValues<Scalar>& gradient) {
    const int w = blocks.headWidth;
    const auto scale = Scalar(1) / std::sqrt(static_cast<Scalar>(w));
    std::vector<Scalar> ds;
    blocks.each([&](const AttentionBlocks::Block& b) {
        const auto* go = g.at(b.query, b.column);
        multiply(CblasTrans, CblasNoTrans, b.keys, w, b.queries, Scalar(1), (p.dropped ? p.dropped : p.all) + b.start,
                 b.keys, go, g.stride, gradient.v.at(b.key, b.column), gradient.v.stride);
        ds.resize(static_cast<std::size_t>(std::int64_t(b.queries) * b.keys));
        multiply(CblasNoTrans, CblasTrans, b.queries, b.keys, w, Scalar(1), go, g.stride, x.v.at(b.key, b.column),
                 x.v.stride, ds.data(), b.keys);
        throughSoftmax(ds.data(), p.all + b.start, p.keep ? p.keep + b.start : nullptr, b.queries, b.keys);
        multiply(CblasNoTrans, CblasNoTrans, b.queries, w, b.keys, scale, ds.data(), b.keys, x.k.at(b.key, b.column),
                 x.k.stride, gradient.q.at(b.query, b.column), gradient.q.stride);
        multiply(CblasTrans, CblasNoTrans, b.keys, w, b.queries, scale, ds.data(), b.keys, x.q.at(b.query, b.column),
                 x.q.stride, gradient.k.at(b.key, b.column), gradient.k.stride);
    });
}

}  // namespace adapterscope
