// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kernels/Attention.h"

#include "core/model/Random.h"
#include "core/model/kernels/AttentionBlocks.h"
#include "core/model/kernels/HasKernels.h"

namespace adapterscope {
namespace {

/// Queries, keys and values, each [tokens, d]: matrices by themselves, or views of one that holds all three.
struct Operands {
    at::Tensor q, k, v;

    static Operands of(const at::Tensor& fused) {
        const auto d = fused.size(1) / 3;
        return {fused.narrow(1, 0, d), fused.narrow(1, d, d), fused.narrow(1, 2 * d, d)};
    }
};

template <typename Scalar>
Rows<Scalar> rowsOf(const at::Tensor& x) {
    return {x.data_ptr<std::remove_const_t<Scalar>>(), static_cast<int>(x.stride(0))};
}

template <typename Scalar>
QueriesKeysValues<Scalar> rowsOf(const Operands& x) {
    return {rowsOf<Scalar>(x.q), rowsOf<Scalar>(x.k), rowsOf<Scalar>(x.v)};
}

AttentionBlocks blocksOf(const std::vector<std::int64_t>& queries, const std::vector<std::int64_t>& keys,
                         const at::Tensor& q, std::int64_t heads) {
    return {queries, keys, static_cast<int>(heads), static_cast<int>(q.size(1) / heads)};
}

/// The context, and what its gradients are made of.
struct Attended {
    at::Tensor out, probabilities, dropped, keep;
};

Attended attended(const Operands& x, const AttentionBlocks& blocks, const AttentionForm& form) {
    Attended to{at::empty({x.q.size(0), x.q.size(1)}, x.q.options()),
                at::empty({blocks.probabilities()}, x.q.options()),
                {},
                {}};
    AT_DISPATCH_FLOATING_TYPES(x.q.scalar_type(), "attention", [&] {
        auto* const p = to.probabilities.data_ptr<scalar_t>();
        const auto rows = rowsOf<const scalar_t>(x);
        scores(blocks, form.mask, rows, p);
        to.probabilities.exp_();
        blocks.each([&](const AttentionBlocks::Block& b) { divideByRowSums(p + b.start, b.queries, b.keys); });
        if (form.drops()) {
            to.keep = dropoutFactors(to.probabilities, form.dropout, *form.generator);
            to.dropped = to.probabilities * to.keep;
        }
        contexts<scalar_t>(blocks, rows, form.drops() ? to.dropped.data_ptr<scalar_t>() : p, rowsOf<scalar_t>(to.out));
    });
    return to;
}

/// Writes the gradients of queries, keys and values into `gradient`.
void backward(const Operands& x, const AttentionBlocks& blocks, const Attended& from, const at::Tensor& g,
              const Operands& gradient) {
    AT_DISPATCH_FLOATING_TYPES(x.q.scalar_type(), "attention", [&] {
        const auto data = [](const at::Tensor& t) { return t.defined() ? t.data_ptr<scalar_t>() : nullptr; };
        attentionGradients<scalar_t>(blocks, rowsOf<const scalar_t>(x),
                                     {data(from.probabilities), data(from.dropped), data(from.keep)},
                                     rowsOf<const scalar_t>(g), rowsOf<scalar_t>(gradient));
    });
}

/// Over queries, keys and values side by side, as the fused product gives them.
class SelfAttention : public torch::autograd::Function<SelfAttention> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const Layout& layout,
                              const AttentionForm& form) {
        const auto qkv = input.contiguous();
        const auto x = Operands::of(qkv);
        const auto to = attended(x, blocksOf(layout.offsets, layout.offsets, x.q, form.heads), form);
        context->save_for_backward({qkv, to.probabilities, to.dropped, to.keep});
        context->saved_data["offsets"] = layout.offsets;
        context->saved_data["heads"] = static_cast<std::int64_t>(form.heads);
        return to.out;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto x = Operands::of(saved[0]);
        const auto offsets = context->saved_data["offsets"].toIntVector();
        const auto gradient = at::empty_like(saved[0]);
        adapterscope::backward(x, blocksOf(offsets, offsets, x.q, context->saved_data["heads"].toInt()),
                               {{}, saved[1], saved[2], saved[3]}, gradients[0].contiguous(), Operands::of(gradient));
        return {gradient, {}, {}};
    }
};

class Attention : public torch::autograd::Function<Attention> {
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& q, const at::Tensor& k,
                              const at::Tensor& v, const Layout& queries, const Layout& keys,
                              const AttentionForm& form) {
        const Operands x{q.contiguous(), k.contiguous(), v.contiguous()};
        const auto to = attended(x, blocksOf(queries.offsets, keys.offsets, x.q, form.heads), form);
        context->save_for_backward({x.q, x.k, x.v, to.probabilities, to.dropped, to.keep});
        context->saved_data["queries"] = queries.offsets;
        context->saved_data["keys"] = keys.offsets;
        context->saved_data["heads"] = static_cast<std::int64_t>(form.heads);
        return to.out;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const Operands x{saved[0], saved[1], saved[2]};
        const auto queries = context->saved_data["queries"].toIntVector(),
                   keys = context->saved_data["keys"].toIntVector();
        const Operands gradient{at::empty_like(x.q), at::empty_like(x.k), at::empty_like(x.v)};
        adapterscope::backward(x, blocksOf(queries, keys, x.q, context->saved_data["heads"].toInt()),
                               {{}, saved[3], saved[4], saved[5]}, gradients[0].contiguous(), gradient);
        return {gradient.q, gradient.k, gradient.v, {}, {}, {}};
    }
};

}  // namespace

at::Tensor attention(const at::Tensor& qkv, const Layout& layout, const AttentionForm& form) {
    if (hasKernels(qkv))
        return SelfAttention::apply(qkv, layout, form);
    const auto x = Operands::of(qkv);
    return plainAttention(x.q, x.k, x.v, layout, layout, form);
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const Layout& queries,
                     const Layout& keys, const AttentionForm& form) {
    return hasKernels(q) ? Attention::apply(q, k, v, queries, keys, form)
                         : plainAttention(q, k, v, queries, keys, form);
}

}  // namespace adapterscope
