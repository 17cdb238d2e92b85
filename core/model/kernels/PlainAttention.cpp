// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include "core/model/Random.h"
#include "core/model/kernels/Attention.h"

namespace adapterscope {
namespace {

/// Whether each query [rows] is kept from seeing each key [columns].
at::Tensor isHidden(const Mask& mask, std::int64_t queries, std::int64_t keys, const at::TensorOptions& options) {
    const auto query = at::arange(queries, options).unsqueeze(1);
    const auto key = at::arange(queries - keys, queries, options).unsqueeze(0);  // below 0: before the text
    if (mask.kind == Mask::Kind::Causal)
        return key.gt(query);
    return (key - query).abs().gt(mask.window / 2).logical_and(key.ge(0));
}

/// One sequence's rows, [tokens, d] -> [heads, t, w].
at::Tensor headsOf(const at::Tensor& x, const Layout& layout, std::int64_t sequence, int heads) {
    const auto rows = x.narrow(0, layout.start(sequence), layout.length(sequence));
    return rows.reshape({rows.size(0), heads, -1}).transpose(0, 1);
}

/// The factors of all probabilities, [sequence][head][query][key].
at::Tensor factors(const at::Tensor& q, const Layout& queries, const Layout& keys, const AttentionForm& form) {
    std::int64_t count = 0;
    for (std::int64_t s = 0; s < queries.sequences(); ++s)
        count += queries.length(s) * keys.length(s) * form.heads;
    return dropoutFactors(at::empty({count}, q.options()), form.dropout, *form.generator);
}

}  // namespace

at::Tensor plainAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Layout& queries,
                          const Layout& keys, const AttentionForm& form) {
    const double scale = 1 / std::sqrt(static_cast<double>(q.size(1) / form.heads));
    const auto keep = form.drops() ? factors(q, queries, keys, form) : at::Tensor();
    std::vector<at::Tensor> contexts;
    std::int64_t dropped = 0;
    for (std::int64_t s = 0; s < queries.sequences(); ++s) {
        auto scores =
            at::bmm(headsOf(q, queries, s, form.heads) * scale, headsOf(k, keys, s, form.heads).transpose(1, 2));
        if (form.mask.kind != Mask::Kind::None)
            scores = scores.masked_fill(isHidden(form.mask, queries.length(s), keys.length(s), queries.first.options()),
                                        -std::numeric_limits<double>::infinity());
        auto probabilities = at::softmax(scores, 2);
        if (keep.defined())
            probabilities = probabilities * keep.narrow(0, dropped, scores.numel()).view_as(scores);
        dropped += scores.numel();
        const auto context = at::bmm(probabilities, headsOf(v, keys, s, form.heads));
        contexts.push_back(context.transpose(0, 1).reshape({queries.length(s), q.size(1)}));
    }
    return at::cat(contexts);
}

}  // namespace adapterscope
